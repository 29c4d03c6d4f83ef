import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Results } from '../../harness/case/results'
import { compactJson } from '../json'
import { decoded } from '../wire/stored-bytes'

const OPENING = '<script type="text/plain" id="results">'
const CLOSING = '</script>'

/** Results of more octets than this are not unpacked. */
const MOST_OCTETS = 512 * 1024 * 1024

const STREAMS = ['sent', 'received'] as const

/** Base64 as the octets behind it (Latin-1); in an array, as it is, what is no canonical base64. */
type Packed = string | [unknown]

function packedOctets(value: unknown): Packed {
  if (typeof value !== 'string') return [value]
  const octets = decoded(value)
  return octets.toString('base64') === value ? octets.toString('latin1') : [value]
}

function unpackedOctets(packed: Packed | undefined): unknown {
  return typeof packed === 'string' ? Buffer.from(packed, 'latin1').toString('base64') : packed?.[0]
}

/**
 * Results as three lines of JSON: all that was sent, all that was received, and the rest with 0 in their places. What is
 * alike stands together and as it was on the wire, which deflates to four fifths.
 */
function packed(results: Results): string {
  const streams = new Map<string, Packed[]>(STREAMS.map((name) => [name, []]))
  const rest = JSON.stringify(JSON.parse(compactJson(results)), (key, value: unknown) => {
    const stream = streams.get(key)
    stream?.push(packedOctets(value))
    return stream ? 0 : value
  })
  return [...STREAMS.map((name) => JSON.stringify(streams.get(name))), rest].join('\n')
}

function unpacked(text: string): unknown {
  const lines = text.split('\n')
  const streams = new Map(STREAMS.map((name, i) => [name as string, (JSON.parse(lines[i] ?? '') as Packed[]).values()]))
  return JSON.parse(lines[STREAMS.length] ?? '', (key, value: unknown) => {
    const stream = streams.get(key)
    return stream ? unpackedOctets(stream.next().value) : value
  })
}

/** The results as an element of an HTML page that nothing runs or shows: packed, deflated (RFC 1951), in base64. */
export function resultsElement(results: Results): string {
  return `${OPENING}${deflateRawSync(packed(results), { level: 9 }).toString('base64')}${CLOSING}`
}

/**
 * What `resultsElement` put into a page, unchecked; null where the page holds no such element.
 * @throws {Error} where what stands there cannot be unpacked.
 */
export function resultsIn(page: string): unknown {
  const start = page.lastIndexOf(OPENING)
  const end = page.indexOf(CLOSING, start)
  if (start < 0) return null
  if (end < 0) throw new Error('the page is cut off')
  const deflated = Buffer.from(page.slice(start + OPENING.length, end), 'base64')
  return unpacked(inflateRawSync(deflated, { maxOutputLength: MOST_OCTETS }).toString('utf8'))
}
