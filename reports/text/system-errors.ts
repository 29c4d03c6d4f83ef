import { clean } from './clean'

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is not a folder',
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left',
  EDQUOT: 'no space left',
  EFBIG: 'the file would be too large',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'its links go in a circle',
  EBUSY: 'it is in use',
}

/** Why a file operation failed, in words for one line: those for the code of a system error, otherwise the error's message. */
export function systemWords(error: unknown): string {
  const { code = '' } = error as NodeJS.ErrnoException
  return WORDS[code] ?? clean(error instanceof Error ? error.message : String(error))
}
