import { expect } from 'chai'
import type { Observation } from '../../../../harness/case/observation'
import type { Control } from '../../../../harness/run/control'
import { type Health, healthOf, refusalOf, wasAway, wasGone } from '../../../../harness/run/pass/health'
import { plain } from '../../kit/messages'
import { good, observed } from '../../kit/observations'
import { controlOf, dropped, refusedConnection, silent } from '../kit/fake-session'

function triesOf(...observations: [Observation, ...Observation[]]): Control {
  return observations.map((observation) => controlOf(observation)) as unknown as Control
}

const busy = () => observed({ received: plain(503) })

describe('the health of a target', () => {
  const CASES: readonly [Health, string, Control, boolean?][] = [
    ['steady', 'the first try passed', triesOf(good())],
    ['busy', 'a silent try, then one that passed', triesOf(silent(), silent(), good())],
    ['unsteady', 'a refusal, then a try that passed', triesOf(busy(), good())],
    ['unsteady', 'silence and a refusal, then a try that passed', triesOf(silent(), busy(), good())],
    ['unsteady', 'nothing but refusals', triesOf(busy(), busy())],
    ['unsteady', 'nothing but silence', triesOf(silent(), silent())],
    ['dying', 'a connection that was taken, then none', triesOf(dropped(), refusedConnection(), good())],
    ['down', 'no server listened', triesOf(refusedConnection(), good())],
    ['unreachable', 'the network failed', triesOf(refusedConnection('EHOSTUNREACH'), good())],
    ['unreachable', 'nothing but silence, and a restart', triesOf(silent(), silent()), true],
    [
      'down',
      'no server listened, then silence, and a restart',
      triesOf(dropped(), refusedConnection(), silent()),
      true,
    ],
  ]
  for (const [health, what, tries, restarted = false] of CASES)
    it(`is ${health}: ${what}`, () => expect(healthOf(tries, restarted)).to.equal(health))

  it('says whether the target was away and whether it was gone', () => {
    const all: Health[] = ['steady', 'busy', 'unsteady', 'dying', 'down', 'unreachable']
    expect(all.filter(wasAway)).to.deep.equal(['down', 'unreachable'])
    expect(all.filter(wasGone)).to.deep.equal(['dying', 'down'])
  })
})

describe('a refusal in words', () => {
  it('is the status, or the end of the connection', () => {
    expect(refusalOf(observed({ received: plain(500) }))).to.equal('answered with 500')
    expect(refusalOf(dropped())).to.equal('dropped without an answer')
  })

  it('is none where the handshake was accepted or nothing is known', () => {
    expect(refusalOf(good())).to.equal(null)
    expect(refusalOf(silent())).to.equal(null)
    expect(refusalOf(refusedConnection())).to.equal(null)
    expect(refusalOf(observed({ received: 'HTTP/1.1 4', over: { ended: 'closed' } }))).to.equal(null)
  })
})
