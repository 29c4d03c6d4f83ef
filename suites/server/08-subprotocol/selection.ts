import type { Case } from '../../../harness/case/case'
import { rfc6455 } from '../../../harness/case/clause'
import type { Expectation } from '../../../harness/case/expectation'
import { answered } from '../../../harness/judge/answer'
import { opensWebSocket } from '../../../harness/judge/checks'
import { accepted, notUpgraded, observed } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { eachOffer, offer, supported } from './parts/offers'
import {
  answersAnOffer,
  leavesSpokenAlone,
  nothingOrTheOffer,
  oneToken,
  selectedWasOffered,
  selectsNothing,
  selectsOfferedSpelling,
  selectsOneOfTwo,
  selectsSpoken,
  selectsSpokenOrFirst,
  tellsBearer,
  tellsSelection,
} from './parts/selection-checks'

/** `name` in the other case: the upper one, unless it stands in that already. */
function otherCase(name: string): string {
  const upper = name.toUpperCase()
  return upper === name ? name.toLowerCase() : upper
}

/** Any answer, and what a 101 selects. */
const freeTo101 = (says: string, check: Expectation['checks'][number]) =>
  notUpgraded({ says, rows: { '101': 'pass' }, checks: [check] })

const selection = rfc6455('4.2.2', '/subprotocol/')

