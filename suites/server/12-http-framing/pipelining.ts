import type { Case, Part } from '../../../harness/case/case'
import type { Check, Finding } from '../../../harness/case/check'
import { rfc6455, rfc9110, rfc9112 } from '../../../harness/case/clause'
import type { Edit } from '../../../harness/case/edit'
import type { Answer } from '../../../harness/case/http-message'
import type { Observation } from '../../../harness/case/observation'
import type { Vars } from '../../../harness/case/vars'
import { answered, expectedAccept, finalHead } from '../../../harness/judge/answer'
import { isBusy } from '../../../harness/judge/busy'
import { onOpened, scoredIn } from '../../../harness/judge/checks'
import { FLOODED, isCutResponse } from '../../../harness/judge/cut'
import { anything, notUpgraded, observed } from '../../../harness/judge/expectations'
import { readAnswer } from '../../../harness/wire/http1/answer-reader'
import { listMembers, sameName } from '../../../harness/wire/http1/fields'
import { readFrames } from '../../../harness/wire/websocket/frame-reader'
import { R } from '../../requirements'
import { hasEnded } from '../parts/link'
import { persistent } from '../parts/next-request'
import { only101Opens } from '../parts/only-101'
import { reasonOf } from '../parts/reason'
import { newProtocolFollows, noSecondResponse } from '../parts/second-response'
import { byLength, inOrder, readOrClose } from './parts/clauses'

/** A GET without any field of the handshake, as text. */
function plainGet({ host }: Vars, target: string): string {
  return `GET ${target} HTTP/1.1\r\nHost: ${host}\r\n\r\n`
}

/** Removes the fields of the handshake from BASE. */
const NO_HANDSHAKE: NonNullable<Edit['fields']> = {
  Upgrade: null,
  Connection: null,
  'Sec-WebSocket-Key': null,
  'Sec-WebSocket-Version': null,
}

/** The twin of 12.41: its first request alone, where that got no answer in the pipeline. */
const GET_ALONE: Part = {
  name: 'the GET alone',
  send: { text: (_, vars) => plainGet(vars, vars.resource) },
  steps: [{ do: 'send' }, { do: 'answer', within: 5000 }],
}

/** True if the server serves no further request after the first answer (RFC 9112 9.3, 9.6). */
function saysClose(observation: Observation): boolean {
  const options = listMembers(answered(observation, 'Connection'))
  return options.some((option) => sameName(option, 'close')) || finalHead(observation)?.version === 'HTTP/1.0'
}

/** The answer to the second of two requests that were sent as one; null if the first was not answered, or with 101. */
function secondAnswer(observation: Observation): Answer | null {
  const { final, opened } = observation.answers[0]
  return final && !opened ? readAnswer(observation.received, 'GET', hasEnded(observation), final.end) : null
}

/** Inconclusive where the first answer is not complete: a second one may follow. Null where it is complete, or ends with the connection. */
function unfinished(observation: Observation): Finding | null {
  const { final } = observation.answers[0]
  if (final === null || final.complete || final.framing === 'close' || hasEnded(observation)) return null
  const because = isCutResponse(observation) ? FLOODED : 'the first answer was not complete when the wait ended'
  return { verdict: 'inconclusive', because }
}

/** 12.41: first the answer to the plain request, then a 101. A connection that ends between them is recorded. */
const answersInOrder: Check = (observation, { part }) => {
  const alone = part(GET_ALONE.name)
  if (alone && !alone.answers[0].final && !observation.answers[0].final)
    return {
      verdict: 'skip',
      because: 'a plain GET alone gets no answer either (RFC 9112 9.3.1: connections may close)',
    }
  const accept = expectedAccept(observation)
  if (observation.opened)
    return accept !== null && answered(observation, 'Sec-WebSocket-Accept').includes(accept)
      ? {
          verdict: 'fail',
          got: 'the 101 for the second request came first',
          because: reasonOf(inOrder),
        }
      : scoredIn('3.01', 'the plain request was answered with 101')
  const second = secondAnswer(observation)
  const status = second?.final?.head.status
  if (!second) return null
  if (second.opened) return { verdict: 'pass', got: 'then 101', because: '' }
  if (isBusy(status ?? null)) return { verdict: 'inconclusive', got: `then ${status}`, because: '' }
  if (status === undefined && second.garbageAt === null && (saysClose(observation) || hasEnded(observation)))
    return {
      verdict: 'observed',
      got: 'and no more',
      because: 'RFC 9112 9.3, 9.6: a server may close the connection after a response',
    }
  const because = reasonOf(persistent, 'the next request is served, too')
  if (status !== undefined) return { verdict: 'miss', got: `then ${status} to the handshake`, because }
  return unfinished(observation) ?? { verdict: 'miss', got: 'no answer to the handshake', because }
}

