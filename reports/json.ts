import type { Results } from '../harness/case/results'
import { VERDICTS } from '../harness/case/verdicts'
import type { BriefResults } from './brief-results'

/** Every key of the results, in the order in which it is written; other keys follow by name. */
const KEYS: readonly string[] = [
  ...['schemaVersion', 'tool', 'catalogue', 'madeWith', 'command', 'startedAt', 'id', 'suite', 'title', 'level'],
  ...['name', 'version', 'language', 'url', 'server', 'capabilities', 'echo', 'subprotocols', 'permessageDeflate'],
  ...[
    'like',
    'agree',
    'of',
    'shared',
    'own',
    'core',
    'inFrontOf',
    'published',
    'controls',
    'kept',
    'diagnosis',
    'refusal',
    'leftOut',
    'stale',
    'summary',
  ],
  ...VERDICTS,
  ...[
    'source',
    'meaning',
    'verdict',
    'expected',
    'got',
    'because',
    'cause',
    'impact',
    'prevalence',
    'servers',
    'mended',
    'since',
    'scoredIn',
    'party',
    'durationMs',
    'stable',
    'known',
    'reason',
    'link',
    'until',
    'at',
  ],
  ...[
    'parts',
    'sent',
    'received',
    'content',
    'looksLike',
    'help',
    'suggestion',
    'flags',
    'sentBytes',
    'receivedBytes',
    'ended',
    'firstByteMs',
    'endedMs',
  ],
  ...['direction', 'octets', 'atMs', 'events'],
  ...['heading', 'from', 'to', 'old', 'new', 'changes'],
  ...['exchanges', 'targets', 'cases'],
]
const RANK: ReadonlyMap<string, number> = new Map(KEYS.map((key, i) => [key, i]))

function byContract(a: string, b: string): number {
  return (RANK.get(a) ?? KEYS.length) - (RANK.get(b) ?? KEYS.length) || (a < b ? -1 : 1)
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => byContract(a, b))
  return Object.fromEntries(entries.map(([key, each]) => [key, inOrder(each)]))
}

/** Characters that JSON.stringify leaves raw, but that a terminal, a script element or a CI service (`##[…]`) acts on. */
const RISKY = /[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|#(?=#[a-z]*\[)/gi

function escaped(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
}

function document(value: unknown, indent: number): string {
  return JSON.stringify(value, null, indent).replace(RISKY, escaped)
}

/** Any value as a JSON document: keys in their order, indented by two spaces, safe in a terminal, with a newline at the end. */
export function jsonDocument(value: unknown): string {
  return `${document(value, 2)}\n`
}

/**
 * The document that `--json` writes, with its keys in a fixed order, target by target: a string cannot hold the document of
 * hundreds of targets.
 */
export function* jsonPieces(results: Results): Generator<string> {
  const list = '\n  "targets": ['
  const frame = jsonDocument(inOrder({ ...results, targets: [] }))
  // No string of JSON has a raw line break, and keys of objects within are indented further.
  const at = frame.lastIndexOf(list) + list.length
  yield frame.slice(0, at)
  for (const [index, target] of results.targets.entries()) {
    const indented = document(inOrder(target), 2).replaceAll('\n', '\n    ')
    yield `${index === 0 ? '' : ','}\n    ${indented}`
  }
  if (results.targets.length > 0) yield '\n  '
  yield frame.slice(at)
}

/** The same document as one string, for a few targets. */
export function json(results: Results): string {
  return [...jsonPieces(results)].join('')
}

/** The same document in one line, to be packed. */
export function compactJson(results: Results): string {
  return document(inOrder(results), 0)
}

function lined(value: object, [list, ...deeper]: readonly string[]): string {
  const { [list ?? '']: members, ...rest } = value as Record<string, unknown>
  if (!Array.isArray(members) || members.length === 0) return document(value, 0)
  const lines = members.map((member) => lined(member, deeper))
  return `${document(rest, 0).slice(0, -1)},"${list}":[\n${lines.join(',\n')}\n]}`
}

/** The same document with a line for each target, case and exchange: small, and a change in it changes few lines. */
export function linedJson(results: Results | BriefResults): string {
  return `${lined(inOrder(results) as object, ['targets', 'cases', 'exchanges'])}\n`
}
