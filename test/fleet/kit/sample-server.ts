import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { KnownClient } from '../../../fleet/client-manifest'
import type { KnownServer } from '../../../fleet/manifest'

/** A known server that comes with Node and does nothing, with changes. */
export function sampleServer(changes: Partial<KnownServer> = {}): KnownServer {
  return {
    name: 'sample',
    language: 'JavaScript',
    core: 'sample',
    kind: 'server',
    homepage: 'https://example.com/',
    licence: 'MIT',
    install: { builtin: true },
    version: ['node', '-p', '"1.2.3"'],
    start: ['node', '-e', ''],
    can: { echo: false, subprotocols: [], permessageDeflate: false },
    folder: tmpdir(),
    ...changes,
  }
}

/** A known client that comes with Node and does nothing, with changes. */
export function sampleClient(changes: Partial<KnownClient> = {}): KnownClient {
  return {
    name: 'sample',
    language: 'JavaScript',
    core: 'sample',
    homepage: 'https://example.com/',
    licence: 'MIT',
    install: { builtin: true },
    version: ['node', '-p', '"1.2.3"'],
    connect: ['node', '-e', '', '{url}', '{protocols}'],
    can: { subprotocols: true, permessageDeflate: false, tls: true },
    folder: tmpdir(),
    ...changes,
  }
}

/** Calls `use` with a new folder that is removed afterwards, and returns what it returns. */
export async function inFolder<T>(use: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'wsspec-test-'))
  try {
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
