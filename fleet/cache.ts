import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, dirname, isAbsolute, join, resolve } from 'node:path'

/** A part of the name of a folder that is not finished. */
const DRAFT = '.draft-'

/** The age of a draft after which the process that filled it must have been killed, ms. */
const STALE_MS = 60 * 60 * 1000

/** The folder of fetched packages and of builds: WSSPEC_CACHE, or `wsspec` in XDG_CACHE_HOME or ~/.cache. */
export function cacheFolder(env: Readonly<Record<string, string | undefined>>): string {
  const { WSSPEC_CACHE: own, XDG_CACHE_HOME: shared } = env
  if (own) return resolve(own)
  // A relative XDG_CACHE_HOME counts as none (XDG Base Directory Specification).
  return shared && isAbsolute(shared) ? join(shared, 'wsspec') : join(env['HOME'] || homedir(), '.cache', 'wsspec')
}

/** A short digest of `parts`, for the name of a folder. */
export function digest(...parts: readonly (string | Buffer)[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(`${part.length}:`).update(part)
  return hash.digest('hex').slice(0, 12)
}

/** A digest of the names and contents of all files under `folder`. */
export function folderDigest(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).sort()
  return digest(...paths.flatMap((path) => [path.slice(folder.length), readFileSync(path)]))
}

/** Removes the drafts next to `folder` whose process was killed. */
function sweepDrafts(folder: string): void {
  const parent = dirname(folder)
  for (const name of readdirSync(parent)) {
    const path = join(parent, name)
    if (name.includes(DRAFT) && Date.now() - statSync(path).mtimeMs > STALE_MS)
      rmSync(path, { recursive: true, force: true })
  }
}

const filling = new Map<string, Promise<string>>()

async function fillOnce(folder: string, fill: (draft: string) => Promise<void>): Promise<string> {
  mkdirSync(dirname(folder), { recursive: true })
  sweepDrafts(folder)
  const draft = mkdtempSync(join(dirname(folder), `${basename(folder)}${DRAFT}`))
  try {
    await fill(draft)
    renameSync(draft, folder)
  } catch (error) {
    // Where the folder exists now, another process was quicker. Its content is the same.
    if (!existsSync(folder)) throw error
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
  return folder
}

/**
 * Creates `folder` with its complete content, or not at all: `fill` fills a draft next to it, which is then renamed. An
 * existing folder is left as it is. Where two processes create it at once, the first to finish wins. Returns the folder.
 */
export function keep(folder: string, fill: (draft: string) => Promise<void>): Promise<string> {
  if (existsSync(folder)) return Promise.resolve(folder)
  const others = filling.get(folder)
  if (others) return others
  const mine = fillOnce(folder, fill).finally(() => filling.delete(folder))
  filling.set(folder, mine)
  return mine
}
