import type { Case, Part } from '../../../harness/case/case'
import { rfc6455, rfc9110 } from '../../../harness/case/clause'
import type { Expectation } from '../../../harness/case/expectation'
import type { Observation } from '../../../harness/case/observation'
import type { Vars } from '../../../harness/case/vars'
import { opensWebSocket } from '../../../harness/judge/acceptance'
import { answered, selectedSubprotocol } from '../../../harness/judge/answer'
import { onOpened } from '../../../harness/judge/checks'
import { accepted, anything, notUpgraded, observed } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { reasonOf } from '../parts/reason'
import { nothingSelected, oneLineInAnswer, oneTokenInAnswer, selection } from './parts/clauses'
import { eachOffer, offer, supported } from './parts/offers'
import {
  answersAnOffer,
  doesNotSelectSupported,
  NO_SPACE,
  nothingOrTheOffer,
  oneToken,
  recordsBearer,
  recordsSelection,
  selectedWasOffered,
  selectsAsIn,
  selectsExactly,
  selectsNothing,
  selectsOfferedSpelling,
  selectsOneOfTwo,
  selectsSupported,
  selectsSupportedOrFirst,
} from './parts/selection-checks'

/** `name` in upper case, or in lower case when it is in upper case already. */
function otherCase(name: string): string {
  const upper = name.toUpperCase()
  return upper === name ? name.toLowerCase() : upper
}

/** Any answer passes, and `check` judges the subprotocol of a 101. */
const anyAnswer = (says: string, check: Expectation['checks'][number]) =>
  notUpgraded({ says, rows: { '101': 'pass' }, checks: [check] })

/** 8.04: the twin of an answer that does not select the known subprotocol. */
function withoutSpace(observations: ReadonlyMap<string, Observation>, vars: Vars): Part[] {
  const known = supported(vars)
  const isSelected = [...observations.values()].some(
    (observation) => observation.opened && selectedSubprotocol(observation) === known,
  )
  return isSelected
    ? []
    : [{ name: NO_SPACE, send: offer(`x-none,${known}`), steps: [{ do: 'send' }, { do: 'answer' }] }]
}

/** The lengths of the long offers of 8.26, bytes: just more than common sizes of buffers. */
const LONG = [300, 600, 1100, 2100, 4200]

/** The twin of 8.26. */
const SHORT = 'a short list'

const refusesWhatIsLong = rfc9110(
  '5.4',
  '',
  "A server that receives a request header field line, field value, or set of fields larger than it wishes to process MUST respond with an appropriate 4xx (Client Error) status code. Ignoring such header fields would increase the server's vulnerability to request smuggling attacks",
)

