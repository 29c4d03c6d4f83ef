/** A server did not become ready. The message says why in one line; `output` is the last of its output. */
export class StartError extends Error {
  override readonly name = 'StartError'
  readonly output: string
  constructor(message: string, output = '') {
    super(message)
    this.output = output
  }
}
