import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** No temporary folder can be made, for example because $TMPDIR does not exist. The message is one line, and says what to set. */
export class NoTemporaryFolder extends Error {
  override readonly name = 'NoTemporaryFolder'
}

/** Reasons in words, by the code of the error. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such folder',
  ENOTDIR: 'it is not a folder',
  EACCES: 'it cannot be written',
  EPERM: 'it cannot be written',
  EROFS: 'it cannot be written',
  ENOSPC: 'no space left',
}

/**
 * Makes a new folder among the temporary files, and gives its path. Whoever calls this removes it.
 * @param prefix how its name begins: `wsspec-ca-`
 * @throws {NoTemporaryFolder} where it cannot be made
 */
export function temporaryFolder(prefix: string): string {
  const parent = tmpdir()
  try {
    return mkdtempSync(join(parent, prefix))
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw new NoTemporaryFolder(
      `cannot make a temporary folder in ${parent}: ${REASONS[code ?? ''] ?? message}; set TMPDIR to a folder that can be written`,
    )
  }
}
