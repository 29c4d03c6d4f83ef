import type { Suite } from '../../harness/case/case'
import { rfc6455, rfc9110 } from '../../harness/case/clause'
import type { ClientCase } from '../../harness/case/client-case'
import { establishes } from '../../harness/judge/client/client-expectations'
import { C } from '../requirements/client'
import { field, replied, wrongValues } from './parts/answers'

const item2 = rfc6455(
  '4.1',
  'response item 2',
  'contains a value that is not an ASCII case-insensitive match for the value "websocket"',
)
const combined = rfc9110('5.2', 'several lines are one list')
const protocols = rfc9110('7.8', 'the grammar of Upgrade')

const wrong = wrongValues({ name: 'Upgrade', clause: item2, tests: [C.upgradeChecked], unchecked: 'C3.03' })

/** 3: Upgrade in the answer. */
export const upgradeSuite: Suite<ClientCase> = {
  number: 3,
  slug: 'upgrade',
  title: 'Upgrade in the answer',
  cases: [
    wrong('C3.01', 'Upgrade is missing', null),
    wrong('C3.02', 'Upgrade is empty', ''),
    wrong('C3.03', 'Upgrade is h2c', 'h2c'),
    wrong('C3.04', 'Upgrade is websocket2', 'websocket2'),
    wrong('C3.05', 'Upgrade is websocket/13', 'websocket/13', {
      source: [protocols],
      contested: {
        strict: 'RFC 6455 4.1 (response item 2): the value is no match for "websocket"',
        lenient: 'RFC 9110 7.8: a protocol is a name with an optional version, and names are compared',
      },
    }),
    wrong('C3.06', 'Upgrade lists websocket and h2c', 'websocket, h2c', { source: [protocols] }),
    wrong('C3.07', 'Upgrade lists h2c and websocket', 'h2c, websocket', { source: [protocols] }),
    wrong('C3.08', 'Upgrade is on two lines, both websocket', ['websocket', 'websocket'], {
      source: [combined],
      contested: {
        strict: 'RFC 9110 5.2: the lines combine to "websocket, websocket", which is no match for websocket',
        lenient: 'RFC 6455 4.1 (response item 2): no line has a value that is no match',
      },
    }),
    replied(
      {
        id: 'C3.09',
        level: 'MUST',
        title: 'Upgrade is WEBSOCKET',
        source: [item2],
        tests: [C.rightAnswerOpens],
        sameFaultAs: ['C1.04'],
      },
      field('Upgrade', 'WEBSOCKET'),
      establishes(),
    ),
    wrong('C3.10', 'Upgrade is websocket in quotes', '"websocket"'),
    wrong('C3.11', 'Upgrade is on two lines, h2c and websocket', ['h2c', 'websocket'], {
      source: [combined, protocols],
    }),
    // U+212A is a K whose lower case is k: to fold more than ASCII takes it for one.
    wrong('C3.12', 'Upgrade has U+212A (KELVIN SIGN) for its k', Buffer.from('websoc\u212aet').toString('latin1'), {
      source: [rfc6455('2.1', 'only ASCII letters are compared without case')],
    }),
    wrong('C3.13', 'Upgrade has a space inside', 'web socket'),
  ],
}
