import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Ajv } from 'ajv'
import type { Located, ManifestParts } from './manifest-parts'
import { complaint } from './manifest-schema'

/** A kind of manifest: of servers, or of clients. */
export interface ManifestKind<Manifest extends ManifestParts> {
  /** Its JSON schema. */
  schema: object
  /** What is wrong with a manifest that the schema cannot check, in words that name the field; null for nothing. */
  inconsistency(manifest: Manifest): string | null
}

/** The valid manifests below a folder, and what is wrong with each other one, by the name of its folder. */
export interface ReadManifests<Manifest> {
  found: (Manifest & Located)[]
  broken: ReadonlyMap<string, string>
}

/** What is wrong with a manifest of either kind that a schema cannot check, or null. */
function mismatch({ name, install, version }: ManifestParts, folder: string): string | null {
  if (name !== basename(folder)) return `name is not that of its folder, ${basename(folder)}`
  if (install.builtin && version === undefined) return 'version is missing: there is no package that has one'
  return null
}

function readManifest<Manifest extends ManifestParts>(
  folder: string,
  { inconsistency }: ManifestKind<Manifest>,
  check: ReturnType<Ajv['compile']>,
): Manifest & Located {
  const file = join(folder, 'manifest.json')
  let content: unknown
  try {
    content = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Error(`${file} is not JSON: ${(error as Error).message}`)
  }
  const [first] = check(content) ? [] : (check.errors ?? [])
  const manifest = content as Manifest
  const wrong = first ? complaint(first) : (mismatch(manifest, folder) ?? inconsistency(manifest))
  if (wrong !== null) throw new Error(`${file}: ${wrong}`)
  return { ...manifest, core: manifest.core ?? manifest.name, folder }
}

/** Reads the manifest in every folder of `root`, in the order of the names. A broken manifest does not stop the others. */
export function readEach<Manifest extends ManifestParts>(
  root: string,
  kind: ManifestKind<Manifest>,
): ReadManifests<Manifest> {
  const { Ajv: Schemas } = require('ajv') as typeof import('ajv')
  const check = new Schemas({ allowUnionTypes: true }).compile(kind.schema)
  const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const names = folders.map(({ name }) => name).filter((name) => existsSync(join(root, name, 'manifest.json')))
  const found: (Manifest & Located)[] = []
  const broken = new Map<string, string>()
  for (const name of names.sort())
    try {
      found.push(readManifest(join(root, name), kind, check))
    } catch (error) {
      broken.set(name, (error as Error).message)
    }
  return { found, broken }
}

/**
 * The manifests, where all are valid.
 * @throws {Error} that names the first broken manifest and its wrong field.
 */
export function allValid<Manifest>({ found, broken }: ReadManifests<Manifest>): (Manifest & Located)[] {
  for (const because of broken.values()) throw new Error(because)
  return found
}