/** Which subprotocol the 101 selects. */
export const selectionCases: readonly Case[] = [
  {
    id: '8.01',
    level: 'MUST',
    title: 'No subprotocol is offered',
    source: [selection],
    tests: [R.noSubprotocolUnlessAgreed],
    parts: [
      {
        name: 'no offer',
        send: offer(null),
        expect: freeTo101(
          '101 without Sec-WebSocket-Protocol; or no 101, where the target requires one',
          selectsNothing(),
        ),
      },
    ],
    why: 'Browsers fail the connection when a subprotocol is answered that they did not ask for.',
  },
  {
    id: '8.02',
    level: 'MUST',
    title: 'Only an unsupported subprotocol is offered',
    source: [selection],
    tests: [R.subprotocolFromOffer, R.noSubprotocolUnlessAgreed],
    parts: [
      {
        name: 'a name nobody knows',
        send: offer(({ random }) => `x-none-${random}`),
        expect: freeTo101('101 without Sec-WebSocket-Protocol, or no 101', nothingOrTheOffer),
      },
    ],
    why: 'To go on without one is right: that the browser then fails is its own rule.',
  },
  {
    id: '8.03',
    level: 'SHOULD',
    title: 'A supported subprotocol is offered',
    source: [selection, rfc6455('1.3', 'not normative'), rfc6455('1.9', 'not normative')],
    tests: [R.subprotocolListByPreference, R.agreedSubprotocolNamed],
    needs: ['subprotocols'],
    parts: [
      {
        name: 'one that the target speaks',
        send: offer(supported),
        expect: accepted({ says: '101 with the subprotocol that was offered', checks: [selectsSpoken] }),
      },
    ],
    why: 'A browser that offered one fails the connection when none comes back.',
  },
  {
    id: '8.04',
    level: 'SHOULD',
    title: 'Unsupported subprotocol offered before a supported one',
    source: [selection],
    tests: [R.subprotocolListByPreference],
    needs: ['subprotocols'],
    parts: [
      {
        name: 'the known one second',
        send: offer((vars) => `x-none, ${supported(vars)}`),
        expect: accepted({ says: '101 with the subprotocol that the target speaks', checks: [selectsSpokenOrFirst] }),
      },
    ],
    why: 'A page lists what is new first. A server that looks at the first name only serves no client that is newer than itself.',
  },
  {
    id: '8.08',
    level: 'MUST',
    title: 'Subprotocol offered in another letter case',
    contested: {
      strict:
        'RFC 6455 4.2.2 /subprotocol/: one of the values offered, and this spelling was not; browsers compare exactly',
      lenient:
        'RFC 6455 11.5, 1.9: neither says that names are compared with regard to case, so it may be the value that was offered',
    },
    source: [selection],
    tests: [R.subprotocolListByPreference, R.subprotocolFromOffer],
    needs: ['subprotocols'],
    parts: [
      {
        name: 'in the other case',
        send: offer((vars) => otherCase(supported(vars))),
        expect: freeTo101(
          '101 without the field or with the spelling that was offered, or no 101',
          selectsOfferedSpelling,
        ),
      },
    ],
    why: 'Who compares without regard to case can still answer in the spelling of the client: Chromium refuses any other.',
  },
  {
    id: '8.09',
    level: 'MUST',
    title: 'Sec-WebSocket-Protocol in a 101 response is one token',
    source: [selection, rfc6455('11.3.4', 'MUST NOT appear more than once in a response')],
    tests: [
      R.subprotocolListByPreference,
      R.subprotocolIsOneToken,
      R.agreedSubprotocolNamed,
      R.responseFieldsMatchGrammar,
      R.subprotocolRepeatsOnlyInRequest,
    ],
    derived: {
      says: 'one Sec-WebSocket-Protocol line with one token',
      of: (observation) => opensWebSocket(observation) && answered(observation, 'Sec-WebSocket-Protocol').length > 0,
      each: oneToken,
      from: ['8.02', '8.03', '8.04', '8.10', '8.11', '8.13', '8.14', '8.16'],
      absent: 'no 101 carried Sec-WebSocket-Protocol',
    },
    why: 'Servers that join what they agree to answer with a list, which every browser refuses.',
  },
  {
    id: '8.10',
    level: 'INFO',
    title: 'Same subprotocol offered twice',
    source: [rfc6455('4.1', 'item 10 binds the client'), rfc6455('4.2.1', 'item 8')],
    tests: [R.subprotocolListByPreference],
    needs: ['subprotocols'],
    parts: [
      {
        name: 'twice the same',
        send: offer((vars) => `${supported(vars)}, ${supported(vars)}`),
        expect: observed({ checks: [tellsSelection] }),
      },
    ],
  },
  {
    id: '8.16',
    level: 'MUST',
    title: 'Two supported subprotocols are offered',
    source: [rfc6455('4.2.1', 'item 8'), selection],
    tests: [R.subprotocolListByPreference, R.subprotocolIsOneToken],
    needs: ['twoSubprotocols'],
    parts: [
      {
        name: 'two that the target speaks',
        send: offer(({ subprotocols: [first = '', second = ''] }) => `${second}, ${first}`),
        expect: accepted({
          says: '101 with one of the two',
          rows: { '2xx': 'warn', '3xx': 'warn', '4xx': 'warn', '5xx': 'warn', dropped: 'warn', silent: 'warn' },
          checks: [selectsOneOfTwo],
        }),
      },
    ],
    why: "Whose preference wins is free: the client's order is information, not a command.",
  },
  {
    id: '8.22',
    level: 'INFO',
    title: 'Bearer credential offered together with a subprotocol',
    source: [selection],
    tests: [R.subprotocolListByPreference],
    needs: ['subprotocols'],
    parts: [
      {
        name: 'a subprotocol and a credential',
        send: offer((vars) => `${supported(vars)}, base64url.bearer.authorization.x.y`),
        expect: observed({ checks: [tellsBearer] }),
      },
    ],
    why: 'Browsers let a script set no other field, so credentials travel here, as Kubernetes does it.',
  },
  {
    id: '8.23',
    level: 'MUST',
    title: 'Selected subprotocol is one that was offered',
    source: [selection],
    tests: [R.subprotocolFromOffer],
    derived: {
      says: 'one of the offered values, to the octet',
      of: (observation) => opensWebSocket(observation) && answersAnOffer(observation),
      each: selectedWasOffered,
      from: ['8.02', '8.03', '8.04', '8.08', '8.16', '8.21', '8.24'],
      absent: 'no 101 answered an offer',
    },
    why: 'Every client fails the connection when a name comes back that it did not offer.',
  },
  {
    id: '8.24',
    level: 'MUST',
    title: 'Offered subprotocol is similar to a supported one',
    source: [selection],
    tests: [R.subprotocolFromOffer],
    needs: ['subprotocols'],
    parts: eachOffer(
      [
        ['with x behind it', (vars) => `${supported(vars)}x`],
        ['with x before it', (vars) => `x${supported(vars)}`],
        ['with .v2 behind it', (vars) => `${supported(vars)}.v2`],
      ],
      freeTo101('the subprotocol that was not offered is not selected', leavesSpokenAlone),
    ),
    why: 'Substring and prefix matchers agree to what was not asked for.',
  },
]