const STATUS_101 = /(?:^|\n)HTTP\/1\.[01] 101(?: |\r?\n)/

/** No 101 is among the answers. */
function no101(because: string): Check {
  return ({ received }) =>
    STATUS_101.test(received.toString('latin1')) ? { verdict: 'fail', got: 'a 101 among the answers', because } : null
}

/** 12.42: after the refusal the server sends HTTP or nothing. */
const staysHttp: Check = (observation) => {
  if (observation.opened) return scoredIn('6.02', 'the handshake with version 99 was not refused')
  const second = secondAnswer(observation)
  if (!second) return null
  if (second.final) return { verdict: 'pass', got: `then ${second.final.head.status}`, because: '' }
  if (second.garbageAt !== null) {
    const { frames, fault } = readFrames(observation.received, second.garbageAt)
    if (frames.length === 0 || fault !== null) return null
    return {
      verdict: 'fail',
      got: 'a frame after the refusal',
      because: reasonOf(only101Opens, 'no other response opens the WebSocket'),
    }
  }
  if (saysClose(observation) || hasEnded(observation)) return { verdict: 'pass', got: 'and no more', because: '' }
  return (
    unfinished(observation) ?? {
      verdict: 'warn',
      got: 'no answer to the second request, and the connection stayed open',
      because: reasonOf(persistent, 'a server serves the next request or closes the connection'),
    }
  )
}

/** Records the answer to the second request. */
const recordsSecond: Check = ({ answers: [, second] }) =>
  second?.final ? { verdict: 'observed', got: `then ${second.final.head.status} to GET /private`, because: '' } : null

/** A form that any web page can make a browser send, with this body (RFC 6455 1.6). */
function formPost({ host, resource }: Vars, body: string): string {
  const fields = [`Host: ${host}`, 'Content-Type: text/plain', `Content-Length: ${body.length}`]
  return [`POST ${resource} HTTP/1.1`, ...fields, '', body].join('\r\n')
}

/** A refused handshake with this length and BASE as its body. */
function withBaseInside(rendered: string): string {
  const inside = rendered.replace('Version: 99', 'Version: 13')
  return rendered.replace('\r\n\r\n', `\r\nContent-Length: ${inside.length}\r\n\r\n`) + inside
}

