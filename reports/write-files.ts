import { randomBytes } from 'node:crypto'
import {
  accessSync,
  appendFileSync,
  chmodSync,
  closeSync,
  constants,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  type Stats,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, isAbsolute, join, normalize, resolve } from 'node:path'
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

/** A file that is written completely, beside the place that it takes at the end. */
interface Draft {
  /** The path that was asked for. */
  path: string
  temporary: string
  final: string
}

/** A text, or its pieces in order where one string may not hold it. */
export type Text = string | Iterable<string>

function piecesOf(text: Text): Iterable<string> {
  return typeof text === 'string' ? [text] : text
}

/** Writes into what is there already: a device or a pipe. */
function writeDirect(path: string, text: Text): void {
  const descriptor = openSync(path, 'w')
  try {
    for (const piece of piecesOf(text)) writeFileSync(descriptor, piece)
  } finally {
    closeSync(descriptor)
  }
}

/** Writes a draft beside `path`. Leaves nothing where it fails. */
function draftOf(path: string, text: Text, there: Stats | null): Draft {
  if (there) accessSync(path, constants.W_OK)
  const final = there ? realpathSync(path) : path
  const temporary = join(dirname(final), `.wsspec-${randomBytes(6).toString('hex')}.tmp`)
  try {
    const descriptor = openSync(temporary, 'wx', 0o666)
    try {
      for (const piece of piecesOf(text)) writeFileSync(descriptor, piece)
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
    if (there) chmodSync(temporary, there.mode & 0o777)
    return { path, temporary, final }
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

/** Puts a draft in its place, or removes it. */
function keep({ temporary, final }: Draft): void {
  try {
    renameSync(temporary, final)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

/** Runs one step of writing `path`. Its error is one line that names the path and the reason. */
function named<T>(path: string, step: () => T): T {
  try {
    return step()
  } catch (error) {
    throw new Error(`cannot write ${clean(path)}: ${reasonOf(error, path)}`, { cause: error })
  }
}

/** What is at the path of a file that is to be written. It throws for a folder. */
function fileThere(path: string): Stats | null {
  const there = statOf(path)
  if (there?.isDirectory() || basename(path) === '' || path.endsWith('/'))
    throw Object.assign(new Error(), { code: 'EISDIR' })
  return there
}

/**
 * Writes a report (UTF-8) completely or not at all: into a file beside it, which then takes its place. A device or a pipe
 * (/dev/stdout) is written directly.
 * @throws {Error} with one line that names the path and the reason.
 */
export function writeWhole(path: string, text: Text): void {
  named(path, () => {
    const there = fileThere(path)
    if (isDirect(path, there)) writeDirect(path, text)
    else keep(draftOf(path, text, there))
  })
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

/** Makes a folder and those above it, and adds to `made` those that were missing. Node's recursive mkdir never returns where a file system (/proc) refuses one. */
function makeFolder(path: string, made: string[]): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return
  if (dirname(path) !== path) makeFolder(dirname(path), made)
  mkdirSync(path)
  made.push(path)
}

/** The file of a folder that lists what wsspec wrote there, so that the next run can remove it. */
export const LIST_FILE = '.wsspec-files'

/** The files that an earlier run wrote into `dir`, relative to it. Names that lead out of it are left out. */
function writtenBefore(dir: string): string[] {
  try {
    const names = readFileSync(join(dir, LIST_FILE), 'utf8').split('\n')
    return names.filter((name) => name !== '' && !isAbsolute(name) && !normalize(name).startsWith('..'))
  } catch {
    return []
  }
}

/** Removes files of an earlier run, and the folders that are empty then. */
function removeStale(dir: string, names: readonly string[]): void {
  for (const name of names) {
    if (lstatSync(join(dir, name), { throwIfNoEntry: false })?.isFile()) rmSync(join(dir, name), { force: true })
    for (let folder = dirname(name); folder !== '.'; folder = dirname(folder)) removeEmpty(join(dir, folder))
  }
}

function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder)
  } catch {
    // It is not empty, or another run has removed it.
  }
}

function makeFolders(folders: Iterable<string>, made: string[]): void {
  for (const folder of folders)
    try {
      makeFolder(resolve(folder), made)
    } catch (error) {
      throw new Error(`cannot make the folder ${clean(folder)}: ${systemWords(error)}`, { cause: error })
    }
}

/**
 * Writes files into `dir`, all or none: each is written beside its place, and all take their places at the end. The folders
 * are made where they are missing. The files of an earlier run that are not written again are removed; others stay.
 * @throws {Error} with one line that names the path and the reason.
 */
export function writeFolder(dir: string, files: ReadonlyMap<string, string>): void {
  const list = [...files.keys()].map((name) => `${name}\n`).join('')
  const stale = writtenBefore(dir).filter((name) => !files.has(name))
  const drafts: Draft[] = []
  const made: string[] = []
  try {
    makeFolders(new Set([dir, ...[...files.keys()].map((name) => dirname(join(dir, name)))]), made)
    for (const [name, text] of [...files, [LIST_FILE, list] as const]) {
      const path = join(dir, name)
      drafts.push(named(path, () => draftOf(path, text, fileThere(path))))
    }
    for (const draft of drafts) named(draft.path, () => keep(draft))
  } catch (error) {
    for (const { temporary } of drafts) rmSync(temporary, { force: true })
    for (const folder of made.reverse()) removeEmpty(folder)
    throw error
  }
  removeStale(dir, stale)
}
