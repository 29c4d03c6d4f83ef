import type { Case, Part } from '../../../harness/case/case'
import { rfc6455 } from '../../../harness/case/clause'
import { anything } from '../../../harness/judge/expectations'
import { answersWithin, lateAgain, unlessShortIsUnanswered } from '../../../harness/judge/timing'
import { R } from '../../requirements'
import { listsNothing, offer } from '../parts/extensions'
import { extensionGrammar, LISTED_IS_IN_USE, partsOffering } from './parts/offers'

const manyNames = partsOffering(
  [['500 names', Array.from({ length: 500 }, (_, index) => `x${index}`).join(', ')]],
  anything({
    says: '101 or a 4xx, without delay',
    rows: { '2xx': 'observed', '3xx': 'observed', '5xx': 'fail', dropped: 'warn', silent: 'fail' },
    checks: [answersWithin('500 names', 10, 2000)],
  }),
)

/** 9.17: an offer of the same form that is short. */
const ONE_PAIR: Part = { name: '1 pair', send: offer('a; b="\\c') }

const quotedPairs = [500, 1000, 2000, 3500].flatMap((pairs) => {
  const name = `${pairs} pairs`
  const isSoon = unlessShortIsUnanswered(ONE_PAIR.name, answersWithin(name, 10, 1000))
  const soon = anything({ says: 'any answer or a close, without delay', checks: [isSoon] })
  return partsOffering([[name, `a; b="${'\\c'.repeat(pairs)}`]], soon)
})

/** Cases on offers that can exhaust or crash a server. */
export const hostileCases: readonly Case[] = [
  {
    id: '9.16',
    level: 'SECURITY',
    title: '500 extensions are offered',
    source: [rfc6455('10.4')],
    tests: [R.extensionListByGrammar, R.noInputTrusted, R.hostileInputSurvived],
    hurts: true,
    parts: manyNames,
    follow: lateAgain(manyNames, 2000),
    why: 'The list has only 3 KB, but a server that compares each offer with each other needs quadratic time.',
  },
  {
    id: '9.17',
    level: 'SECURITY',
    title: 'Long unclosed quoted value in an extension offer (ReDoS)',
    source: [rfc6455('10.4'), rfc6455('10.7'), extensionGrammar],
    tests: [R.extensionListByGrammar, R.noInputTrusted, R.hostileInputSurvived],
    hurts: true,
    parts: quotedPairs,
    follow: lateAgain(quotedPairs, 1000, ONE_PAIR),
    why: 'In CVE-2020-7662 and CVE-2020-7663 a regular expression needed exponential time for such a value. One request of 1 KB blocked the server.',
  },
  {
    id: '9.18',
    level: 'SECURITY',
    title: 'Extension named constructor, __proto__ or hasOwnProperty',
    source: [rfc6455('10.7'), rfc6455('4.2.2', '/extensions/')],
    tests: [R.extensionListByGrammar, R.noInputTrusted, R.hostileInputSurvived],
    hurts: true,
    parts: partsOffering(
      ['constructor', '__proto__', 'hasOwnProperty; x=__proto__'].map((value) => [value, value]),
      anything({
        says: '101 without an extension, or a 4xx',
        rows: { '2xx': 'observed', '3xx': 'observed', '5xx': 'warn', dropped: 'warn', silent: 'warn' },
        checks: [listsNothing(LISTED_IS_IN_USE)],
      }),
    ),
    why: 'ws before 3.3.1 looked up offered names in a plain object, and the name "constructor" crashed it.',
  },
]
