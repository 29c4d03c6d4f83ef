/** Wrong usage, told in one line: what, why, and what to do. The command line ends with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
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