/** Cases on more than one request over one connection. */
export const pipeliningCases: readonly Case[] = [
  {
    id: '12.40',
    level: 'MUST',
    title: 'HTTP request pipelined after the opening handshake',
    source: [newProtocolFollows, rfc9110('7.8'), rfc6455('4.2.2', 'last paragraph'), rfc6455('5.1'), rfc6455('4.1')],
    tests: [R.noHttpAfter101],
    parts: [
      {
        name: 'GET /second',
        send: { text: (rendered, vars) => rendered + plainGet(vars, '/second') },
        steps: [{ do: 'send' }, { do: 'answer' }, { do: 'watch', ms: 2000 }],
        expect: observed({
          says: 'no HTTP response after the 101',
          rows: { '101': 'pass' },
          checks: [noSecondResponse],
        }),
      },
    ],
    why: 'If the HTTP parser of the server continues after the 101, a client may receive a response that belongs to another request.',
  },
  {
    id: '12.41',
    level: 'SHOULD',
    title: 'HTTP request pipelined before the opening handshake',
    source: [inOrder, persistent],
    tests: [R.pipelinedResponsesInOrder],
    meaning: 2,
    parts: [
      {
        name: 'GET, then BASE',
        send: { text: (rendered, vars) => plainGet(vars, vars.resource) + rendered },
        steps: [{ do: 'send' }, { do: 'answer' }, { do: 'answer', within: 5000 }],
        expect: anything({
          says: 'the answer to the GET, then 101',
          rows: { dropped: 'warn', silent: 'warn' },
          checks: [answersInOrder],
        }),
      },
    ],
    follow: (observations) => (observations.get('GET, then BASE')?.answers[0].final ? [] : [GET_ALONE]),
    why: 'In the wrong order, the client reads the 101 as the answer to its GET.',
  },
  {
    id: '12.42',
    level: 'SECURITY',
    title: 'HTTP request pipelined after a handshake with version 99',
    source: [only101Opens, rfc6455('4.2.1', 'introduction'), rfc9112('11.2')],
    tests: [R.only101OpensWebsocket, R.requestEndUnambiguous],
    meaning: 2,
    parts: [
      {
        name: 'version 99, then GET /second',
        send: {
          fields: { 'Sec-WebSocket-Version': '99' },
          text: (rendered, vars) => rendered + plainGet(vars, '/second'),
        },
        steps: [{ do: 'send' }, { do: 'answer' }, { do: 'answer', within: 5000 }],
        expect: notUpgraded({
          says: 'no 101 and no frame; an HTTP answer to the second request, or a close',
          rows: { '101': 'pass' },
          checks: [staysHttp, no101(reasonOf(only101Opens, 'the refusal was final'))],
        }),
      },
    ],
    why: 'A proxy that opens a tunnel for each request with Upgrade, whatever the answer is, does not check the second request.',
  },
  {
    id: '12.43',
    level: 'INFO',
    title: 'GET /private on the connection of a refused handshake',
    source: [rfc9110('15.2.2')],
    tests: [],
    parts: [
      {
        name: 'version 99, then GET /private',
        send: { fields: { 'Sec-WebSocket-Version': '99' } },
        steps: [
          { do: 'send' },
          { do: 'answer' },
          { do: 'unlessClosing' },
          { do: 'send', edit: { target: '/private', fields: NO_HANDSHAKE } },
          { do: 'answer', within: 2000 },
        ],
        expect: observed({ checks: [recordsSecond] }),
      },
    ],
    why: 'Only the operator of a proxy in front knows whether its rules allow this answer.',
  },
  {
    id: '12.44',
    level: 'MUST',
    title: 'Opening handshake in the body of a POST request',
    source: [readOrClose, byLength, rfc6455('4.2.1', 'item 1'), rfc6455('1.6')],
    tests: [R.contentReadByLength],
    parts: [
      {
        name: 'POST with BASE in it',
        send: { text: (rendered, vars) => formPost(vars, rendered) },
        steps: [{ do: 'send' }, { do: 'answer', within: 5000 }, { do: 'watch', ms: 5000 }],
        expect: anything({
          says: 'no 101 among the answers',
          checks: [no101(reasonOf(readOrClose, 'the handshake is the body of a POST request, not a request'))],
        }),
      },
    ],
    why: 'Any web page can make a browser send such a form. A server that reads the body as the next request opens a WebSocket for that page.',
  },
  {
    id: '12.54',
    level: 'SECURITY',
    title: 'Opening handshake in the body of a refused handshake',
    introduced: '1.1',
    source: [readOrClose, byLength, rfc6455('4.2.1', 'introduction')],
    tests: [R.bodyReadOrConnectionClosed],
    sameFaultAs: ['12.44'],
    parts: [
      {
        name: 'version 99 with BASE in it',
        send: { fields: { 'Sec-WebSocket-Version': '99' }, text: withBaseInside },
        steps: [{ do: 'send' }, { do: 'answer', within: 5000 }, { do: 'watch', ms: 5000 }],
        expect: anything({
          says: 'no 101 among the answers',
          checks: [
            onOpened(() => scoredIn('6.02', 'the handshake with version 99 was not refused')),
            no101(reasonOf(readOrClose, 'the second handshake is the body of the first')),
          ],
        }),
      },
    ],
    why: 'A server that refuses an upgrade early often forgets its body. The next bytes of the connection are then whatever an attacker put there.',
  },
]
