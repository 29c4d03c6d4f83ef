import type { Case, Suite } from '../../../harness/case/case'
import { rfc6455, rfc9110, rfc9112 } from '../../../harness/case/clause'
import { HANDSHAKE, type Step } from '../../../harness/case/script'
import { statusOf } from '../../../harness/judge/answer'
import { sameAs } from '../../../harness/judge/checks'
import { accepted, anything, observed } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { afterSwitch, connectionFails } from '../parts/after-switch'
import { addingCookies } from '../parts/cookies'
import { CLOSING_MS, isPong } from '../parts/link'
import { recordsNextAnswer, servesNext, THEN_BASE } from '../parts/next-request'
import { PING_ABC, PING_ALONE, pongComes } from '../parts/ping'
import { PLAIN_GET } from '../parts/plain-get'
import { hasStatusLine, statusLineAfterSwitch } from '../parts/second-response'
import { EARLY, early, FLOOD, tellsFlood, untilPlenty } from './early'
import { afterRefusal, closedBehindClose, incomplete, RESETS, tellsEnd, tellsSegments } from './ends'
import { besideStalled, slowLines, stalled, tellsWait } from './slow'
import { INSIDE_CRLFCRLF, SENDING_LASTS, sentInTime, splits } from './split'

const octets = rfc9112('2.2', 'a sequence of octets')
const stream = [octets, rfc6455('1.2', 'not normative')]
const wait = rfc6455('4.1', 'the client MUST wait')
const sendNow = rfc6455('4.2.2', 'last paragraph')
const section = rfc9110('5.3', 'last paragraph: not before the entire header section is in')

/** 13.07: a twin that does not hurry. */
const A_MOMENT: Step = { do: 'pause', ms: 200 }

