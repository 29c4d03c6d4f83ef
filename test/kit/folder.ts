import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A new, empty folder for a test. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), 'wsspec-test-'))

  /** Writes a file, objects as JSON. Returns its path. */
  put(name: string, content: unknown): string {
    const path = join(this.path, name)
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
    return path
  }

  /** Removes the folder with everything in it. */
  remove(): void {
    rmSync(this.path, { recursive: true, force: true })
  }
}
