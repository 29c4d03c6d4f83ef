import type { Entry } from '../../harness/case/catalogue'
import type { ClientCase, ClientPart } from '../../harness/case/client-case'
import type { ClientExpectation, ClientOutcome } from '../../harness/case/client-expectation'
import type { ReplyEdit, ReplyVars } from '../../harness/case/reply'
import { FINDINGS, type Verdict } from '../../harness/case/verdicts'
import { settle } from '../../harness/judge/conclude'
import { replyKindOf } from '../../harness/serve/steps'
import { readRequestHead } from '../../harness/wire/http1/request-head'
import { renderReply } from '../../harness/wire/reply'
import { acceptFor } from '../../harness/wire/websocket/accept'
import { lineDiff } from '../text/line-diff'
import { duration, listed } from '../text/phrases'
import type { RequiredAnswer } from './required-answers'
import { quote } from './script-words'
import { cut, type SentPart, shownLine, together } from './sent-requests'

/** The key of RFC 6455 1.3, and the request of a page, where a run has that of its client. */
const KEY = 'dGhlIHNhbXBsZSBub25jZQ=='
const REQUEST = `GET /chat HTTP/1.1\r\nHost: server.example.com\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${KEY}\r\nSec-WebSocket-Version: 13\r\n\r\n`

/** The values of the answers on a page. */
function exampleVars(): ReplyVars {
  const read = readRequestHead(Buffer.from(REQUEST))
  if (read === null) throw new Error('the example request has no end')
  return {
    request: read.head,
    key: KEY,
    accept: acceptFor(KEY),
    previousKey: 'AQIDBAUGBwgJCgsMDQ4PEA==',
    randomAccept: 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=',
    elsewhere: '127.0.0.1:41235',
    host: 'server.example.com',
    clearHost: 'server.example.com',
    path: '/chat',
  }
}

function answerLines(vars: ReplyVars, edit?: ReplyEdit): string[] {
  return renderReply(vars, edit)
    .toString('latin1')
    .split(/(?<=\n)/)
}

/** What the client is given besides the usual URL, and what is answered, where that is more than one answer and an echo. */
function stepsInWords({ steps = [], url, protocols = [], times = 1 }: ClientPart, vars: ReplyVars): string[] {
  const usual = steps.length === 2 && steps[0]?.do === 'reply' && steps[1]?.do === 'converse'
  const address = url?.({
    base: 'ws://server.example.com',
    host: 'server.example.com',
    path: '/chat',
    page: 'server.example.com:41234',
    onDefaultPort: 'server.example.com',
  })
  return [
    ...(address === undefined ? [] : [`the client gets the URL ${address}`]),
    ...(times === 1 ? [] : [`the client opens ${times} WebSockets at once`]),
    ...(protocols.length === 0 ? [] : [`the client is to offer ${listed([...protocols])}`]),
    ...(usual ? [] : steps.map((step) => replyKindOf(step).inWords(step, { vars, quote, duration }))),
  ]
}

/** What a client is answered, by part: against the right answer. */
function answersOf({ parts = [] }: ClientCase): SentPart[] {
  const vars = exampleVars()
  return together(
    parts.map((part) => {
      const [first] = (part.steps ?? []).filter((step) => step.do === 'reply')
      const now = answerLines(vars, first?.do === 'reply' ? first.edit : undefined)
      const lines = lineDiff(answerLines(vars), now).map(({ mark, text }) => ({ mark, text: shownLine(text) }))
      const bytes = now.reduce((sum, line) => sum + line.length, 0)
      const twin = part.expect === undefined
      return { names: [part.name], twin, lines: cut(lines), bytes, steps: stepsInWords(part, vars) }
    }),
  )
}

const OUTCOMES: Readonly<Record<ClientOutcome, string>> = {
  open: 'it opens the WebSocket and sends a message',
  claimed: 'its driver says that it is open, and no message comes',
  denied: 'it sends a message, and its driver says that it failed',
  failed: 'it fails the connection',
  waiting: 'it still waits when the time is over',
  crashed: 'its program dies',
  unasked: 'it sends no request, and says why',
  unseen: 'it sends no request',
  skipped: 'its driver cannot express it',
}

const ROW_ORDER: readonly Verdict[] = ['pass', ...FINDINGS.toReversed(), 'observed', 'skip', 'inconclusive']

function verdictsOf({ table }: ClientExpectation, { level }: ClientCase): RequiredAnswer['verdicts'] {
  const rows = Object.entries(table) as [ClientOutcome, Verdict | 'miss'][]
  const settled = rows.map(([outcome, verdict]) => ({ outcome, verdict: settle(verdict, level) }))
  return ROW_ORDER.flatMap((verdict) => {
    const own = settled.filter((row) => row.verdict === verdict).map(({ outcome }) => OUTCOMES[outcome])
    return own.length === 0 ? [] : [{ verdict, answers: own.join('; ') }]
  })
}

/** What a client case requires of its parts. */
function requiredOf(of: ClientCase): RequiredAnswer[] {
  const parts = (of.parts ?? []).flatMap(({ name, expect }) => (expect ? [{ name, expect }] : []))
  return parts.map(({ name, expect }) => ({
    parts: parts.length === 1 ? [] : [name],
    description: expect.says,
    verdicts: verdictsOf(expect, of),
    isChecked: false,
  }))
}

function notesOn({ needs = [], slow, sameFaultAs = [], parts = [] }: ClientCase): string[] {
  const isChecked = parts.some(({ expect }) => (expect?.checks.length ?? 0) > 0)
  const notes = [
    needs.includes('whatwg') ? 'It is for clients with the WebSocket API of browsers (--whatwg).' : '',
    needs.includes('page') ? 'It is for the WebSocket of a page in a browser (--page).' : '',
    needs.includes('together')
      ? 'The driver makes several attempts at once in one process (--batch, or --page): several processes are several clients.'
      : '',
    isChecked ? 'The outcome alone does not decide: what the client sends is checked, too.' : '',
    sameFaultAs.length > 0
      ? `Skipped where a finding as grave in ${listed([...sameFaultAs], 'or')} shows the same fault: one fault is scored once.`
      : '',
    slow ? 'It waits for minutes: it runs only with --slow.' : '',
  ]
  return notes.filter((note) => note !== '')
}

/** What differs on the page of a client case from that of a server case. */
export function clientParts({ case: of }: Entry<ClientCase>) {
  return {
    sent: answersOf(of),
    required: requiredOf(of),
    derived: of.derived ? [`Every request of the run: ${of.derived.says}.`] : [],
    notes: notesOn(of),
    hand: 'No one line shows it: the client itself has to connect. --trace DIR writes the bytes of the run.',
    run: `wsspec clients run --only ${of.id} --verbose -- CMD ARG… '{url}' '{protocols}'`,
  }
}