const cases: Case[] = [
  {
    id: '13.01',
    level: 'MUST',
    title: 'Opening handshake sent byte by byte',
    source: stream,
    tests: [R.anySegmentationParsed],
    parts: [
      {
        name: 'one octet per write',
        steps: [{ do: 'send', everyMs: 2 }, { do: 'answer' }, { do: 'alive' }],
        lasts: SENDING_LASTS,
        expect: accepted({ checks: [sentInTime] }),
      },
    ],
    why: 'TCP keeps the order of octets and no other shape. One read is not one request.',
  },
  {
    id: '13.02',
    level: 'MUST',
    title: 'Opening handshake split into two segments',
    source: stream,
    tests: [R.anySegmentationParsed],
    parts: [{ name: 'in one piece' }],
    follow: splits,
    why: 'Parsers lose an octet where a line, or the two octets that end it, lie in two reads. Without --thorough, 24 places: around every line end.',
  },
  {
    id: '13.03',
    level: 'MUST',
    title: 'Opening handshake split inside the final CRLFCRLF',
    source: stream,
    tests: [R.anySegmentationParsed],
    parts: [{ name: 'three pieces', steps: INSIDE_CRLFCRLF, expect: accepted() }],
    why: 'What searches each read by itself for the empty line never finds it here, and waits.',
  },
  {
    id: '13.04',
    level: 'INFO',
    title: 'Opening handshake with a cookie of 15 KB',
    source: [rfc9110('5.4')],
    tests: [],
    parts: [
      {
        name: '15 KB of cookie',
        send: { text: addingCookies(`wsspec=${'x'.repeat(15_000)}`) },
        expect: observed({ rows: { '5xx': 'warn', '503': 'inconclusive' } }),
      },
    ],
  },
  {
    id: '13.05',
    level: 'INFO',
    title: 'Frame in the same segment as the opening handshake',
    source: [wait, sendNow],
    tests: [],
    needs: ['echo'],
    parts: [{ name: 'a text behind the request', ...early([{ do: 'send', edit: { body: EARLY } }]) }],
    why: 'A client that sends before the 101 breaks a rule, and what then is owed to it is nowhere said. But a text lost here is often lost behind a fast 101 too.',
  },
  {
    id: '13.06',
    level: 'INFO',
    title: 'First 3 bytes of a frame sent with the handshake',
    source: [wait, sendNow],
    tests: [],
    needs: ['echo'],
    parts: [
      {
        name: 'three octets of it behind the request',
        ...early([
          { do: 'send', edit: { body: EARLY.slice(0, 3) } },
          { do: 'pause', ms: 100 },
          { do: 'write', octets: EARLY.slice(3) },
        ]),
      },
    ],
  },
  {
    id: '13.07',
    level: 'MUST',
    title: 'Ping immediately after the 101 response is read',
    source: [sendNow, rfc6455('5.1')],
    tests: [R.serverMaySendOnceOpen],
    parts: [
      { ...PING_ALONE, steps: PING_ABC.flatMap((step): Step[] => (step.do === 'frame' ? [A_MOMENT, step] : [step])) },
      {
        name: 'a Ping at once',
        steps: [
          { do: 'send' },
          { do: 'answer' },
          { do: 'frame', frame: { opcode: 9, payload: 'at once' } },
          { do: 'await', frame: isPong('at once'), within: 2000 },
        ],
        expect: afterSwitch('a Pong; other frames may come first', pongComes('at once')),
      },
    ],
    why: 'The server may say 101 before whoever reads the frames is in place. What comes in between has to be kept.',
  },
  {
    id: '13.08',
    level: 'INFO',
    title: 'Frame sent 1 ms after the opening handshake',
    source: [wait, sendNow],
    tests: [],
    needs: ['echo'],
    parts: [
      {
        name: 'a text one millisecond later',
        ...early([{ do: 'send' }, { do: 'pause', ms: 1 }, { do: 'write', octets: EARLY }]),
      },
    ],
  },
  {
    id: '13.09',
    level: 'INFO',
    title: 'Half-close (FIN) after the request',
    source: [rfc9112('9.5'), rfc9112('9.6'), rfc6455('7.1.1')],
    tests: [],
    parts: [
      {
        name: 'FIN behind the request',
        steps: [{ do: 'send' }, { do: 'halfClose' }, { do: 'answer' }, { do: 'await', end: true, within: 10_000 }],
        expect: observed({ says: '101 and a close, or a close', checks: [tellsEnd] }),
      },
    ],
  },
  {
    id: '13.10',
    level: 'INFO',
    title: 'Half-close (FIN) after the 101 response',
    source: [rfc6455('7.1.4', 'definition'), rfc9112('9.5')],
    tests: [],
    parts: [
      {
        name: 'FIN behind the 101',
        steps: [{ do: 'send' }, { do: 'answer' }, { do: 'halfClose' }, { do: 'await', end: true, within: 10_000 }],
        expect: observed({ says: 'the time until the server closes', checks: [tellsEnd] }),
      },
    ],
    why: 'A server that keeps its half open keeps a connection that nobody will ever use again.',
  },
  {
    id: '13.11',
    level: 'MAY',
    title: 'Half-close (FIN) inside the header section',
    source: [rfc9112('8', 'first paragraph'), section],
    tests: [R.partialRequestNotApplied],
    parts: [
      {
        name: '60 octets, then FIN',
        steps: [{ do: 'send', to: 60 }, { do: 'halfClose' }, { do: 'answer' }],
        expect: incomplete({ '2xx': 'observed', '5xx': 'observed' }),
      },
    ],
  },
  {
    id: '13.12',
    level: 'SECURITY',
    title: 'Connection reset (RST) during or after the handshake',
    source: [rfc6455('10.7'), rfc9110('17.5')],
    tests: [R.hostileInputSurvived],
    hurts: true,
    parts: RESETS,
    why: 'An error event that nobody listens to ends a Node process. Every scanner and every phone that changes its network sends RST.',
  },
  {
    id: '13.13',
    level: 'INFO',
    title: 'Connection on which nothing is sent',
    source: [rfc9112('9.5'), rfc6455('10.7')],
    tests: [],
    slow: true,
    parts: [
      {
        name: 'no octets',
        steps: [{ do: 'await', end: true, within: 130_000 }],
        lasts: 130_000,
        expect: observed({ says: 'the time until the server closes', checks: [tellsWait] }),
      },
    ],
  },
  {
    id: '13.14',
    level: 'INFO',
    title: 'Header section sent slowly, a field line every 5 s',
    source: [rfc9110('15.5.9')],
    tests: [],
    slow: true,
    parts: [
      {
        name: 'one field every 5 s',
        steps: slowLines(130_000, 5000),
        lasts: 130_000,
        expect: observed({ says: 'the time until a 408 or a close', checks: [tellsWait] }),
      },
    ],
    why: 'Slowloris: a few hundred such connections, and nobody else gets in.',
  },
  {
    id: '13.15',
    level: 'SECURITY',
    title: 'Correct handshake while 200 others are stalled',
    source: [rfc6455('10.4', 'in spirit'), rfc9110('17')],
    tests: [R.hostileInputSurvived],
    hurts: true,
    slow: true,
    connections: 201,
    parts: [...stalled(200), besideStalled],
    why: 'They cost an attacker nothing but sockets. RFC 6455 names no time limit, so each server needs one of its own.',
  },
  {
    id: '13.16',
    level: 'SHOULD',
    title: 'Handshake after a plain GET on the same connection',
    source: [rfc9112('9.3')],
    tests: [R.keptConnectionServesNext],
    parts: [
      {
        name: 'a GET, then BASE',
        send: PLAIN_GET,
        steps: THEN_BASE,
        expect: anything({
          says: '101 to BASE, where the connection is kept',
          rows: { '101': 'observed', dropped: 'observed', silent: 'observed' },
          checks: [servesNext('observed')],
        }),
      },
    ],
    why: 'Browsers and proxies reuse the connection that has just brought the page.',
  },
  {
    id: '13.17',
    level: 'INFO',
    title: 'Handshake after a refused one on the same connection',
    source: [rfc9112('9.3')],
    tests: [],
    parts: afterRefusal.map(([name, send]) => ({
      name,
      send,
      steps: THEN_BASE,
      expect: observed({ says: '101 to BASE on the same connection, or a close', checks: [recordsNextAnswer] }),
    })),
  },
  {
    id: '13.18',
    level: 'MUST',
    title: 'Second opening handshake after the 101 response',
    source: [rfc6455('5.1'), rfc6455('5.2'), rfc9110('7.8'), rfc9110('15.2.2')],
    tests: [R.noHttpAfter101],
    parts: [
      {
        name: 'BASE again',
        steps: [
          { do: 'send' },
          { do: 'answer' },
          { do: 'send' },
          { do: 'await', octets: hasStatusLine, within: CLOSING_MS },
        ],
        lasts: CLOSING_MS,
        expect: afterSwitch(
          'FIN or RST within 5 s, and no second response',
          connectionFails('RFC 6455 5.1, 5.2: "GE" is an unmasked frame with a reserved opcode', (observation) => {
            const line = statusLineAfterSwitch(observation)
            return line === null ? null : `"${line}" behind the 101`
          }),
        ),
      },
    ],
    why: 'A proxy that did not notice the switch sends its next request here, and takes what comes for the answer.',
  },
  {
    id: '13.19',
    level: 'SECURITY',
    title: '64 KB of frames sent with the opening handshake',
    source: [wait, sendNow, rfc6455('10.7')],
    tests: [R.hostileInputSurvived],
    hurts: true,
    parts: [
      {
        name: '64 texts of 1 KB',
        send: { body: FLOOD },
        steps: [...HANDSHAKE, untilPlenty],
        expect: anything({ says: 'taken, refused or dropped', checks: [tellsFlood] }),
      },
    ],
    why: 'Nobody may send them yet. Who holds them for a handshake that is not judged holds as much as a stranger likes.',
  },
  {
    id: '13.20',
    level: 'INFO',
    title: 'Client does not read the response for 1 second',
    source: [rfc9112('9.5')],
    tests: [],
    parts: [
      {
        name: 'a second without reading',
        steps: [{ do: 'send' }, { do: 'stopReading', ms: 1000 }, { do: 'answer' }, { do: 'alive' }],
        expect: accepted(),
      },
    ],
  },
  {
    id: '13.21',
    level: 'INFO',
    title: 'Opening handshake over IPv4 and over IPv6',
    source: [rfc6455('3')],
    tests: [],
    needs: ['dualStack', 'hostname'],
    parts: [
      { name: 'IPv4', family: 4, expect: accepted() },
      { name: 'IPv6', family: 6, expect: observed({ says: 'as over IPv4', checks: [sameAs('IPv4')] }) },
    ],
  },
  {
    id: '13.22',
    level: 'MUST',
    title: 'Server closes the connection after Connection: close',
    source: [rfc9112('9.6', 'MUST initiate closure; MUST NOT process any further requests')],
    tests: [R.bodyReadOrConnectionClosed],
    parts: closedBehindClose,
    why: "What a proxy sends behind a close is the next user's request.",
  },
  {
    id: '13.23',
    level: 'INFO',
    title: 'Responses arrive in one segment or in several',
    source: [octets],
    tests: [],
    derived: {
      says: 'any: the harness reads a response whatever its segments',
      of: (observation) => statusOf(observation) !== null,
      all: tellsSegments,
      absent: 'there was no HTTP response',
    },
  },
  {
    id: '13.24',
    level: 'MUST',
    title: 'Half-close (FIN) instead of the final empty line',
    source: [section, rfc9112('9.6', 'a half-close does not delimit a request message')],
    tests: [R.partialRequestNotApplied],
    parts: [
      {
        name: 'BASE without its last CRLF, then FIN',
        steps: [{ do: 'send', to: -2 }, { do: 'halfClose' }, { do: 'answer' }],
        expect: incomplete({ '5xx': 'warn' }),
      },
    ],
    why: 'readline() that takes the end of the stream for an empty line opens a WebSocket for half a request.',
  },
]

/** Suite 13: segments, pauses, ends and resets of the connection that carries the handshake. */
export const transportSuite: Suite = { number: 13, slug: 'transport', title: 'Timing and transport', cases }
