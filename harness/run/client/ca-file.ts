import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ClientCase } from '../../case/client-case'
import { certificates } from '../../serve/tls/certificates'

/** The file with the authority of a run, for drivers; `remove` deletes it. */
export interface CaFile {
  path: string
  remove(): void
}

/** True where a case gives the client a wss: URL. */
export function needsTls({ parts = [] }: ClientCase): boolean {
  return parts.some(({ tls }) => tls !== undefined)
}

/** Writes the certificate of the authority of this process into a folder of its own; null where none of the cases needs it. */
export async function writeCaFile(cases: readonly ClientCase[]): Promise<CaFile | null> {
  if (!cases.some(needsTls)) return null
  const { authority } = await certificates()
  const folder = mkdtempSync(join(tmpdir(), 'wsspec-ca-'))
  const path = join(folder, 'ca.pem')
  writeFileSync(path, authority)
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
