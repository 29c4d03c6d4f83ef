import {
  appendFileSync,
  closeSync,
  createReadStream,
  openSync,
  readSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { checkedResults, isJson } from '../collect/results-file'
import type { Results, TargetResult } from '../harness/case/results'
import { briefResults } from '../reports/brief-results'
import { compactJson } from '../reports/json'
import { systemWords } from '../reports/text/system-errors'
import type { ProcessContext } from '../settings/process-context'
import { UsageError } from '../settings/usage-error'
import { lockOf, takeLock } from './lock-file'

/** Results without their target: what every line of a file of results repeats. */
export type LineFrame = Omit<Results, 'targets' | 'changes'>

/** How each line of results begins. */
const LINE_BEGIN = '{"schemaVersion":'

const LINE_FEED = 0x0a

/**
 * A file of results as JSON lines. Each line is a results document with one target, which keeps the bytes of findings only
 * (reports/brief-results.ts). `-` is standard output.
 */
export class LinesFile {
  private readonly path: string | null
  private readonly name: string
  private readonly stdout: ProcessContext['stdout']
  private unlock: () => void = () => {}

  /** @param path the file as the command line names it */
  constructor(path: string, { cwd, stdout }: Pick<ProcessContext, 'cwd' | 'stdout'>) {
    this.name = path
    this.path = path === '-' ? null : resolve(cwd, path)
    this.stdout = stdout
  }

  /**
   * Makes the file before anything runs, so that no other run takes it and no results are lost. Until it is closed, no other
   * run can open it.
   * @param resume true where the file may exist
   * @throws {UsageError} if the file exists and may not, another run has it, or it cannot be written.
   */
  open(resume: boolean): void {
    if (this.path === null) return
    const there = statSync(this.path, { throwIfNoEntry: false })
    if (there && !resume)
      throw new UsageError(`--lines ${this.name}: the file exists; continue it with --resume, or name another file`)
    if (there && !there.isFile()) throw new UsageError(`--lines ${this.name}: this is not a file; name a file`)
    this.lock(this.path)
    try {
      closeSync(openSync(this.path, resume ? 'a' : 'wx'))
    } catch (error) {
      this.unlock()
      throw this.notWritten(error)
    }
  }

  /** Closes the file, and removes it if nothing was written: an empty file is not a results file. */
  close(): void {
    if (this.path !== null && statSync(this.path, { throwIfNoEntry: false })?.size === 0) rmSync(this.path)
    this.unlock()
  }

  private lock(path: string): void {
    let unlock: (() => void) | null
    try {
      unlock = takeLock(path)
    } catch (error) {
      throw this.notWritten(error)
    }
    if (unlock === null)
      throw new UsageError(`--lines ${this.name}: another run is writing it; if none is, remove ${lockOf(this.name)}`)
    this.unlock = unlock
  }

  /**
   * Gives each document of the file to `each`, one at a time. A last line that was cut off is removed from the file, and one
   * that lacks only its line end gets it.
   * @throws {UsageError} if the file cannot be read, or a line of it has no results.
   */
  async read(each: (results: Results) => void): Promise<void> {
    if (this.path === null) return
    let [line, last] = [0, '']
    let cut: number | null = null
    // One character for each byte, so that the length of a line that was cut off inside a character is known.
    const input = createReadStream(this.path, 'latin1')
    for await (const bytes of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      line += 1
      if (cut !== null) throw this.noResults(cut)
      last = bytes
      if (bytes === '') continue
      const text = Buffer.from(bytes, 'latin1').toString()
      if (!isJson(text)) cut = line
      else each(checkedResults(JSON.parse(text), `--lines ${this.name}, line ${line}`))
    }
    this.endLastLine(last, cut)
  }

  /**
   * Adds a line with the results of one target, or of none for a part of a run that has no target.
   * @throws {UsageError} if the file cannot be written.
   */
  append(frame: LineFrame, ...targets: readonly TargetResult[]): void {
    const brief = briefResults({ ...frame, targets: [...targets] }) as unknown as Results
    const text = `${compactJson(brief)}\n`
    if (this.path === null) {
      this.stdout.write(text)
      return
    }
    try {
      appendFileSync(this.path, text)
    } catch (error) {
      throw this.notWritten(error)
    }
  }

  private notWritten(error: unknown): UsageError {
    return new UsageError(`--lines ${this.name}: it cannot be written: ${systemWords(error)}`)
  }

  /** Ends the file with a line end. Where its last line, `last`, was cut off, `cut` is the number of that line. */
  private endLastLine(last: string, cut: number | null): void {
    const path = this.path as string
    const { size } = statSync(path)
    const isOpen = size > 0 && lastByte(path, size) !== LINE_FEED
    if (cut === null) {
      if (isOpen) appendFileSync(path, '\n')
      return
    }
    // Text that does not begin like a results document belongs to another kind of file.
    if (!isOpen || !(last.startsWith(LINE_BEGIN) || LINE_BEGIN.startsWith(last))) throw this.noResults(cut)
    truncateSync(path, size - last.length)
  }

  private noResults(line: number): UsageError {
    return new UsageError(`--lines ${this.name}, line ${line}: these are not wsspec results; name another file`)
  }
}

function lastByte(path: string, size: number): number | undefined {
  const file = openSync(path, 'r')
  try {
    const byte = Buffer.alloc(1)
    readSync(file, byte, 0, 1, size - 1)
    return byte[0]
  } finally {
    closeSync(file)
  }
}
