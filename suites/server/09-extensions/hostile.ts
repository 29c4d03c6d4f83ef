import type { Case, Part } from '../../../harness/case/case'
import { rfc6455, rfc9110 } from '../../../harness/case/clause'
import type { Expectation } from '../../../harness/case/expectation'
import { anything, REFUSED_WITHOUT_STATUS } from '../../../harness/judge/expectations'
import { answersWithin, unlessShortIsUnanswered } from '../../../harness/judge/timing'
import { R } from '../../requirements'
import { listedIsInUse, malformedFails } from '../parts/extension-clauses'
import { listsNothing, offer } from '../parts/extensions'
import { withLengthControl } from '../parts/length-control'
import { LISTED_IS_IN_USE, partsOffering } from './parts/offers'

const FIVE_HUNDRED = Array.from({ length: 500 }, (_, index) => `x${index}`).join(', ')

const manyNames = partsOffering(
  [['500 names', FIVE_HUNDRED]],
  anything({
    says: '101 or a 4xx, without delay',
    rows: { '2xx': 'observed', '3xx': 'observed', '5xx': 'fail', dropped: 'warn', silent: 'fail' },
    checks: [answersWithin('500 names', 10, 2000)],
  }),
)

/** 9.17: an offer of the same form that is short. */
const ONE_PAIR: Part = { name: '1 pair', send: offer('a; b="\\c') }

const PAIRS = [500, 1000, 2000, 3500]

const withPairs = (pairs: number) => `a; b="${'\\c'.repeat(pairs)}`

const quotedPairs = PAIRS.flatMap((pairs) => {
  const name = `${pairs} pairs`
  const isSoon = unlessShortIsUnanswered(ONE_PAIR.name, answersWithin(name, 10, 1000))
  const soon = anything({ says: 'any answer or a close, without delay', checks: [isSoon] })
  return partsOffering([[name, withPairs(pairs)]], soon)
})

const limitsProcessing = rfc9110(
  '17.5',
  '',
  'Failure to limit such processing can result in arbitrary code execution due to buffer or arithmetic overflows, and increased vulnerability to denial-of-service attacks.',
)

/** 9.18: an extension that the server lists is an invalid answer; a 5xx or no answer is a refusal without a status. */
const ignoresPrototype: Expectation = {
  ...anything({
    says: '101 without an extension, or a 4xx',
    rows: { '2xx': 'observed', '3xx': 'observed', '5xx': 'warn', dropped: 'warn', silent: 'warn' },
    checks: [listsNothing(LISTED_IS_IN_USE)],
  }),
  blames: { '5xx': REFUSED_WITHOUT_STATUS, dropped: REFUSED_WITHOUT_STATUS, silent: REFUSED_WITHOUT_STATUS },
}

/** Cases on offers that can exhaust or crash a server. */
export const hostileCases: readonly Case[] = [
  {
    id: '9.16',
    level: 'SECURITY',
    title: '500 extensions are offered',
    meaning: 2,
    source: [limitsProcessing, rfc6455('10.4')],
    tests: [R.extensionListByGrammar, R.noInputTrusted, R.hostileInputSurvived],
    hurts: true,
    ...withLengthControl(manyNames, [{ part: '500 names', bytes: FIVE_HUNDRED.length }], { times: 10, atLeast: 2000 }),
    why: 'The list has only 3 KB, but a server that compares each offer with each other needs quadratic time.',
  },
  {
    id: '9.17',
    level: 'SECURITY',
    title: 'Long unclosed quoted value in an extension offer (ReDoS)',
    meaning: 2,
    source: [limitsProcessing, malformedFails],
    tests: [R.extensionListByGrammar, R.noInputTrusted, R.hostileInputSurvived],
    hurts: true,
    ...withLengthControl(
      quotedPairs,
      PAIRS.map((pairs) => ({ part: `${pairs} pairs`, bytes: withPairs(pairs).length })),
      { times: 10, atLeast: 1000, short: ONE_PAIR },
    ),
    why: 'In CVE-2020-7662 and CVE-2020-7663 a regular expression needed exponential time for such a value. One request of 1 KB blocked the server.',
  },
  {
    id: '9.18',
    level: 'SECURITY',
    title: 'Extension named constructor, __proto__ or hasOwnProperty',
    meaning: 2,
    sameFaultAs: ['9.02'],
    source: [listedIsInUse, rfc6455('10.1')],
    tests: [R.extensionListByGrammar, R.noInputTrusted, R.hostileInputSurvived],
    hurts: true,
    parts: partsOffering(
      ['constructor', '__proto__', 'hasOwnProperty; x=__proto__'].map((value) => [value, value]),
      ignoresPrototype,
    ),
    why: 'ws before 3.3.1 looked up offered names in a plain object, and the name "constructor" crashed it.',
  },
]
