import { randomBytes } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { clean } from './text'

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left',
  EDQUOT: 'no space left',
  EFBIG: 'the file would be too large',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of its path is not a directory',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'its links go in a circle',
  EBUSY: 'it is in use',
}

function reasonOf(error: unknown, path: string): string {
  const { code = '', message } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return `there is no folder ${clean(dirname(path))}`
  return REASONS[code] ?? clean(message)
}

function statOf(path: string): Stats | null {
  return statSync(path, { throwIfNoEntry: false }) ?? null
}

/** A device, a pipe or a descriptor of a process has no place for a second file beside it, and must not be replaced by one. */
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
 * Writes a report (UTF-8) whole or not at all: into a file beside it that then takes its place. What is no regular file
 * (/dev/stdout, a pipe) is written directly. Throws an Error with one line that names the path and the reason.
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
