import { expect } from 'chai'
import type { Case } from '../../../../harness/case/case'
import { runAlone } from '../../../../harness/run/pass/alone'
import { newSuiteRun } from '../../../../harness/run/pass/suite-run'
import { caseOf, suiteOf } from '../../kit/cases'
import { good } from '../../kit/observations'
import { type Answering, dropped, fakeSession, piecesOf, refusedConnection } from '../kit/fake-session'

const IDS = ['1.01', '1.02', '1.03', '1.04']

function named(id: string): Case {
  const [part] = caseOf(id).parts ?? []
  return caseOf(id, { hurts: true, level: 'SECURITY', parts: [{ ...part, name: id }] })
}

/** Runs destructive cases alone against a distant target: what was sent, the verdicts, and after what each control came. */
async function alone(answering: Answering) {
  const session = { ...fakeSession(answering), isDistant: true }
  const pieces = piecesOf(session, IDS)
  const cases = IDS.map(named)
  await runAlone(pieces, newSuiteRun(suiteOf(1, cases), { together: [], alone: cases }))
  pieces.drops.settle()
  const verdicts = IDS.map((id) => pieces.ledger.results.get(id)?.verdict ?? 'none')
  return { asked: session.asked, verdicts, controls: pieces.ledger.controls.map(({ part }) => part) }
}

describe('controls that ride along', () => {
  it('go out together with the next case, one for each case', async () => {
    const { asked, verdicts, controls } = await alone(() => good())
    expect(verdicts).to.deep.equal(['pass', 'pass', 'pass', 'pass'])
    expect(asked.filter((name) => name !== 'control')).to.deep.equal(IDS)
    expect(controls).to.deep.equal(['cases 1.01 and 1.02', 'cases 1.02 and 1.03', 'cases 1.03 and 1.04', '1.04'])
  })

  it('have every case sent alone from the first whose control did not pass at once', async () => {
    let isDown = false
    const { asked, verdicts, controls } = await alone((name) => {
      if (name === '1.03') isDown = true
      if (name !== 'control' || !isDown) return good()
      isDown = false
      return refusedConnection()
    })
    expect(verdicts).to.deep.equal(['pass', 'pass', 'fail', 'pass'])
    expect(asked.filter((name) => name === '1.03').length).to.be.at.least(3)
    expect(
      controls.filter((part) => part === '1.03'),
      'blamed for what it did alone',
    ).to.have.length(4)
  })

  it('have a case sent alone that has no verdict', async () => {
    const { verdicts } = await alone((name, nth) => (name === '1.02' && nth === 1 ? dropped() : good()))
    expect(verdicts).to.deep.equal(['pass', 'pass', 'pass', 'pass'])
  })
})
