import type { Contest, Suite } from '../../harness/case/case'
import { rfc6455, rfc9110, rfc9112 } from '../../harness/case/clause'
import type { ClientCase } from '../../harness/case/client-case'
import { eitherWay, establishes } from '../../harness/judge/client/client-expectations'
import { C } from '../requirements/client'
import { type About, field, replied, wrongValues } from './parts/answers'

const item3 = rfc6455(
  '4.1',
  'response item 3',
  'contain a token that is an ASCII case-insensitive match for the value "Upgrade"',
)
const list = rfc9110('7.6.1', 'the grammar of Connection')
const empty = rfc9110('5.6.1.2', '', 'A recipient MUST parse and ignore a reasonable number of empty list elements')

const NO_COMMA: Contest = {
  strict: 'RFC 9110 7.6.1: only a comma separates two options, so the value is no list that has Upgrade',
  lenient:
    'RFC 2616 2.2, which RFC 6455 builds on: ";" and SP separate tokens, so that Upgrade is a token of the value',
}

const EMPTY: Contest = {
  strict: 'RFC 9110 5.6.1.2: a recipient must ignore empty elements',
  lenient: 'RFC 6455 4.2.2 (step 5.3): the field has the value "Upgrade"',
}

const wrong = wrongValues({ name: 'Connection', clause: item3, tests: [C.connectionChecked], unchecked: 'C4.03' })

/** A case with empty elements around Upgrade, for clients of one profile. */
function withEmptyElements(about: Pick<About, 'id' | 'title' | 'needs' | 'sameFaultAs'>): ClientCase {
  const whole: About = {
    ...about,
    level: 'MUST',
    source: [empty, item3],
    tests: [C.rightAnswerOpens],
    contested: EMPTY,
  }
  return replied(whole, field('Connection', ', Upgrade ,,'), establishes())
}

/** 4: Connection in the answer. */
export const connectionSuite: Suite<ClientCase> = {
  number: 4,
  slug: 'connection',
  title: 'Connection in the answer',
  cases: [
    wrong('C4.01', 'Connection is missing', null),
    wrong('C4.02', 'Connection is close', 'close'),
    wrong('C4.03', 'Connection is keep-alive', 'keep-alive'),
    wrong('C4.04', 'Connection is upgraded', 'upgraded'),
    replied(
      {
        id: 'C4.05',
        level: 'INFO',
        title: 'Connection lists Upgrade and close',
        source: [item3, rfc9112('9.6', 'the close option')],
        tests: [C.connectionChecked],
      },
      field('Connection', 'Upgrade, close'),
      eitherWay(),
    ),
    withEmptyElements({
      id: 'C4.06',
      title: 'Connection has empty list elements',
      needs: ['rfc'],
      sameFaultAs: ['C1.06'],
    }),
    wrong('C4.07', 'Connection is keep-alive; Upgrade', 'keep-alive; Upgrade', { source: [list], contested: NO_COMMA }),
    wrong('C4.08', 'Connection is no-upgrade', 'no-upgrade'),
    wrong('C4.09', 'Connection is empty', ''),
    replied(
      {
        id: 'C4.10',
        level: 'MUST',
        title: 'Connection is UPGRADE',
        source: [item3],
        tests: [C.rightAnswerOpens],
        sameFaultAs: ['C1.05'],
      },
      field('Connection', 'UPGRADE'),
      establishes(),
    ),
    wrong('C4.11', 'Connection is keep-alive Upgrade, without a comma', 'keep-alive Upgrade', {
      source: [list],
      contested: NO_COMMA,
    }),
    withEmptyElements({
      id: 'C4.12',
      title: 'Connection has empty list elements, for a client with the API of browsers',
      needs: ['whatwg'],
      sameFaultAs: ['C1.27'],
    }),
  ],
}
