import type { CaseResult, Results, StoredExchange } from '../../../harness/case/results'
import type { CaseNotes, Notes } from '../../../reports/case-notes'
import { withChanges } from '../../../reports/version-changes'
import { exchange, HOSTILE, result, results, target } from './results'

/** Texts with which a target could make a report say something else. */
export const CORPUS: readonly string[] = [
  ...HOSTILE,
  '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>&a;&#60;b&#62;',
  '<![CDATA[ x ]]> <?php ?> <% %> {{x}}',
  '</details></summary></table></pre></code></textarea></style></title>',
  '<javascript:alert(1)> javascript:alert(1) [x](javascript:alert(1)) <https://evil.example/>',
  '"onload="alert(1)" \' onload=\'alert(1)\'',
  '\x1b]8;;https://evil.example/\x07link\x1b]8;;\x07\x1b[2J\x1b[H\x9b31m\x90q\x9c',
  '\u202a\u202b\u202c\u202d\u2067\u2068\u2069\u200e\u200f\u061c\ufeff\u00ad',
  '\ud800 and \udc00 and \ufffe and \uffff and \u0085 and \u2029',
  '# heading',
  '- item',
  '+ item',
  '1. item',
  '> quote',
  '    indented',
  '====',
  '---',
  '```\n</details>\n```',
  '~~~\n# out\n~~~',
  '| a | b |\n| --- | --- |',
  '[a]: https://evil.example/\n[a]',
  '![x][y] <!-- c --> **b** _i_ ~~s~~ $x$ :smile: @someone #1 GH-1 someone@example.com www.evil.example',
  'line\n::error file=a::pwned\r\n::add-mask::x\n::stop-commands::y',
  '::error::pwned',
  `${'a'.repeat(81)}::warning::pwned`,
  '##[error]pwned ##vso[task.setvariable variable=x]y ##teamcity[testFailed name=x]',
  '%0A::error::pwned%25%3A%2C',
  '\r\n\r\nHTTP/1.1 200 OK\r\n\r\n',
  '`'.repeat(250),
  '<a href=x>'.repeat(50),
  '\'; touch /tmp/pwned; $(touch /tmp/pwned) `touch /tmp/pwned` "',
  '../../../etc/passwd',
]

/** Harmless text of the same length and in the same lines. */
export function harmless(text: string): string {
  return text.replace(/[^\r\n]/g, 'x')
}

/** A text as bytes that are not UTF-8 as well: also as Latin-1, with bytes that UTF-8 never has. */
function wire(text: string, plain: boolean): Buffer {
  const all = Buffer.concat([Buffer.from(text, 'utf8'), Buffer.from(text, 'latin1'), Buffer.from([0xff, 0xfe, 0xc3])])
  return plain ? Buffer.from(all.map((byte) => (byte === 13 || byte === 10 ? byte : 0x78))) : all
}

function exchanges(text: string, plain: boolean): StoredExchange[] {
  const word = wire(text, plain)
  const line = wire(text.replace(/[\r\n]+/g, ' '), plain)
  const short = line.subarray(0, 60)
  const lines = (...parts: (string | Buffer)[]) =>
    Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)))
  const body = ['Content-Length: 9\r\n\r\n', word]
  return [
    exchange({
      sent: lines('GET / HTTP/1.1\r\nHost: 127.0.0.1:9001\r\nX-Sent: ', line, '\r\n\r\n'),
      received: lines('HTTP/1.1 200 ', short, '\r\n', short, ': ', short, '\r\n', 'Server: ', short, '\r\n', ...body),
    }),
    exchange({
      sent: lines('GET / HTTP/1.1\r\nHost: 127.0.0.1:9001\r\n\r\n'),
      received: lines('HTTP/1.1 101 ', short, '\r\n\r\n', Buffer.from([0x81, short.length]), short),
    }),
    exchange({ sent: 'GET / HTTP/1.1\r\n\r\n', received: word }),
  ]
}

/** Results with `text` in every place that text from outside can have; with `plain`, the same with harmless text. */
export function hostileTo(text: string, plain: boolean): Results {
  const said = plain ? harmless(text) : text
  const words = { title: said, expected: said, got: said, because: said, exchanges: exchanges(text, plain) }
  const parts = ['one', 'two'].map((name, i) => ({
    ...{ name: `${said} ${name}`, verdict: 'fail' as const, expected: said, got: said, because: said },
    exchanges: [i],
  }))
  const prevalence = (like: boolean) => ({ servers: 1, of: 2, like, mended: [{ name: said, since: said }] })
  const cases: CaseResult[] = [
    result('6.01', 'fail', { ...words, parts, fixture: said, cause: said, prevalence: prevalence(true) }),
    result('6.09', 'fail', { ...words, party: 'http', cause: 'a', impact: 'lax', prevalence: prevalence(true) }),
    result('6.10', 'fail', { ...words, party: 'upgrade', cause: 'b', impact: 'lax', prevalence: prevalence(false) }),
    result('6.02', 'fail', { ...words, known: { reason: said, link: said, until: '2030-01-01' } }),
    result('6.03', 'warn', { ...words, level: 'SHOULD' }),
    result('6.04', 'contested', words),
    result('6.05', 'observed', { ...words, level: 'INFO' }),
    result('6.06', 'inconclusive', words),
    result('6.07', 'skip', { ...words, exchanges: [] }),
    result('6.08', 'error', words),
    result('7.01', 'fail', { ...words, level: 'SECURITY', source: [said] }),
    result('7.02', 'pass', words),
  ]
  const url = 'ws://127.0.0.1:9001/'
  const one = target(said, cases, {
    url: `${url}${said}`,
    server: { name: said, version: said, language: said },
    capabilities: { echo: true, subprotocols: [said], permessageDeflate: false },
    controls: exchanges(text, plain),
    leftOut: 2,
    like: { name: said, version: said, core: said, inFrontOf: said, agree: 9, of: 9, shared: 2, own: 1 },
  })
  const suggestion = { url: said, flags: [said] }
  const refusal = { sent: said, received: said, content: said, looksLike: said, help: said, suggestion }
  const other = target(`b ${said}`, [result('6.01')], { server: null, url: said, diagnosis: said, refusal })
  const server = { name: said, version: `2 ${said}`, language: said }
  const later = target(`later ${said}`, [result('6.01', 'pass', { title: said })], { server })
  const behind = { ...later, cases: [result('6.01', 'fail', { title: said })], via: { name: said, version: said } }
  return { ...withChanges(results(one, other, later, behind)), command: ['run', url, said, `--header=X: ${said}`] }
}

/** Notes for each case with `text` in every place. */
export function hostileNotes(of: Results, text: string): Notes {
  const note: CaseNotes = {
    why: text,
    contested: { strict: text, lenient: text },
    clauses: [
      { text, url: 'https://www.rfc-editor.org/rfc/rfc6455#section-4.2.2' },
      { text, url: `https://www.rfc-editor.org/ ${text}` },
      { text, url: text },
    ],
  }
  return new Map(of.targets.flatMap(({ cases }) => cases.map(({ id }) => [id, note])))
}
