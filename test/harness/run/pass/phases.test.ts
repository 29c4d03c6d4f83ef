import { expect } from 'chai'
import type { Case } from '../../../../harness/case/case'
import { runAlone } from '../../../../harness/run/pass/alone'
import { sendingOrder } from '../../../../harness/run/pass/order'
import { newSuiteRun } from '../../../../harness/run/pass/suite-run'
import { runTogether } from '../../../../harness/run/pass/together'
import type { RunOptions } from '../../../../harness/run/target'
import { caseOf, suiteOf } from '../../kit/cases'
import { plain } from '../../kit/messages'
import { good, observed } from '../../kit/observations'
import { type Answering, dropped, fakeSession, piecesOf, refusedConnection, silent } from '../kit/fake-session'

/** A case whose only part has its id as its name, and should be accepted. */
function named(id: string, over: Partial<Case> = {}): Case {
  const [part] = caseOf(id).parts ?? []
  return caseOf(id, { parts: [{ ...part, name: id }], ...over })
}

/** Runs both phases over suites of these cases: what was sent in which order, and the verdicts. */
async function phases(suites: readonly (readonly Case[])[], answering: Answering, options: Partial<RunOptions> = {}) {
  const session = fakeSession(answering, { options })
  const cases = suites.flat()
  const pieces = piecesOf(
    session,
    cases.map(({ id }) => id),
  )
  const suiteRuns = suites.map((own, at) =>
    newSuiteRun(
      suiteOf(at + 1, own),
      sendingOrder(own, session.options.jobs, (part) => session.waitMs(part)),
    ),
  )
  await runTogether(pieces, suiteRuns)
  const together = session.asked.splice(0)
  for (const suiteRun of suiteRuns) await runAlone(pieces, suiteRun)
  const verdicts = cases.map(({ id }) => `${id} ${pieces.ledger.results.get(id)?.verdict ?? 'none'}`)
  return { together, alone: session.asked, verdicts, ...pieces }
}

describe('the two phases of a pass', () => {
  it('settle what was answered in the first, with one control for each suite', async () => {
    const suites = [[named('1.01'), named('1.02')], [named('2.01')]]
    const { together, alone, verdicts } = await phases(suites, () => good())
    expect(together.filter((name) => name === 'control')).to.have.length(2)
    expect(together.filter((name) => name !== 'control')).to.deep.equal(['1.01', '1.02', '2.01'])
    expect(alone).to.deep.equal([])
    expect(verdicts).to.deep.equal(['1.01 pass', '1.02 pass', '2.01 pass'])
  })

  it('send destructive cases in the second, with a control after each', async () => {
    const { together, alone } = await phases([[named('1.01', { hurts: true }), named('1.02')]], () => good())
    expect(together).to.deep.equal(['1.02', 'control'])
    expect(alone).to.deep.equal(['1.01', 'control'])
  })

  it('send a doubtful case again, and take what it gives alone', async () => {
    const { alone, verdicts } = await phases([[named('1.01'), named('1.02')]], (name, nth) =>
      name === '1.02' && nth === 1 ? dropped() : good(),
    )
    expect(alone).to.deep.equal(['1.02', 'control'])
    expect(verdicts).to.deep.equal(['1.01 pass', '1.02 pass'])
  })

  it('send a case that was answered with a server error three times, each between two controls', async () => {
    const { alone, verdicts } = await phases([[named('1.01')]], (name) =>
      name === '1.01' ? observed({ received: plain(500) }) : good(),
    )
    const once = ['1.01', 'control']
    expect(alone).to.deep.equal(['control', ...once, ...once, ...once])
    expect(verdicts).to.deep.equal(['1.01 fail'])
  })

  it('send every case of a suite alone where a control was not steady', async () => {
    const { alone, verdicts } = await phases([[named('1.01'), named('1.02')]], (name, nth) =>
      name === 'control' && nth === 1 ? observed({ received: plain(404) }) : good(),
    )
    expect(alone).to.deep.equal(['1.01', 'control', '1.02', 'control'])
    expect(verdicts).to.deep.equal(['1.01 pass', '1.02 pass'])
  })

  it('have no verdict on a refusal that the control also met', async () => {
    const { verdicts, ledger } = await phases([[named('1.01')]], (name, nth) =>
      name === '1.01' || nth === 1 ? observed({ received: plain(404) }) : good(),
    )
    expect(verdicts).to.deep.equal(['1.01 inconclusive'])
    expect(ledger.results.get('1.01')?.because).to.match(/also answered with 404/)
  })

  it('send nothing more once the target is lost', async () => {
    const { alone, verdicts, stop } = await phases([[named('1.01')], [named('2.01', { hurts: true })]], (name) =>
      name === 'control' ? silent() : good(),
    )
    expect(alone).to.deep.equal([])
    expect(verdicts).to.deep.equal(['1.01 none', '2.01 none'])
    expect(stop.because).to.match(/^after suite 1 /)
  })

  it('send a case a second time where it has no verdict, and a destructive one once', async () => {
    const noVerdict: Answering = (name) => (name === 'control' ? good() : observed({ received: plain(503) }))
    const cases = [named('1.01'), named('1.02', { hurts: true })]
    const { alone, verdicts } = await phases([cases], noVerdict)
    expect(alone.filter((name) => name !== 'control')).to.deep.equal(['1.01', '1.01', '1.02'])
    expect(verdicts).to.deep.equal(['1.01 inconclusive', '1.02 inconclusive'])
  })

  it('fail a destructive SECURITY case after which no server listens both times', async () => {
    const hurting = [[named('1.01', { hurts: true, level: 'SECURITY' })]]
    const twice = await phases(hurting, (name, nth) =>
      name === 'control' && nth % 2 === 1 ? refusedConnection() : good(),
    )
    expect(twice.alone).to.deep.equal(['1.01', 'control', 'control', '1.01', 'control', 'control'])
    expect(twice.verdicts).to.deep.equal(['1.01 fail'])
    const once = await phases(hurting, (name, nth) => (name === 'control' && nth === 1 ? refusedConnection() : good()))
    expect(once.verdicts).to.deep.equal(['1.01 pass'])
  })

  it('fail a destructive SECURITY case after which no server listens any more', async () => {
    const { verdicts } = await phases([[named('1.01', { hurts: true, level: 'SECURITY' })]], (name) =>
      name === 'control' ? refusedConnection() : good(),
    )
    expect(verdicts).to.deep.equal(['1.01 fail'])
  }).timeout(10_000)

  it('send a case three times alone before a dropped connection is a finding', async () => {
    const { alone, verdicts } = await phases([[named('1.01')]], (name) => (name === '1.01' ? dropped() : good()))
    expect(alone.filter((name) => name === '1.01')).to.have.length(3)
    expect(verdicts).to.deep.equal(['1.01 fail'])
  })

  it('take the answer of a case that was dropped at other times', async () => {
    const { verdicts } = await phases([[named('1.01')]], (name, nth) =>
      name === '1.01' && nth < 4 ? dropped() : good(),
    )
    expect(verdicts).to.deep.equal(['1.01 pass'])
  })

  it('begin a suite only after the results of the last one, with --bail', async () => {
    const suites = [[named('1.01')], [named('2.01')]]
    const { together, verdicts } = await phases(
      suites,
      (name) => (name === 'control' ? good() : observed({ received: plain(400) })),
      { bail: 1 },
    )
    expect(together).to.deep.equal(['1.01', 'control'])
    expect(verdicts).to.deep.equal(['1.01 fail', '2.01 none'])
  })
})
