import { expect } from 'chai'
import type { KnownServer } from '../../../fleet/manifest'
import { accepts, StartError } from '../../../fleet/ready'
import { run } from '../../../harness/run/run'
import { DEFAULTS } from '../../../harness/run/target'
import { behind, readHop } from '../../../settings/targets/hop'
import type { NamedTarget } from '../../../settings/targets/read'
import { atServer, type NamedServer, readServer } from '../../../settings/targets/server'
import { suites } from '../../../suites/server'

/** The correct handshake, a plain request, and a message that comes back. */
const CASES = new Set(['0.01', '0.02', '14.01'])

const sink = { isTTY: false, write: () => {} }
const world = {
  argv: [],
  env: process.env,
  cwd: process.cwd(),
  stdout: sink,
  stderr: sink,
  signal: new AbortController().signal,
}
const greeting = { fields: [], subprotocols: [], tls: { insecure: false } }

async function targetOf(server: KnownServer): Promise<NamedTarget> {
  const named: NamedServer = { server }
  if (server.kind === 'server') return atServer(named, greeting, world)
  const ws = atServer(await readServer('ws', world), greeting, world)
  return behind(ws, await readHop(server.name, world), world)
}

/** Says of a server that did not start also what it wrote. */
function withOutput(error: unknown): never {
  throw error instanceof StartError && error.output !== '' ? new Error(`${error.message}\n${error.output}`) : error
}

/**
 * Starts `server`, a hop in front of ws, and expects that it says 101, can what its manifest says, and nothing more, and is
 * gone when it was stopped.
 */
export async function expectAsDeclared(server: KnownServer): Promise<void> {
  const { target, close } = await (await targetOf(server)).open(world.signal).catch(withOutput)
  try {
    const { cases, capabilities, diagnosis } = await run(target, suites, CASES, DEFAULTS)
    expect(diagnosis).to.equal(undefined)
    expect(cases.filter(({ verdict }) => verdict === 'fail' || verdict === 'inconclusive')).to.deep.equal([])
    expect(capabilities).to.deep.equal(server.can)
  } finally {
    await close()
  }
  expect(await accepts(target.url)).to.equal(false)
}
