import { expect } from 'chai'
import type { Expectation } from '../../../harness/case/expectation'
import type { Observation } from '../../../harness/case/observation'
import type { Level } from '../../../harness/case/results'
import type { Verdict } from '../../../harness/case/verdicts'
import {
  accepted,
  anything,
  type Change,
  notUpgraded,
  observed as recorded,
  refused,
  refused400,
} from '../../../harness/judge/expectations'
import { judge, SEEN } from '../kit/judging'

type Preset = (change?: Change) => Expectation
const FAIL_ALL_BUT_101: Record<string, Verdict> = {
  '200': 'fail',
  '302': 'fail',
  '400': 'fail',
  '404': 'fail',
  '500': 'fail',
  '999': 'fail',
  '099': 'fail',
  closed: 'fail',
  reset: 'fail',
  'closed in the head': 'fail',
  silent: 'fail',
  'silent in the head': 'fail',
  garbage: 'fail',
}
const ALWAYS: Record<string, Verdict> = {
  elsewhere: 'observed',
  '429': 'inconclusive',
  '503': 'inconclusive',
  unconnected: 'inconclusive',
}
const UNANSWERED = ['closed', 'reset', 'closed in the head', 'silent', 'silent in the head', 'garbage']

function every(names: readonly string[], verdict: Verdict): Record<string, Verdict> {
  return Object.fromEntries(names.map((name) => [name, verdict]))
}

/** What the catalogue says of each word, at the level MUST. */
const PRESETS: [string, Preset, Record<string, Verdict>][] = [
  ['accepted', accepted, { ...ALWAYS, ...FAIL_ALL_BUT_101, accept: 'pass', '101': 'fail', 'dead 101': 'fail' }],
  [
    'refused',
    refused,
    {
      ...ALWAYS,
      ...every(['accept', '101', 'dead 101'], 'fail'),
      ...every(['400', '404'], 'pass'),
      ...every(['200', '302'], 'observed'),
      ...every(['500', '999', '099', ...UNANSWERED], 'warn'),
    },
  ],
  [
    'refused400',
    refused400,
    {
      ...ALWAYS,
      ...every(['accept', '101', 'dead 101', '200'], 'fail'),
      '400': 'pass',
      ...every(['302', '404', '500', '999', '099', ...UNANSWERED], 'warn'),
    },
  ],
  [
    'notUpgraded',
    notUpgraded,
    {
      ...ALWAYS,
      ...every(['accept', '101', 'dead 101'], 'fail'),
      ...every(
        ['200', '302', '400', '404', '500', '999', '099', 'closed', 'reset', 'closed in the head', 'garbage'],
        'pass',
      ),
      ...every(['silent', 'silent in the head'], 'warn'),
    },
  ],
  ['observed', recorded, { ...every(Object.keys(SEEN), 'observed'), unconnected: 'inconclusive' }],
  ['anything', anything, { ...every(Object.keys(SEEN), 'pass'), ...ALWAYS }],
]

describe('an expectation', () => {
  for (const [name, preset, verdicts] of PRESETS)
    describe(name, () => {
      for (const [outcome, observation] of Object.entries(SEEN))
        it(`is ${verdicts[outcome]} where the answer is ${outcome}`, () => {
          expect(judge(observation, preset()).verdict).to.equal(verdicts[outcome])
        })
    })

  for (const [level, verdict] of [
    ['MUST', 'fail'],
    ['SECURITY', 'fail'],
    ['SHOULD', 'warn'],
    ['MAY', 'observed'],
    ['INFO', 'observed'],
  ] as [Level, Verdict][])
    it(`a requirement of the level ${level} that is missed is ${verdict}`, () => {
      for (const outcome of ['400', '101', 'dead 101', 'closed', 'silent'])
        expect(judge(SEEN[outcome] as Observation, accepted(), { of: { level } }).verdict, outcome).to.equal(verdict)
    })

  it('is changed row by row, the most specific row first', () => {
    const expectation = accepted({ says: 'otherwise', rows: { '4xx': 'observed', '404': 'warn' } })
    expect(judge(SEEN['400'] as Observation, expectation)).to.include({ verdict: 'observed', expected: 'otherwise' })
    expect(judge(SEEN['404'] as Observation, expectation).verdict).to.equal('warn')
    expect(judge(SEEN['429'] as Observation, expectation).verdict).to.equal('inconclusive')
  })

  it('without a row for the answer is a bug, and no verdict on the target', () => {
    expect(judge(SEEN['400'] as Observation, { says: '', table: {}, checks: [] }).verdict).to.equal('error')
  })
})
