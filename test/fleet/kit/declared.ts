import { expect } from 'chai'
import type { KnownServer } from '../../../fleet/manifest'
import { accepts } from '../../../fleet/ports'
import { StartError } from '../../../fleet/start-error'
import { run } from '../../../harness/run/run'
import { DEFAULT_RUN_OPTIONS } from '../../../settings/run-options'
import { throughHop } from '../../../settings/targets/hop'
import type { NamedServer, NamedTarget } from '../../../settings/targets/named-target'
import { readServer, serverTarget } from '../../../settings/targets/server'
import { suites } from '../../../suites/server'

/** Controls, and a message that is echoed. */
const CASES = new Set(['0.01', '0.02', '14.01'])

const sink = { isTTY: false, write: () => {} }
/** A process without flags, for what reads settings. */
export const context = {
  argv: [],
  env: process.env,
  cwd: process.cwd(),
  stdout: sink,
  stderr: sink,
  signal: new AbortController().signal,
}
const needs = { fields: [], subprotocols: [], tls: { insecure: false } }

/** A known server as a target: a hop is put in front of ws. */
export async function targetOf(server: KnownServer): Promise<NamedTarget> {
  const named: NamedServer = { known: server }
  if (server.kind === 'server') return serverTarget(named, needs, context)
  const ws = serverTarget(await readServer('ws', context), needs, context)
  return throughHop(ws, { known: server }, context)
}

/** Adds the output of a server that did not start to the error. */
export function withOutput(error: unknown): never {
  throw error instanceof StartError && error.output !== '' ? new Error(`${error.message}\n${error.output}`) : error
}

/**
 * Starts a server, or a hop in front of ws, and expects that it answers 101, has exactly the capabilities of its manifest, and
 * does not listen once it is stopped.
 */
export async function expectAsDeclared(server: KnownServer): Promise<void> {
  const { target, close } = await (await targetOf(server)).open(context.signal).catch(withOutput)
  try {
    const { cases, capabilities, diagnosis } = await run(target, suites, CASES, DEFAULT_RUN_OPTIONS)
    expect(diagnosis).to.equal(undefined)
    expect(cases.filter(({ verdict }) => verdict === 'fail' || verdict === 'inconclusive')).to.deep.equal([])
    expect(capabilities).to.deep.equal(server.can)
  } finally {
    await close()
  }
  expect(await accepts(target.url)).to.equal(false)
}