/** The subprotocol that the 101 selects. */
export const selectionCases: readonly Case[] = [
  {
    id: '8.01',
    level: 'MUST',
    title: 'No subprotocol is offered',
    source: [nothingSelected],
    tests: [R.noSubprotocolUnlessAgreed],
    parts: [
      {
        name: 'no offer',
        send: offer(null),
        expect: anyAnswer(
          '101 without Sec-WebSocket-Protocol; or no 101, where the target requires a subprotocol',
          selectsNothing(),
        ),
      },
    ],
    why: 'Browsers fail the connection when the 101 names a subprotocol that they did not offer.',
  },
  {
    id: '8.02',
    level: 'MUST',
    title: 'Only an unsupported subprotocol is offered',
    source: [nothingSelected, selection],
    tests: [R.subprotocolFromOffer, R.noSubprotocolUnlessAgreed],
    parts: [
      {
        name: 'a name nobody knows',
        send: offer(({ random }) => `x-none-${random}`),
        expect: anyAnswer('101 without Sec-WebSocket-Protocol, or no 101', nothingOrTheOffer),
      },
    ],
    why: 'A 101 without a subprotocol is correct. Browsers then fail the connection by a rule of their own.',
  },
  {
    id: '8.03',
    level: 'SHOULD',
    title: 'A supported subprotocol is offered',
    meaning: 2,
    source: [selection, rfc6455('1.3', 'not normative'), rfc6455('1.9', 'not normative')],
    tests: [R.subprotocolListByPreference, R.agreedSubprotocolNamed],
    needs: ['subprotocols'],
    parts: [
      {
        name: 'one that the target speaks',
        send: offer(supported),
        expect: accepted({ says: '101 with the subprotocol that was offered', checks: [selectsSupported] }),
      },
    ],
    why: 'A browser that offered a subprotocol fails the connection when the 101 names none.',
  },
  {
    id: '8.04',
    level: 'SHOULD',
    title: 'Unsupported subprotocol offered before a supported one',
    meaning: 2,
    source: [selection],
    tests: [R.subprotocolListByPreference],
    needs: ['subprotocols'],
    parts: [
      {
        name: 'the known one second',
        send: offer((vars) => `x-none, ${supported(vars)}`),
        expect: accepted({
          says: '101 with the subprotocol that the target speaks',
          checks: [selectsSupportedOrFirst],
        }),
      },
    ],
    follow: withoutSpace,
    why: 'A page lists the newest name first. A server that reads only the first name serves no client that is newer than itself.',
  },
  {
    id: '8.08',
    level: 'MUST',
    title: 'Subprotocol offered in another letter case',
    meaning: 2,
    contested: {
      strict:
        'RFC 6455 4.2.2 (/subprotocol/): "The value chosen MUST be derived from the client\'s handshake, specifically by selecting one of the values", and this spelling was not offered; browsers compare exactly',
      lenient:
        'RFC 6455 11.5, 1.9: neither clause says that letter case matters in names, so the value may count as offered',
    },
    source: [selection],
    tests: [R.subprotocolListByPreference, R.subprotocolFromOffer],
    sameFaultAs: ['8.27', '8.02'],
    needs: ['subprotocols'],
    parts: [
      {
        name: 'in the other case',
        send: offer((vars) => otherCase(supported(vars))),
        expect: anyAnswer(
          '101 without the field or with the spelling that was offered, or no 101',
          selectsOfferedSpelling,
        ),
      },
    ],
    why: 'A server that ignores case can still answer in the spelling of the client. Chromium refuses any other spelling.',
  },
  {
    id: '8.09',
    level: 'MUST',
    title: 'Sec-WebSocket-Protocol in a 101 response is one token',
    meaning: 2,
    source: [oneTokenInAnswer, oneLineInAnswer, selection],
    tests: [
      R.subprotocolListByPreference,
      R.subprotocolIsOneToken,
      R.agreedSubprotocolNamed,
      R.responseFieldsMatchGrammar,
      R.subprotocolRepeatsOnlyInRequest,
    ],
    sameFaultAs: ['8.01', '8.02', '8.16', '8.13', '8.14', '8.20'],
    derived: {
      scoredByAsker: true,
      says: 'one Sec-WebSocket-Protocol line with one token',
      of: (observation) => opensWebSocket(observation) && answered(observation, 'Sec-WebSocket-Protocol').length > 0,
      each: oneToken,
      from: ['8.02', '8.03', '8.04', '8.10', '8.11', '8.13', '8.14', '8.16'],
      absent: 'no 101 carried Sec-WebSocket-Protocol',
    },
    why: 'A server that joins all names it agrees to answers with a list, which every browser refuses.',
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
        expect: observed({ checks: [recordsSelection] }),
      },
    ],
  },
  {
    id: '8.16',
    level: 'MUST',
    title: 'Two supported subprotocols are offered',
    meaning: 2,
    source: [selection, rfc6455('4.2.1', 'item 8')],
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
    why: "The server may follow the client's preference or its own: the order of the offer is information, not a command.",
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
        expect: observed({ checks: [recordsBearer] }),
      },
    ],
    why: 'A script in a browser cannot set any other field, so credentials travel in this one, for example in Kubernetes.',
  },
  {
    id: '8.23',
    level: 'MUST',
    title: 'Selected subprotocol is one that was offered',
    meaning: 2,
    source: [selection],
    tests: [R.subprotocolFromOffer],
    sameFaultAs: ['8.02', '8.24', '8.21'],
    derived: {
      scoredByAsker: true,
      says: 'one of the offered values; 8.08 and 8.27 judge the letter case',
      of: (observation) => opensWebSocket(observation) && answersAnOffer(observation),
      each: selectedWasOffered,
      from: ['8.02', '8.03', '8.04', '8.08', '8.16', '8.21', '8.24'],
      absent: 'no 101 answered an offer',
    },
    why: 'Every client fails the connection when the 101 names a subprotocol that it did not offer.',
  },
  {
    id: '8.24',
    level: 'MUST',
    title: 'Offered subprotocol is similar to a supported one',
    meaning: 2,
    source: [selection],
    tests: [R.subprotocolFromOffer],
    sameFaultAs: ['8.02'],
    needs: ['subprotocols'],
    parts: eachOffer(
      [
        ['with x after it', (vars) => `${supported(vars)}x`],
        ['with x before it', (vars) => `x${supported(vars)}`],
        ['with .v2 after it', (vars) => `${supported(vars)}.v2`],
      ],
      anyAnswer('the subprotocol that was not offered is not selected', doesNotSelectSupported),
    ),
    why: 'A comparison by prefix or by substring selects a subprotocol that was not offered.',
  },
  {
    id: '8.26',
    level: 'MUST',
    introduced: '1.1',
    title: 'Supported subprotocol at the end of a long Sec-WebSocket-Protocol value',
    source: [refusesWhatIsLong],
    tests: [R.oversizedFieldsRefused, R.subprotocolListByPreference],
    needs: ['subprotocols'],
    parts: [
      { name: SHORT, send: offer((vars) => `x-none, ${supported(vars)}`) },
      ...LONG.map((bytes) => ({
        name: `after ${bytes} bytes`,
        send: offer((vars: Vars) => `${'x-none-'.padEnd(bytes - 2, 'x')}, ${supported(vars)}`),
        expect: anything({
          says: '101 with the subprotocol that the target speaks, as for the short list; or a refusal',
          checks: [onOpened(selectsAsIn([SHORT], reasonOf(refusesWhatIsLong, 'the end of the value was not read')))],
        }),
      })),
    ],
    why: 'A value that is copied into a buffer of fixed size loses its end, and nobody learns of it. What is cut in this field is cut in Cookie and Authorization, too.',
  },
  {
    id: '8.27',
    level: 'MUST',
    introduced: '1.1',
    title: 'Subprotocol in a 101 response is spelled as it was offered',
    source: [selection],
    tests: [R.subprotocolFromOffer],
    needs: ['subprotocols'],
    parts: [
      {
        name: 'one that the target speaks',
        send: offer(supported),
        expect: anyAnswer('101 without the field or with the offered spelling, or no 101', selectsExactly),
      },
    ],
    why: 'Browsers compare the answer with their offer byte for byte, and fail the connection. Names of registries and classes (MQTT, Chat) get into the answer in their own spelling.',
  },
]
