import { appendFileSync, createReadStream, existsSync, statSync, truncateSync } from 'node:fs'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { completeResults } from '../collect/complete-results'
import type { Results, TargetResult } from '../harness/case/results'
import { type BriefResults, briefResults } from '../reports/brief-results'
import { compactJson } from '../reports/json'
import { systemWords } from '../reports/text/system-errors'
import type { ProcessContext } from '../settings/process-context'
import { UsageError } from '../settings/usage-error'

/** Results without their target: what every line of a file of results repeats. */
export type LineFrame = Omit<Results, 'targets' | 'changes'>

/**
 * A file of results as JSON lines. Each line is a results document with one target, which keeps the bytes of findings only
 * (reports/brief-results.ts). `-` is standard output.
 */
export class LinesFile {
  private readonly path: string | null
  private readonly name: string
  private readonly stdout: ProcessContext['stdout']

  /** @param path the file as the command line names it */
  constructor(path: string, { cwd, stdout }: Pick<ProcessContext, 'cwd' | 'stdout'>) {
    this.name = path
    this.path = path === '-' ? null : resolve(cwd, path)
    this.stdout = stdout
  }

  /** True where there is something in the file. */
  get exists(): boolean {
    return this.path !== null && existsSync(this.path)
  }

  /**
   * Gives each target of the file to `each`, one at a time. A last line that was cut off is removed from the file.
   * @throws {UsageError} if the file cannot be read, or a line of it has no results.
   */
  async read(each: (target: TargetResult) => void): Promise<void> {
    if (this.path === null || !this.exists) return
    let [at, line] = [0, 0]
    const input = createReadStream(this.path, 'utf8')
    for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      line += 1
      const length = Buffer.byteLength(text) + 1
      const isWhole = text === '' || /^\{.*\}$/.test(text)
      if (!isWhole) return this.cutAt(at, line, length)
      if (text !== '') for (const target of this.targetsIn(text, line)) each(target)
      at += length
    }
  }

  /** Adds the results of one target. @throws {UsageError} if the file cannot be written. */
  append(frame: LineFrame, target: TargetResult): void {
    const brief = briefResults({ ...frame, targets: [target] }) as unknown as Results
    const text = `${compactJson(brief)}\n`
    if (this.path === null) {
      this.stdout.write(text)
      return
    }
    try {
      appendFileSync(this.path, text)
    } catch (error) {
      throw new UsageError(`--lines ${this.name}: it cannot be written: ${systemWords(error)}`)
    }
  }

  private targetsIn(text: string, line: number): readonly TargetResult[] {
    try {
      return completeResults(JSON.parse(text) as Results | BriefResults).targets
    } catch {
      throw new UsageError(`--lines ${this.name}, line ${line}: these are not wsspec results; name another file`)
    }
  }

  private cutAt(at: number, line: number, length: number): void {
    const { size } = statSync(this.path as string)
    if (at + length < size)
      throw new UsageError(`--lines ${this.name}, line ${line}: these are not wsspec results; name another file`)
    truncateSync(this.path as string, at)
  }
}
