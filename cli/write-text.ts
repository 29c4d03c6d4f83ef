import { resolve } from 'node:path'
import { type Text, writeWhole } from '../reports/write-files'
import { isPipe } from '../settings/pipes'
import { type ProcessContext, printError } from '../settings/process-context'
import { writePipe } from './write-pipe'

/** Where a text goes, and the flag that says so. */
export interface Destination {
  /** A file, a pipe, or `-` for standard output. */
  path: string
  source: string
}

/**
 * Writes a text to its destination: a file is written completely or not at all, and a pipe once somebody reads it.
 * @throws {Error} with one line that says why not everything was written.
 */
export async function writeText({ path, source }: Destination, text: Text, context: ProcessContext): Promise<void> {
  const full = resolve(context.cwd, path)
  if (path === '-') {
    for (const piece of typeof text === 'string' ? [text] : text) context.stdout.write(piece)
    return
  }
  if (!isPipe(full)) {
    writeWhole(full, text)
    return
  }
  const onWait = () => printError(context, `${source} ${path}: nobody reads this pipe; waiting for a reader`)
  await writePipe(full, typeof text === 'string' ? text : [...text].join(''), context.signal, onWait)
}
