import { expect } from 'chai'
import type { Case } from '../../../harness/case/case'
import { rfc9110 } from '../../../harness/case/clause'
import type { Level } from '../../../harness/case/results'
import { anything } from '../../../harness/judge/expectations'
import { run } from '../../../harness/run/run'
import { listen } from '../../../servers-under-test/scratch/server'
import { DEFAULT_RUN_OPTIONS } from '../../../settings/run-options'
import { R } from '../../../suites/requirements'

/** The result of a case after which no server listens. */
async function verdictOf(level: Level, hurts: boolean) {
  const server = await listen()
  const of: Case = {
    id: '1.01',
    level,
    title: 'Kill',
    source: [rfc9110('17.5')],
    tests: [R.hostileInputSurvived],
    ...(hurts ? { hurts } : {}),
    parts: [{ name: 'kill', send: { fields: { 'X-Kill': 'y' } }, expect: anything() }],
  }
  const target = {
    name: 'x',
    url: new URL(`ws://127.0.0.1:${server.port}/`),
    server: null,
    ours: false,
    fields: [],
    subprotocols: [],
    tls: { insecure: false },
  }
  const onWire = ({ sent }: { sent: readonly { octets: Buffer }[] }) => {
    if (sent.some(({ octets }) => octets.includes('X-Kill'))) void server.close()
  }
  const suites = [{ number: 1, slug: 'kill', title: 'Kill', cases: [of] }]
  const { cases } = await run(target, suites, new Set([of.id]), { ...DEFAULT_RUN_OPTIONS, onWire })
  return cases[0]
}

describe('a server that is gone after a case', () => {
  it('fails a destructive SECURITY case', async () => {
    expect(await verdictOf('SECURITY', true)).to.include({
      verdict: 'fail',
      got: 'no server listened after it',
    })
  })

  it('makes any other case inconclusive', async () => {
    expect((await verdictOf('SECURITY', false))?.verdict).to.equal('inconclusive')
    expect((await verdictOf('MUST', true))?.verdict).to.equal('inconclusive')
  }).timeout(10_000)
})
