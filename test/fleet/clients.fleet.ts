import { expect } from 'chai'
import { availabilityOf } from '../../fleet/availability'
import { cacheFolder } from '../../fleet/cache'
import { type KnownClient, readClientManifests } from '../../fleet/client-manifest'
import type { TargetResult } from '../../harness/case/results'
import { runClient } from '../../harness/run/client/run-client'
import { DEFAULT_RUN_OPTIONS } from '../../settings/run-options'
import { clientTarget } from '../../settings/targets/client'
import { clientSuites } from '../../suites/client'
import { context, withOutput } from './kit/declared'

/** The plain right answer, which must open, and a 403 with all fields of a 101, which must not. */
const CASES = new Set(['C1.01', 'C2.10'])

/** How many clients run at once. */
const AT_ONCE = 3

/** How long one may take, without what it waits for a build or npm, ms. */
const MOST_MS = 60_000

/** Why a client does not run here; null where it does, or is fetched from npm. */
async function obstacleTo(client: KnownClient): Promise<string | null> {
  const { missing, install } = await availabilityOf(client, cacheFolder(process.env))
  if (missing.length === 0) return null
  return `${missing.join(', ')}${install.length > 0 ? `: ${install.join('; ')}` : ''}`
}

async function resultOf(client: KnownClient): Promise<TargetResult> {
  const { target } = await clientTarget({ known: client }, context).open(context.signal).catch(withOutput)
  return runClient(target, clientSuites, CASES, { ...DEFAULT_RUN_OPTIONS, jobs: 2, maxTimeMs: MOST_MS })
}

/** What is reported of a client: why it does not run here, or its result, or why there is none. */
type Outcome = { notRun: string } | { result: TargetResult } | { failed: unknown }

async function outcomeOf(client: KnownClient): Promise<Outcome> {
  try {
    const notRun = await obstacleTo(client)
    return notRun === null ? { result: await resultOf(client) } : { notRun }
  } catch (failed) {
    return { failed }
  }
}

describe('the known clients', function () {
  this.timeout(300_000)
  const clients = readClientManifests()
  const notRun: string[] = []
  const waiting = [...clients]
  const outcomes = new Map<string, Promise<Outcome>>()

  /** Runs the clients that wait, `AT_ONCE` at a time; each is there for its test. */
  before(() => {
    const settle = new Map<string, (outcome: Outcome) => void>()
    for (const { name } of clients) outcomes.set(name, new Promise((resolve) => settle.set(name, resolve)))
    const work = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) settle.get(next.name)?.(await outcomeOf(next))
    }
    for (let worker = 0; worker < AT_ONCE; worker++) void work()
  })

  after(() => {
    waiting.length = 0
    for (const line of notRun) console.log(`      NOT RUN: ${line}`)
  })

  for (const { name } of clients)
    it(`${name} opens after the right answer, and not after a 403`, async function () {
      const outcome = await outcomes.get(name)
      if (outcome === undefined) throw new Error(`${name} was not run`)
      if ('failed' in outcome) throw outcome.failed
      if ('notRun' in outcome) {
        notRun.push(`${name} needs ${outcome.notRun}`)
        this.skip()
      }
      const { diagnosis, cases } = outcome.result
      expect(diagnosis).to.equal(undefined)
      const [right, refused] = cases
      expect([right?.id, right?.verdict], right?.got).to.deep.equal(['C1.01', 'pass'])
      expect(refused?.id).to.equal('C2.10')
      // A client that waits instead of closing does not open either.
      expect(refused?.verdict === 'pass' || /still waited/.test(refused?.got ?? ''), refused?.got).to.equal(true)
    })
})
