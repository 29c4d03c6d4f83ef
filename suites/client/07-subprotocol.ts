import type { Contest, Suite } from '../../harness/case/case'
import { type Clause, rfc6455, rfc9110, whatwg } from '../../harness/case/clause'
import type { ClientCase } from '../../harness/case/client-case'
import type { ClientCheck, ClientExpectation } from '../../harness/case/client-expectation'
import type { ClientObservation } from '../../harness/case/client-observation'
import { firstRequestOf, requested } from '../../harness/judge/client/attempt'
import { contestedly, establishes, fails } from '../../harness/judge/client/client-expectations'
import { listMembers } from '../../harness/wire/http1/fields'
import { C } from '../requirements/client'
import { type About, type FieldValue, field } from './parts/answers'
import { reportsProtocol } from './parts/from-driver'

const PROTOCOL = 'Sec-WebSocket-Protocol'
const OFFERED = ['chat', 'superchat']

/** The case in which the client must open where it offers subprotocols: without it, a refusal proves nothing. */
const SELECTED = 'C7.02'
/** A client that opens in this case checks no subprotocol at all: the other cases show the same fault. */
const UNCHECKED = 'C7.04'

const item6 = rfc6455(
  '4.1',
  'response item 6',
  "this header field indicates the use of a subprotocol that was not present in the client's handshake",
)
const oneToken = rfc6455('4.2.2', '/subprotocol/', 'The ABNF for the value of this header field is (token)')
const notEmpty = rfc6455(
  '4.2.2',
  '/subprotocol/',
  'The empty string is not the same as the null value for these purposes and is not a legal value for this field',
)
const conform = rfc6455(
  '4.1',
  'after response item 6',
  "If the server's response does not conform to the requirements for the server's handshake as defined in this section and in Section 4.2.2, the client MUST _Fail the WebSocket Connection_",
)
const combined = rfc9110('5.2', 'several lines are one list')
const extracted = whatwg(
  '2.2',
  '',
  'results in null, failure, or the empty byte sequence, then fail the WebSocket connection',
)

/** The subprotocols that the client's own request offers. */
function offeredBy(observation: ClientObservation): string[] {
  const request = firstRequestOf(observation)
  return request ? listMembers(requested(request, PROTOCOL)) : []
}

/** Without the offer of both subprotocols the answer means something else. */
const offersBoth: ClientCheck = (observation) => {
  const offered = offeredBy(observation)
  if (OFFERED.every((name) => offered.includes(name))) return null
  const got = offered.length === 0 ? 'no subprotocol' : offered.join(', ')
  return { verdict: 'skip', because: `the client offered ${got}, not ${OFFERED.join(' and ')}` }
}

const offersNone: ClientCheck = (observation) =>
  offeredBy(observation).length === 0 ? null : { verdict: 'skip', because: 'the client offers a subprotocol by itself' }

/** A case whose client offers chat and superchat, and gets an answer with this Sec-WebSocket-Protocol. */
function answered(
  about: About & Pick<ClientCase, 'vouchedBy'>,
  value: FieldValue,
  expect: ClientExpectation,
): ClientCase {
  const whole = { ...expect, checks: [offersBoth, ...expect.checks] }
  const part = {
    name: about.title,
    protocols: OFFERED,
    steps: [{ do: 'reply' as const, edit: field(PROTOCOL, value) }, { do: 'converse' as const }],
    expect: about.contested ? contestedly(whole) : whole,
  }
  return { ...about, role: 'client', parts: [part] }
}

/** The server selects a subprotocol that was offered: the client opens with it. */
function selected(
  name: string,
  about: Pick<About, 'id' | 'title' | 'sameFaultAs'> & { source?: readonly Clause[] },
  value: FieldValue,
): ClientCase {
  const source = [...(about.source ?? []), item6]
  const whole: About = { ...about, level: 'MUST', source, tests: [C.offeredSubprotocolOpens] }
  const says = `the client opens the WebSocket and reports the subprotocol ${name}`
  return answered(whole, value, establishes({ says, checks: [reportsProtocol(name)] }))
}

/** The server selects what was not offered, or no single subprotocol: the client fails the connection. */
function wrong(id: string, title: string, value: FieldValue, more: Partial<About> = {}): ClientCase {
  const sameFaultAs = id === UNCHECKED ? [] : [UNCHECKED]
  const about = { source: [item6], tests: [C.subprotocolChecked], sameFaultAs, ...more }
  return answered({ id, level: 'MUST', title, vouchedBy: SELECTED, ...about }, value, fails())
}

/** A value that is no single token. */
const malformed: Pick<About, 'source' | 'tests'> = {
  source: [oneToken, conform],
  tests: [C.subprotocolIsOneToken],
}

/** A case whose client offers no subprotocol, and gets one. */
function unasked(about: Omit<About, 'level'>, value: FieldValue): ClientCase {
  const expect = fails({ checks: [offersNone] })
  const part = {
    name: about.title,
    steps: [{ do: 'reply' as const, edit: field(PROTOCOL, value) }, { do: 'converse' as const }],
    expect: about.contested ? contestedly(expect) : expect,
  }
  return { level: 'MUST', ...about, role: 'client', parts: [part] }
}

