export { UsageError } from '../api/usage'

/** What the process ends with. */
export const EXIT = { fine: 0, failed: 1, usage: 2, unjudged: 3, bug: 4, interrupted: 130, terminated: 143 } as const

/** One of the values of EXIT. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** Which code is told when several apply: the first of these. */
const ORDER: readonly ExitCode[] = [130, 143, 4, 2, 1, 3, 0]

/** The one of `codes` that is told; 0 when there are none. */
export function worstExit(codes: Iterable<ExitCode>): ExitCode {
  const have = new Set(codes)
  return ORDER.find((code) => have.has(code)) ?? EXIT.fine
}

/** What the system says about a failed file operation, in words. */
export function systemWords(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code
  const words: Record<string, string> = {
    ENOENT: 'there is no such file or folder',
    EISDIR: 'it is a folder',
    ENOTDIR: 'a part of the path is not a folder',
    EACCES: 'permission denied',
    EPERM: 'operation not permitted',
    EROFS: 'the file system is read-only',
    ENOSPC: 'no space left',
    ENAMETOOLONG: 'the name is too long',
    ELOOP: 'its links go in a circle',
  }
  return (code && words[code]) || (error instanceof Error ? error.message : String(error))
}
