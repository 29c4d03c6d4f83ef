import { randomBytes } from 'node:crypto'
import {
  accessSync,
  appendFileSync,
  chmodSync,
  closeSync,
  constants,
  fsyncSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { clean } from './text/clean'
import { systemWords } from './text/system-errors'

function reasonOf(error: unknown, path: string): string {
  const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT'
  return isMissing ? `there is no folder ${clean(dirname(path))}` : systemWords(error)
}

function statOf(path: string): Stats | null {
  return statSync(path, { throwIfNoEntry: false }) ?? null
}

/** True for a device, a pipe or a descriptor of a process: it must not be replaced by a file, and there is no place beside it. */
function isDirect(path: string, there: Stats | null): boolean {
  return (there !== null && !there.isFile()) || /^\/(dev|proc)\//.test(path)
}

function writeBeside(path: string, text: string, there: Stats | null): void {
  if (there) accessSync(path, constants.W_OK)
  const final = there ? realpathSync(path) : path
  const temporary = join(dirname(final), `.wsspec-${randomBytes(6).toString('hex')}.tmp`)
  try {
    const descriptor = openSync(temporary, 'wx', 0o666)
    try {
      writeFileSync(descriptor, text)
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
    if (there) chmodSync(temporary, there.mode & 0o777)
    renameSync(temporary, final)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

/**
 * Writes a report (UTF-8) completely or not at all: into a file beside it, which then takes its place. A device or a pipe
 * (/dev/stdout) is written directly.
 * @throws {Error} with one line that names the path and the reason.
 */
export function writeWhole(path: string, text: string): void {
  try {
    const there = statOf(path)
    if (there?.isDirectory() || basename(path) === '' || path.endsWith('/'))
      throw Object.assign(new Error(), { code: 'EISDIR' })
    if (isDirect(path, there)) writeFileSync(path, text)
    else writeBeside(path, text, there)
  } catch (error) {
    throw new Error(`cannot write ${clean(path)}: ${reasonOf(error, path)}`, { cause: error })
  }
}

/**
 * Adds text (UTF-8) to the end of a file, completely or not at all. The file is made where it is missing.
 * @param most the most bytes that the file may have then
 * @throws {Error} with one line that names the path and the reason.
 */
export function appendWhole(path: string, text: string, most: number): void {
  try {
    const size = statOf(path)?.size ?? 0
    if (size + Buffer.byteLength(text) > most) throw Object.assign(new Error(), { code: 'EFBIG' })
    try {
      appendFileSync(path, text)
    } catch (error) {
      if (statOf(path)?.isFile()) truncateSync(path, size)
      throw error
    }
  } catch (error) {
    throw new Error(`cannot write ${clean(path)}: ${reasonOf(error, path)}`, { cause: error })
  }
}

/** Makes a folder and those above it. Node's recursive mkdir never returns where a file system (/proc) refuses one. */
function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return
  if (dirname(path) !== path) makeFolder(dirname(path))
  mkdirSync(path)
}

/**
 * Writes files into `dir`, in their order, each completely or not at all. The folders are made where they are missing.
 * @throws {Error} with one line that names the path and the reason.
 */
export function writeFolder(dir: string, files: ReadonlyMap<string, string>): void {
  const folders = new Set([dir, ...[...files.keys()].map((name) => dirname(join(dir, name)))])
  for (const folder of folders)
    try {
      makeFolder(resolve(folder))
    } catch (error) {
      throw new Error(`cannot make the folder ${clean(folder)}: ${systemWords(error)}`, { cause: error })
    }
  for (const [name, text] of files) writeWhole(join(dir, name), text)
}
