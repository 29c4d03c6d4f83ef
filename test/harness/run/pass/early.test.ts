import { expect } from 'chai'
import type { Case } from '../../../../harness/case/case'
import type { OnQuiet, Sent, Stimulus } from '../../../../harness/run/opener'
import { runAlone } from '../../../../harness/run/pass/alone'
import { runEarly } from '../../../../harness/run/pass/early'
import { confirmForeseen, settleWaiting } from '../../../../harness/run/pass/settle'
import { newSuiteRun } from '../../../../harness/run/pass/suite-run'
import { runTogether } from '../../../../harness/run/pass/together'
import { caseOf, suiteOf } from '../../kit/cases'
import { good } from '../../kit/observations'
import { VARS } from '../../kit/vars'
import { type Answering, dropped, fakeSession, piecesOf, refusedConnection, silent } from '../kit/fake-session'

/** A case whose only part has its id as its name, and should be accepted. */
function named(id: string, over: Partial<Case> = {}): Case {
  const [part] = caseOf(id).parts ?? []
  return caseOf(id, { parts: [{ ...part, name: id }], ...over })
}

/** How many controls were sent while the first phase waits. */
const ENOUGH_CONTROLS = 2

/**
 * Runs a pass over two cases that are sent beside others and a destructive one. 1.01 gets nothing at its first try, and the
 * time is over for it once the other two were sent alone.
 */
async function pass(answering: Answering) {
  let isLate = () => {}
  const late = new Promise<void>((resolve) => {
    isLate = resolve
  })
  const fake = fakeSession(answering)
  const silence: Sent = { observation: silent(), vars: VARS }
  const send = async (part: Stimulus, place?: 'next' | 'first' | 'none', onQuiet?: OnQuiet): Promise<Sent> => {
    const sent = await fake.send(part, place)
    const controls = fake.asked.filter((name) => name === 'control').length
    if (controls >= ENOUGH_CONTROLS) isLate()
    if (onQuiet === undefined || sent.observation.recording.ended !== 'timeout') return sent
    onQuiet(() => silence)
    await late
    return sent
  }
  const sendInTurn = (parts: readonly Stimulus[]) => Promise.all(parts.map((part) => fake.send(part)))
  const session = { ...fake, leavesWaiting: true, send, sendInTurn }
  const ids = ['1.01', '1.02', '1.03']
  const pieces = piecesOf(session, ids)
  const [first, second, third] = ids.map((id) => named(id)) as [Case, Case, Case]
  const alone = { ...third, hurts: true as const, level: 'SECURITY' as const }
  const suiteRuns = [newSuiteRun(suiteOf(1, [first, second, alone]), { together: [first, second], alone: [alone] })]
  const together = runTogether(pieces, suiteRuns)
  await Promise.race([runEarly(pieces, suiteRuns, together), late])
  const early = [...fake.asked]
  isLate()
  await together
  await confirmForeseen(pieces, suiteRuns)
  for (const suiteRun of suiteRuns) await runAlone(pieces, suiteRun)
  await settleWaiting(pieces)
  pieces.drops.settle()
  const verdicts = ids.map((id) => pieces.ledger.results.get(id)?.verdict ?? 'none')
  return { early, asked: fake.asked, verdicts, controls: pieces.ledger.controls.map(({ part }) => part) }
}

const count = (asked: readonly string[], id: string) => asked.filter((name) => name === id).length

describe('what is sent while the first connections only wait', () => {
  it('is what must be alone, and the retry of what will be doubtful', async () => {
    const { early, verdicts, asked } = await pass((name) => (name === '1.01' ? silent() : good()))
    expect(early.slice(0, 3)).to.include.members(['1.01', '1.02'])
    expect(count(early, '1.03')).to.equal(1)
    expect(count(early, '1.01'), 'its first try and its retry').to.equal(2)
    expect(count(asked, '1.01')).to.equal(2)
    expect(verdicts).to.deep.equal(['fail', 'pass', 'pass'])
  })

  it('shows that a target was late only once', async () => {
    const { verdicts, asked } = await pass((name, nth) => (name === '1.01' && nth === 1 ? silent() : good()))
    expect(count(asked, '1.01')).to.equal(2)
    expect(verdicts).to.deep.equal(['pass', 'pass', 'pass'])
  })

  it('names no case alone before a control', async () => {
    const { controls } = await pass((name) => (name === '1.01' ? silent() : good()))
    expect(controls).to.include('cases 1.03 and others that wait')
    expect(controls).to.not.include('1.03')
  })

  it('proves nothing where a control fails: all is sent again, and the case is blamed only for what it does alone', async () => {
    let isDown = false
    const { verdicts, asked, controls } = await pass((name) => {
      if (name === '1.03') isDown = true
      if (name !== 'control' || !isDown) return name === '1.01' ? silent() : good()
      isDown = false
      return refusedConnection()
    })
    expect(count(asked, '1.03')).to.be.at.least(3)
    expect(controls.filter((part) => part === '1.03').length).to.be.at.least(2)
    expect(verdicts[1]).to.equal('pass')
    expect(verdicts[2]).to.equal('fail')
  })

  it('is sent again alone where it was dropped', async () => {
    const { verdicts, asked } = await pass((name, nth) => {
      if (name === '1.03') return nth === 1 ? dropped() : good()
      return name === '1.01' ? silent() : good()
    })
    expect(count(asked, '1.03')).to.equal(2)
    expect(verdicts).to.deep.equal(['fail', 'pass', 'pass'])
  })
})
