import { type Nonces, STRANGE } from './nonces'

/** What is replaced in the text of one target: the nonces of its connections, and the port of its URL. */
export interface Normal {
  nonces: Nonces
  port: string
}

const DAY = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)'
const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)'
/** IMF-fixdate, the RFC 850 date and that of cookies (RFC 9110 5.6.7), asctime, ISO 8601. */
const DATES: readonly [RegExp, string][] = [
  [
    new RegExp(`\\b${DAY}[a-z]*, \\d\\d[ -]${MONTH}[ -]\\d{2,4} \\d\\d:\\d\\d:\\d\\d GMT`, 'g'),
    'Thu, 01 Jan 1970 00:00:00 GMT',
  ],
  [new RegExp(`\\b${DAY} ${MONTH} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\d{4}`, 'g'), 'Thu Jan  1 00:00:00 1970'],
  [/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?/g, '1970-01-01T00:00:00Z'],
]
/** Random names, which no server knows. */
const RANDOM = /(wsspec|x-none)-[a-z0-9]{12}/gi
/** The path of one attempt of a client, which its case and twelve random digits name. */
const ATTEMPT = /(\/c\/[\w.-]+\/)[\da-f]{12}\b/g
/** The name of a connection in a JSON greeting of the server. */
const SESSION = /("(?:sid|id|socket)":")([^"]{8,})(?=")/g
/** A port after an address, `localhost` or the host of a URL. */
const PORT =
  /((?:\b\d{1,3}(?:\.\d{1,3}){3}|\blocalhost|\[[\da-f:.%]+\]|:\/\/(?:[^\s/?#@]*@)?[^\s/?#:@[\]]+):)\d{1,5}(?!\d)/gi
const PLACEHOLDER = /^([a-z])\1*=*$/
const BASE64 = /[A-Za-z0-9+/_-]{16,}={0,2}/g

function nonce(run: string, nonces: Nonces): string {
  const known = nonces.get(run)
  if (known) return known
  if (PLACEHOLDER.test(run)) return run
  if (/^[\w+/-]{22}==$/.test(run)) return `${'k'.repeat(22)}==`
  return /^[\w+/-]{27}=$/.test(run) ? `${STRANGE.repeat(27)}=` : run
}

/** Text, or bytes as Latin-1, with ports 0 and placeholders for nonces, random names and dates. */
export function normalText(text: string, normal: Normal): string {
  let out = text.replace(BASE64, (run) => nonce(run, normal.nonces))
  for (const [date, placeholder] of DATES) out = out.replace(date, placeholder)
  out = out
    .replace(RANDOM, (_, prefix: string) => `${prefix}-xxxxxxxxxxxx`)
    .replace(ATTEMPT, '$1xxxxxxxxxxxx')
    .replace(PORT, '$10')
  out = out.replace(SESSION, (_, name: string, id: string) => name + 'x'.repeat(id.length))
  return normal.port === '' ? out : out.replace(new RegExp(`(?<=[a-z0-9.\\]]:)${normal.port}(?!\\d)`, 'gi'), '0')
}

/** In how many cases of the run an answer was found: whether a server answers a flood depends on the machine. */
const COUNTS: readonly [RegExp, string][] = [
  [/\bthe answers in \d+ cases?\b/g, 'the answers of the run'],
  [/\(in \d+ of \d+ cases?: /g, '(in '],
]

/** The same with times (`10003 ms`, `1.2 s`) as 0 and without counts of cases: for `got` and `because`, not for `expected`. */
export function normalOutcome(text: string, normal: Normal): string {
  const timeless = normalText(text, normal).replace(/\b\d+(?:\.\d+)?(?= ms\b)|\b\d+\.\d+(?= s\b)/g, '0')
  return COUNTS.reduce((out, [counted, words]) => out.replace(counted, words), timeless)
}
