import type { Case, Part } from '../../../harness/case/case'
import type { Check } from '../../../harness/case/check'
import { rfc6455, rfc9110 } from '../../../harness/case/clause'
import { type AcceptanceFault, acceptanceFaults } from '../../../harness/judge/acceptance'
import { statusOf } from '../../../harness/judge/answer'
import { acceptIsRight, fromHead, onOpened } from '../../../harness/judge/checks'
import { accepted, observed, REFUSED_IS_NO_EVIDENCE } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { deadLink, pingAnswered } from '../parts/dead-link'
import { oneAccept } from '../parts/one-accept'
import { reasonOf } from '../parts/reason'
import { CHROME, FIREFOX } from './parts/browsers'
import { withOneLineLess } from './parts/one-line-less'

const acceptFromKey = rfc6455(
  '4.2.2',
  'step 5.4',
  'The value of this header field is constructed by concatenating /key/, defined above in step 4 in Section 4.2.2, with the string',
)

const interpreted = rfc9110(
  '2.4',
  '',
  'A recipient MUST interpret a received protocol element according to the semantics defined for it by this specification',
)

const REASON_OF: Readonly<Record<Exclude<AcceptanceFault, 'dead'>, string>> = {
  accept: reasonOf(acceptFromKey, '7.01 scores that in every answer'),
  upgrade: reasonOf(rfc6455('4.2.2', 'step 5.2', 'An |Upgrade| header field with value "websocket"')),
  connection: reasonOf(rfc6455('4.2.2', 'step 5.3', 'A |Connection| header field with value "Upgrade".')),
}

/**
 * Every fault of the 101 fails here. `accepted` forgives the faults of the control, because other cases are compared with
 * it. A dead link has a check of its own.
 */
const soundSwitch: Check = fromHead((observation) => {
  const reasons = acceptanceFaults(observation).flatMap((fault) => (fault === 'dead' ? [] : REASON_OF[fault]))
  return reasons.length === 0 ? null : { verdict: 'fail', because: reasons.join('; ') }
})

/** The check, whose findings have a cause of their own: the handshake was not refused, and something in the answer is wrong. */
function blaming(cause: 'accept-wrong' | 'control-frames-not-handled', check: Check): Check {
  return (observation, context) => {
    const finding = check(observation, context)
    return finding && { ...finding, blame: { cause, impact: 'interop' } }
  }
}

/** A 403 is a fault only where the origin that was sent is declared to be allowed. */
const originIsAllowed: Check = (observation, { profile }) =>
  profile.allowedOrigin !== undefined && statusOf(observation) === 403
    ? {
        verdict: 'miss',
        because: reasonOf(
          interpreted,
          'the request carries the Origin that the target is declared to accept (--origin)',
        ),
      }
    : null

const TWENTY: readonly Part[] = Array.from({ length: 20 }, (_, index) => ({
  name: `key ${index + 1}`,
  // The case compares each Accept with its key. A connection that is refused or dropped has no Accept to compare.
  expect: accepted({ rows: REFUSED_IS_NO_EVIDENCE, checks: [acceptIsRight()] }),
}))

/** The correct handshake as RFC 6455 describes it and as browsers send it. */
export const handshakeCases: readonly Case[] = [
  {
    id: '0.01',
    level: 'MUST',
    title: 'Correct handshake',
    meaning: 2,
    source: [
      rfc6455(
        '4.2.2',
        'step 5',
        'If the server chooses to accept the incoming connection, it MUST reply with a valid HTTP response indicating the following.',
      ),
      pingAnswered,
      rfc6455('7.3', 'a server may also close'),
    ],
    tests: [
      R.requestParsedSufficiently,
      R.allHandshakeStepsCompleted,
      R.responseStatusIs101,
      R.responseUpgradeIsWebsocket,
      R.responseConnectionIsUpgrade,
      R.acceptMatchesKey,
      R.acceptSingle,
      R.upgradeRequiredIn101,
      R.noContentIn101,
    ],
    parts: [
      {
        name: 'BASE',
        expect: accepted({
          rows: { ...REFUSED_IS_NO_EVIDENCE, '101': 'pass' },
          checks: [
            blaming('accept-wrong', soundSwitch),
            blaming('control-frames-not-handled', deadLink),
            blaming('accept-wrong', onOpened(oneAccept)),
          ],
        }),
      },
    ],
    why: 'No clause obliges a server to accept a handshake, so a refusal here is not a fault. But then no other refusal proves anything.',
  },
  {
    id: '0.02',
    level: 'MUST',
    title: 'Sec-WebSocket-Key of the example in RFC 6455 1.3',
    source: [acceptFromKey, rfc6455('1.3', 'the vector; not normative')],
    tests: [R.acceptMatchesKey],
    parts: [
      {
        name: 'the key of RFC 6455 1.3',
        send: { fields: { 'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==' } },
        expect: accepted({
          says: '101 with Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
          checks: [blaming('accept-wrong', acceptIsRight())],
        }),
      },
    ],
    why: 'A stub can answer this published pair from memory. 7.01 repeats the check with a random key.',
  },
  {
    id: '0.03',
    level: 'MUST',
    title: 'Opening handshake as sent by Chrome',
    source: [interpreted, rfc6455('4.2.1', 'item 10', 'Unknown header fields are ignored')],
    tests: [R.extensionListByGrammar, R.unknownFieldsIgnored, R.elementsReadAsDefined],
    ...withOneLineLess({
      name: 'as Chrome sends it',
      send: CHROME,
      expect: accepted({
        rows: { '403': 'observed', '413': 'observed', '431': 'observed' },
        checks: [originIsAllowed],
      }),
    }),
    why: 'Browsers send this request. A 413 or 431 means that a size limit is small, and a 403 means an origin policy.',
  },
  {
    id: '0.04',
    level: 'MUST',
    title: 'Opening handshake as sent by Firefox',
    source: [
      interpreted,
      rfc6455('4.2.1', 'item 4: Connection includes the token "Upgrade"'),
      rfc6455('4.2.1', 'item 10', 'Unknown header fields are ignored'),
    ],
    tests: [R.connectionContainsUpgrade, R.extensionListByGrammar, R.unknownFieldsIgnored, R.elementsReadAsDefined],
    ...withOneLineLess({
      name: 'as Firefox sends it',
      send: FIREFOX,
      expect: accepted({ rows: { '403': 'observed' }, checks: [originIsAllowed] }),
    }),
    why: 'Firefox sends Connection: keep-alive, Upgrade. A server that compares the whole value with "Upgrade" refuses Firefox and accepts other browsers.',
  },
  {
    id: '0.05',
    level: 'INFO',
    title: 'Opening handshake with only the required fields',
    source: [rfc6455('4.2.1', 'items 2 to 6')],
    tests: [],
    needs: ['addedFields'],
    parts: [{ name: 'without the fields that the profile adds', send: { bare: true }, expect: observed() }],
    why: 'A server may require an Origin, a subprotocol or credentials. This case shows whether the target has such a policy.',
  },
  {
    id: '0.07',
    level: 'MUST',
    title: 'Sec-WebSocket-Accept is right for 20 successive keys',
    source: [acceptFromKey],
    tests: [R.acceptMatchesKey],
    parts: TWENTY,
    why: 'A Sec-WebSocket-Accept that is right once and wrong later comes from another key: a buffer that is reused, or a value that is cached.',
  },
]
