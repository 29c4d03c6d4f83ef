import type { CaseResult, Results, StoredEvent, StoredExchange, TargetResult } from '../harness/case/results'
import { type Role, roleOfId } from '../harness/case/role'
import { PROGRAM_MARK } from './case-words'
import { displayName } from './target-words'
import { clean, withoutCommands } from './text/clean'
import { fileNames } from './text/file-names'
import { count, duration } from './text/phrases'
import { byteCount, DIRECTIONS, endingWords, streamText } from './wire/connection-text'
import { eventsOf } from './wire/event-times'
import { decoded } from './wire/stored-bytes'

/** Bytes as lines, each after `>` or `<`. The last line may end without a line feed. */
function marked(direction: StoredEvent['direction'], bytes: Buffer, role: Role): string[] {
  if (bytes.length === 0) return []
  const lines = streamText(bytes, direction, role).split('\n')
  return lines.map((line) => `${direction === 'sent' ? '>' : '<'} ${line}`)
}

/** The time of each write and read, where the first bytes do not already say it. */
function times(exchange: StoredExchange): string[] {
  if (!exchange.events) return []
  return eventsOf(exchange).map(
    ({ direction, octets, atMs }) =>
      `-- ${duration(atMs).padEnd(8)} ${direction === 'sent' ? '>' : '<'} ${count(octets, 'byte')}`,
  )
}

function stream(exchange: StoredExchange, direction: StoredEvent['direction'], role: Role): string[] {
  const bytes = decoded(exchange[direction])
  const { sentBytes, receivedBytes, firstByteMs } = exchange
  const ownFirst = role === 'server' ? ', the first at 0 ms' : ''
  const theirFirst = firstByteMs === null ? '' : `, the first after ${duration(firstByteMs)}`
  const about =
    direction === 'sent' ? byteCount(bytes, sentBytes) + ownFirst : byteCount(bytes, receivedBytes) + theirFirst
  return [`-- ${direction} ${about}`, ...marked(direction, bytes, role)]
}

function connection(exchange: StoredExchange, title: string, role: Role): string[] {
  return [
    '',
    `== ${title}`,
    ...DIRECTIONS[role].flatMap((direction) => stream(exchange, direction, role)),
    ...times(exchange),
    `-- ${endingWords({ ...exchange, firstByteMs: null }, role)}`,
  ]
}

/** `connection 2 of 3`, with the names of the parts that it decides. */
function titleOf(result: CaseResult, index: number): string {
  const names = (result.parts ?? []).filter(({ exchanges }) => exchanges.includes(index)).map(({ name }) => clean(name))
  const number = `connection ${index + 1} of ${result.exchanges.length}`
  return names.length === 0 ? number : `${number}: ${names.join(', ')}`
}

function partLines({ parts = [] }: CaseResult): string[] {
  return parts.map(({ name, verdict, got }) => clean(`part      ${name}: ${verdict}${got === '' ? '' : `, ${got}`}`))
}

function transcript(result: CaseResult, target: TargetResult, { tool, startedAt }: Results): string {
  const { id, level, title, verdict, expected, got, because, fixture = '', evidence = [], exchanges } = result
  const fields: [string, string][] = [
    ['case', `${id} ${level} ${title}`],
    ['target', `${displayName(target)} ${target.url}`],
    ['verdict', verdict],
    ['expected', expected],
    ['got', got],
    ['because', because],
    ['program', fixture === '' ? '' : `${PROGRAM_MARK}: ${fixture}`],
    ['evidence', evidence.join(', ')],
    ['tool', `wsspec ${tool.version}${startedAt === null ? '' : `, ${startedAt}`}`],
  ]
  const head = fields.filter(([, text]) => text !== '').map(([name, text]) => `${name.padEnd(9)} ${clean(text)}`)
  const wire = exchanges.flatMap((exchange, i) => connection(exchange, titleOf(result, i), roleOfId(id)))
  const nothing = exchanges.length === 0 ? ['', '== no connection of its own'] : []
  return withoutCommands(`${[...head, ...partLines(result), ...wire, ...nothing].join('\n')}\n`)
}

/**
 * A transcript for each case, by file name: what was sent (`>`) and received (`<`) on its connections with control
 * characters made visible, when the first byte of each came and how it ended, ms from the first byte sent. `6.02.txt`, and where
 * there are several targets `ws-8.23.0/6.02.txt`.
 */
export function trace(results: Results): Map<string, string> {
  const folders = fileNames(results.targets.map(displayName))
  const files = results.targets.flatMap((target, i) => {
    const folder = results.targets.length > 1 ? `${folders[i]}/` : ''
    const names = fileNames(target.cases.map(({ id }) => id))
    return target.cases.map((result, j) => [`${folder}${names[j]}.txt`, transcript(result, target, results)] as const)
  })
  return new Map(files)
}
