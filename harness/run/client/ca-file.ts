import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ClientCase } from '../../case/client-case'
import type { Driver } from '../../drive/driver'
import { temporaryFolder } from '../../drive/temporary-folder'
import { certificates } from '../../serve/tls/certificates'

/** The file with the authority of a run, for drivers, in a folder of its own; `remove` deletes both. */
export interface CaFile {
  path: string
  remove(): void
}

/** True where a case gives the client a wss: URL. */
function needsTls({ parts = [] }: ClientCase): boolean {
  return parts.some(({ tls }) => tls !== undefined)
}

/**
 * Writes the certificate of the authority of this process into a folder of its own, which is also removed where wsspec is
 * killed while the driver runs; null where none of the cases needs it.
 * @throws {NoTemporaryFolder} where it cannot be made
 */
export async function writeCaFile(
  chosen: readonly { testCase: ClientCase }[],
  driver: Pick<Driver, 'watchFolder'>,
): Promise<CaFile | null> {
  if (!chosen.some(({ testCase }) => needsTls(testCase))) return null
  const { authority } = await certificates()
  const folder = temporaryFolder('wsspec-ca-')
  driver.watchFolder?.(folder)
  const path = join(folder, 'ca.pem')
  writeFileSync(path, authority)
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
