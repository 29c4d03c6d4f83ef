import type { CaseResult, Results, StoredExchange, TargetResult } from '../harness/case/results'
import { fileNames } from './file-names'
import { decoded, endingWords, octetCount, streamText } from './octets'
import { clean, count, duration, withoutCommands } from './text'
import { eventsOf } from './times'
import { calledName } from './words'

/** Octets as lines behind `mark`; a line that ends without a line feed is as good as one that does. */
function marked(mark: '>' | '<', octets: Buffer): string[] {
  if (octets.length === 0) return []
  const lines = streamText(octets, mark === '>' ? 'sent' : 'received').split('\n')
  return lines.map((line) => `${mark} ${line}`)
}

/** When each write and read was, where there is more to tell than the first octets do. */
function times(exchange: StoredExchange): string[] {
  if (!exchange.events) return []
  return eventsOf(exchange).map(
    ({ direction, octets, atMs }) =>
      `-- ${duration(atMs).padEnd(8)} ${direction === 'sent' ? '>' : '<'} ${count(octets, 'octet')}`,
  )
}

function connection(exchange: StoredExchange, title: string): string[] {
  const [sent, received] = [decoded(exchange.sent), decoded(exchange.received)]
  const first = exchange.firstByteMs === null ? '' : `, the first after ${duration(exchange.firstByteMs)}`
  return [
    '',
    `== ${title}`,
    `-- sent ${octetCount(sent, exchange.sentBytes)}, the first at 0 ms`,
    ...marked('>', sent),
    `-- received ${octetCount(received, exchange.receivedBytes)}${first}`,
    ...marked('<', received),
    ...times(exchange),
    `-- ${endingWords({ ...exchange, firstByteMs: null })}`,
  ]
}

/** `connection 2 of 3`, with the stimuli that rest on it where there are several. */
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
  const told: [string, string][] = [
    ['case', `${id} ${level} ${title}`],
    ['target', `${calledName(target)} ${target.url}`],
    ['verdict', verdict],
    ['expected', expected],
    ['got', got],
    ['because', because],
    ['fixture', fixture === '' ? '' : `not the library: ${fixture}`],
    ['evidence', evidence.join(', ')],
    ['tool', `wsspec ${tool.version}${startedAt === null ? '' : `, ${startedAt}`}`],
  ]
  const head = told.filter(([, text]) => text !== '').map(([name, text]) => `${name.padEnd(9)} ${clean(text)}`)
  const wire = exchanges.flatMap((exchange, i) => connection(exchange, titleOf(result, i)))
  const nothing = exchanges.length === 0 ? ['', '== no connection of its own'] : []
  return withoutCommands(`${[...head, ...partLines(result), ...wire, ...nothing].join('\n')}\n`)
}

/**
 * A transcript for each case, by file name: what was sent (`>`) and received (`<`) on its connections with control octets
 * made visible, when the first octet of each came and how it ended, ms from the first octet sent. `6.02.txt`, and where
 * there are several targets `ws-8.23.0/6.02.txt`.
 */
export function trace(results: Results): Map<string, string> {
  const folders = fileNames(results.targets.map(calledName))
  const files = results.targets.flatMap((target, i) => {
    const folder = results.targets.length > 1 ? `${folders[i]}/` : ''
    const names = fileNames(target.cases.map(({ id }) => id))
    return target.cases.map((result, j) => [`${folder}${names[j]}.txt`, transcript(result, target, results)] as const)
  })
  return new Map(files)
}