const TWICE: Contest = {
  strict:
    'RFC 9110 5.2: the lines combine to "chat, chat", which is no token; WHATWG WebSockets 2.2: extracting gives failure',
  lenient: 'RFC 6455 4.1 (response item 6): no line names a subprotocol that was not offered',
}

const CASE: Contest = {
  strict: 'RFC 6455 2.1: where case does not matter RFC 6455 says so, and for subprotocols it does not',
  lenient: 'no clause speaks of the case of subprotocol names',
}

const NULL: Contest = {
  strict: 'RFC 6455 4.2.2 (/subprotocol/): the absence of the field is the null value, which is legal',
  lenient: 'RFC 6455 7.2.1: the application layer, such as the API of browsers, may close the connection',
}

const EMPTY: Contest = {
  strict:
    'RFC 6455 4.2.2 (/subprotocol/): the empty string is not a legal value, and 4.1 fails a response that does not conform',
  lenient: 'RFC 6455 4.1 (response item 6): an empty value indicates the use of no subprotocol',
}

/** 7: Sec-WebSocket-Protocol in the answer. */
export const subprotocolSuite: Suite<ClientCase> = {
  number: 7,
  slug: 'subprotocol',
  title: 'Sec-WebSocket-Protocol in the answer',
  cases: [
    unasked(
      {
        id: 'C7.01',
        title: 'A subprotocol is selected though none was offered',
        source: [item6],
        tests: [C.subprotocolChecked],
        sameFaultAs: [UNCHECKED],
      },
      'chat',
    ),
    selected('chat', { id: 'C7.02', title: 'The first of two offered subprotocols is selected' }, 'chat'),
    selected('superchat', { id: 'C7.03', title: 'The second of two offered subprotocols is selected' }, 'superchat'),
    wrong('C7.04', 'A subprotocol is selected that is not among the offered ones', 'foo'),
    answered(
      {
        id: 'C7.05',
        level: 'SHOULD',
        title: 'No subprotocol is selected though two were offered',
        source: [
          rfc6455('4.2.2', '/subprotocol/', 'The absence of such a field is equivalent to the null value'),
          rfc6455('7.2.1', '', 'clients SHOULD NOT close the connection'),
        ],
        tests: [C.nullSubprotocolOpens],
        needs: ['rfc'],
        contested: NULL,
      },
      null,
      establishes(),
    ),
    wrong('C7.06', 'The subprotocol is CHAT', 'CHAT', {
      source: [item6, rfc6455('2.1', 'ASCII case-insensitive comparison is named where it is meant')],
      contested: CASE,
    }),
    wrong('C7.07', 'Two subprotocols are listed on one line', 'chat, superchat', malformed),
    wrong('C7.08', 'Two subprotocols are on two lines', OFFERED, {
      ...malformed,
      source: [oneToken, conform, combined],
    }),
    wrong('C7.09', 'The subprotocol is on two lines, both chat', ['chat', 'chat'], {
      ...malformed,
      source: [oneToken, conform, combined],
      contested: TWICE,
    }),
    wrong('C7.10', 'Sec-WebSocket-Protocol is empty', '', { ...malformed, source: [notEmpty, conform] }),
    selected(
      'chat',
      {
        id: 'C7.11',
        sameFaultAs: ['C5.06', 'C1.13'],
        title: 'The subprotocol has whitespace around it',
        source: [
          rfc9110(
            '5.5',
            '',
            'a field parsing implementation MUST exclude such whitespace prior to evaluating the field value',
          ),
        ],
      },
      { line: `${PROTOCOL}:\t chat  ` },
    ),
    unasked(
      {
        id: 'C7.12',
        title: 'Sec-WebSocket-Protocol is empty though none was offered',
        source: [notEmpty, conform],
        tests: [C.subprotocolIsOneToken],
        needs: ['rfc'],
        sameFaultAs: ['C7.10'],
        contested: EMPTY,
      },
      '',
    ),
    wrong('C7.13', 'The subprotocol is in quotes', '"chat"'),
    wrong('C7.14', 'The subprotocol is the beginning of an offered one', 'cha'),
    wrong('C7.15', 'The subprotocol is on two lines, foo and chat', ['foo', 'chat'], {
      ...malformed,
      source: [item6, oneToken, conform, combined],
      tests: [C.subprotocolChecked, C.subprotocolIsOneToken],
    }),
    wrong('C7.16', 'The subprotocol has a parameter', 'chat;x=1'),
    answered(
      {
        id: 'C7.17',
        level: 'MUST',
        title: 'No subprotocol is selected though two were offered, for a client with the API of browsers',
        source: [extracted],
        tests: [C.missingSubprotocolFails],
        needs: ['whatwg'],
        vouchedBy: SELECTED,
      },
      null,
      fails(),
    ),
  ],
}
