import { createHash } from 'node:crypto'
import {
  type CaseResult,
  LEVELS,
  type Results,
  type StoredExchange,
  summarize,
  type TargetResult,
  type Verdict,
} from '../../../harness/case/results'
import type { CaseNotes, Notes } from '../../../reports/case-notes'

/** Two keys of a correct handshake. */
export const KEY = 'dGhlIHNhbXBsZSBub25jZQ=='
export const OTHER_KEY = 'AQIDBAUGBwgJCgsMDQ4PEA=='

/** Texts that every report has to survive. */
export const HOSTILE: readonly string[] = [
  '<script>alert(1)</script>',
  '</script><script>alert(2)</script>',
  '<img src=https://evil.example/x.png onerror=alert(3)>',
  '"><svg onload=alert(4)>',
  '--><!--',
  ']]>',
  '\x1b[31mred\x1b]0;title\x07\x9b2J',
  '\u202egnp.exe\u2066\u200b\u2028',
  'nul\0 bell\x07 back\x08 del\x7f',
  'lone \ud800 surrogate',
  '`code` ``` ~~~ | table | @someone #1 [x](https://evil.example/) ![y](https://evil.example/y.png)',
  'https://evil.example/x.png',
  'data:image/png;base64,AAAA',
  '&lt;b&gt; &amp; %s $& $1',
  'line\r\nbreak\ttab',
  '\\x41 \\',
  'a'.repeat(5000),
]

/** How the bytes of one connection are given. */
export interface Wire {
  sent?: string | Buffer
  received?: string | Buffer
  ended?: StoredExchange['ended']
  endedMs?: number
}

function octets(text: string | Buffer): Buffer {
  return typeof text === 'string' ? Buffer.from(text, 'latin1') : text
}

/** A stored connection; strings are Latin-1. */
export function exchange({ sent = '', received = '', ended = 'closed', endedMs = 3.4 }: Wire): StoredExchange {
  const [out, back] = [octets(sent), octets(received)]
  return {
    sent: out.subarray(0, 4096).toString('base64'),
    received: back.subarray(0, 4096).toString('base64'),
    sentBytes: out.length,
    receivedBytes: back.length,
    ended,
    firstByteMs: back.length > 0 ? 1.25 : null,
    endedMs,
  }
}

/** The request of the correct handshake with a key of its own. */
export function request(key: string, more = '', port = 9001): string {
  return `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n${more}\r\n`
}

/** The Accept that is due for a key (RFC 6455 4.2.2 step 5.4). */
export function acceptOf(key: string): string {
  return createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
}

/** The 101 that answers a key. */
export function switched(key: string, more = ''): string {
  return `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${acceptOf(key)}\r\n${more}\r\n`
}

/** A masked text frame. */
export function maskedFrame(text: string, mask: Buffer, opcode = 1): Buffer {
  const payload = Buffer.from(text).map((octet, i) => octet ^ (mask[i & 3] ?? 0))
  return Buffer.concat([Buffer.from([0x80 | opcode, 0x80 | payload.length]), mask, payload])
}

/** A case result; what is not given is a plain pass. */
export function result(id: string, verdict: Verdict = 'pass', more: Partial<CaseResult> = {}): CaseResult {
  return {
    id,
    suite: Number(id.split('.')[0]),
    title: `Title of ${id}`,
    level: 'MUST',
    contested: verdict === 'contested',
    source: ['RFC 6455 4.2.2', 'RFC 6455 4.4'],
    verdict,
    expected: 'a 4xx',
    got: verdict === 'fail' ? '101 Switching Protocols' : '400 Bad Request',
    because: verdict === 'pass' ? '' : 'RFC 6455 4.2.2',
    durationMs: 3.14,
    stable: true,
    known: null,
    exchanges: [exchange({ sent: request(KEY), received: 'HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n' })],
    ...more,
  }
}

/** A target with its cases. */
export function target(name: string, cases: CaseResult[], more: Partial<TargetResult> = {}): TargetResult {
  return {
    name,
    url: 'ws://127.0.0.1:9001/',
    server: { name: name.split('@')[0] ?? '', version: name.split('@')[1] ?? '1', language: 'JavaScript' },
    capabilities: { echo: true, subprotocols: ['chat'], permessageDeflate: false },
    controls: [],
    summary: summarize(cases),
    cases,
    ...more,
  }
}

/** Results of one or more targets. */
export function results(...targets: TargetResult[]): Results {
  return {
    schemaVersion: 1,
    tool: { name: 'wsspec', version: '0.1.0' },
    command: ['run', 'ws://127.0.0.1:9001/'],
    startedAt: '2026-11-22T10:00:00.000Z',
    durationMs: 1234,
    targets,
  }
}

/** Results in which every text and every byte stream from outside is one of HOSTILE. */
export function hostile(): Results {
  const cases = HOSTILE.map((text, i) => {
    const verdict = (['fail', 'pass', 'warn', 'contested', 'observed', 'inconclusive', 'skip', 'error'] as const)[i % 8]
    const received = `HTTP/1.1 200 ${text}\r\nServer: ${text}\r\n\r\n${text}`
    return result(`6.${String(i + 1).padStart(2, '0')}`, verdict ?? 'pass', {
      level: LEVELS[i % 5] ?? 'MUST',
      title: `hostile ${i} ${text.slice(0, 60)}`,
      expected: text,
      got: text,
      because: text,
      known: i % 4 === 0 ? { reason: text, link: text } : null,
      parts: [{ name: text.slice(0, 200), verdict: 'fail', expected: text, got: text, because: text, exchanges: [0] }],
      exchanges: [exchange({ sent: text, received: Buffer.from(received, 'utf8') })],
    })
  })
  const ff = result('7.01', 'fail', {
    exchanges: [exchange({ sent: request('x'), received: Buffer.alloc(5000, 0xff) })],
  })
  const all = [...cases, ff]
  const name = '<b>evil</b>\x1b[2J\u202e'
  const evil = target('evil', all, { server: { name, version: '</title><script>x</script>', language: name } })
  return { ...results(evil, target('ws@8.23.0', [result('6.01'), result('6.18', 'fail')])), command: [...HOSTILE] }
}

/** Notes for every case of results. */
export function notes(of: Results, more: Partial<CaseNotes> = {}): Notes {
  const ids = of.targets.flatMap(({ cases }) => cases.map(({ id }) => id))
  const clauses = [{ text: 'RFC 6455 4.2.2', url: 'https://www.rfc-editor.org/rfc/rfc6455#section-4.2.2' }]
  return new Map(ids.map((id) => [id, { why: 'why', clauses, ...more }]))
}

/** Results of one target with a case of several verdicts. */
export const MIXED = results(
  target('ws@8.23.0', [
    result('6.01'),
    result('6.02', 'fail'),
    result('6.03', 'error'),
    result('6.04', 'skip', { got: '', because: 'no echo' }),
    result('7.01', 'contested'),
  ]),
)

/** Results of a run of `ws://a.test/`, which refused the correct handshake and opens at /ws; `flags` are those of the suggestion. */
export function refusedResults(flags: readonly string[] = []): Results {
  const url = 'ws://a.test/'
  const refusal = {
    sent: 'GET / HTTP/1.1',
    received: '404 Not Found',
    content: 'no page',
    looksLike: 'It answers 101 at /ws.',
    help: 'Use /ws',
    suggestion: { url: 'ws://a.test/ws', flags: [...flags] },
  }
  const over = { url, server: null, diagnosis: 'all of it', refusal }
  return { ...results(target(url, [result('6.01', 'inconclusive')], over)), command: ['run', url] }
}
