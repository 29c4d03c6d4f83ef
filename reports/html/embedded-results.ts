import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Results, TargetResult } from '../../harness/case/results'
import { compactJson } from '../json'
import { decoded } from '../wire/stored-bytes'

const OPENING = '<script type="text/plain" id="results">'
const CLOSING = '</script>'

/** The most bytes of results that are unpacked. */
const MOST_BYTES = 512 * 1024 * 1024

/**
 * The most characters of bytes, in base64, that results may have to be packed. Packed, a byte takes up to six characters,
 * and a string of Node has at most 2^29.
 */
const MOST_PACKED = 100_000_000

const STREAMS = ['sent', 'received'] as const

/** The bytes of a base64 string as Latin-1; a value that is not canonical base64 as it is, in an array. */
type Packed = string | [unknown]

function packedBytes(value: unknown): Packed {
  if (typeof value !== 'string') return [value]
  const bytes = decoded(value)
  return bytes.toString('base64') === value ? bytes.toString('latin1') : [value]
}

function unpackedBytes(packed: Packed | undefined): unknown {
  return typeof packed === 'string' ? Buffer.from(packed, 'latin1').toString('base64') : packed?.[0]
}

/**
 * Results as three lines of JSON: everything that was sent, everything that was received, and the rest with 0 in their
 * places. Similar bytes are together, and as they were on the wire: this deflates to four fifths of the size.
 */
function packed(results: Results): string {
  const streams = new Map<string, Packed[]>(STREAMS.map((name) => [name, []]))
  const packedText = (value: unknown) =>
    JSON.stringify(value, (key, each: unknown) => {
      const stream = streams.get(key)
      stream?.push(packedBytes(each))
      return stream ? 0 : each
    })
  const document = (targets: readonly TargetResult[]) =>
    JSON.parse(compactJson({ ...results, targets: [...targets] })) as Results
  // One target after the other: the whole document would be in memory twice more.
  const { targets: _, ...head } = document([])
  const texts = [packedText(head), ...results.targets.map((target) => packedText(document([target]).targets[0]))]
  const [ofHead = '', ...ofTargets] = texts
  const rest = `${ofHead.slice(0, -1)},"targets":[${ofTargets.join(',')}]}`
  return [...STREAMS.map((name) => JSON.stringify(streams.get(name))), rest].join('\n')
}

function unpacked(text: string): unknown {
  const lines = text.split('\n')
  const streams = new Map(STREAMS.map((name, i) => [name as string, (JSON.parse(lines[i] ?? '') as Packed[]).values()]))
  return JSON.parse(lines[STREAMS.length] ?? '', (key, value: unknown) => {
    const stream = streams.get(key)
    return stream ? unpackedBytes(stream.next().value) : value
  })
}

/**
 * A text that the script of a page reads, as an element of it: deflated (RFC 1951) and in base64. A browser neither runs
 * nor shows it.
 * @param id the id of the element
 */
export function packedElement(id: string, text: string): string {
  return `<script type="text/plain" id="${id}">${deflateRawSync(text, { level: 9 }).toString('base64')}${CLOSING}`
}

/** True where `resultsElement` can pack the results. */
export function canPack({ targets }: Results): boolean {
  let characters = 0
  for (const { exchanges } of targets.flatMap(({ cases }) => cases))
    for (const { sent, received } of exchanges) characters += sent.length + received.length
  return characters <= MOST_PACKED
}

/** The results as an element of an HTML page, packed, deflated (RFC 1951) and in base64. A browser neither runs nor shows it. */
export function resultsElement(results: Results): string {
  return `${OPENING}${deflateRawSync(packed(results), { level: 6 }).toString('base64')}${CLOSING}`
}

/**
 * The results that `resultsElement` put into a page, not validated; null where the page has no such element.
 * @throws {Error} where they cannot be unpacked.
 */
export function resultsIn(page: string): unknown {
  const start = page.lastIndexOf(OPENING)
  const end = page.indexOf(CLOSING, start)
  if (start < 0) return null
  if (end < 0) throw new Error('the page is cut off')
  const deflated = Buffer.from(page.slice(start + OPENING.length, end), 'base64')
  return unpacked(inflateRawSync(deflated, { maxOutputLength: MOST_BYTES }).toString('utf8'))
}
