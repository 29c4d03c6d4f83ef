import { constants, inflateRawSync } from 'node:zlib'
import { asciiLower } from './spellings'

/** A way to read a text: what it reads as, in lower case, and where each of its characters begins in the original. */
export interface View {
  text: string
  /** The place of each character in the original, and at the end that after the last. Without it: the same place. */
  starts?: readonly number[]
  /** The view of which `starts` are the places, where that is not the original itself. */
  under?: View
}

/** A stretch of the original: from `from` up to, not including, `to`. */
export interface Stretch {
  from: number
  to: number
}

/** Percent-encoding, and the escapes of JSON, JavaScript, C and HTML. */
const ESCAPE =
  /%([0-9a-f]{2})|\\x([0-9a-f]{2})|\\u([0-9a-f]{4})|&#x([0-9a-f]{1,6});|&#(\d{1,7});|&(amp|lt|gt|quot|apos);|\\(["'\\/])/gi

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function escaped(match: RegExpExecArray): string {
  const [, percent, x, u, hex, decimal, entity, char] = match
  if (entity !== undefined) return ENTITIES[entity.toLowerCase()] ?? ''
  if (char !== undefined) return char
  const digits = percent ?? x ?? u ?? hex
  const code = digits === undefined ? Number(decimal) : Number.parseInt(digits, 16)
  return code <= 0x10ffff ? String.fromCodePoint(code) : ' '
}

/** A view with its escapes decoded; null where it has none. */
function decodedView(under: View): View | null {
  const { text } = under
  let out = ''
  let done = 0
  const starts: number[] = []
  const copy = (to: number) => {
    out += text.slice(done, to)
    for (let at = done; at < to; at++) starts.push(at)
  }
  for (const match of text.matchAll(ESCAPE)) {
    copy(match.index)
    const char = escaped(match)
    out += char
    for (let i = 0; i < char.length; i++) starts.push(match.index)
    done = match.index + match[0].length
  }
  if (done === 0) return null
  copy(text.length)
  return { text: asciiLower(out), starts: [...starts, text.length], under }
}

/** What stretches of a text read as, one after the other. Other bytes, such as headers of frames, are between them. */
function joinedView(text: string, stretches: readonly Stretch[]): View {
  const starts = stretches.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, at) => from + at))
  const joined = stretches.map(({ from, to }) => text.slice(from, to)).join('')
  const last = stretches.at(-1)?.to ?? 0
  return { text: asciiLower(joined), starts: [...starts, last] }
}

/** A frame on a link: its payload as far as it came. */
interface Payload extends Stretch {
  opcode: number
  compressed: boolean
}

/** The payloads of the frames from `at` on, whatever is wrong with the frames (RFC 6455 5.2). */
function payloadsOf(bytes: Buffer, at: number): Payload[] {
  const payloads: Payload[] = []
  let start = at
  while (start + 2 <= bytes.length) {
    const [first = 0, second = 0] = [bytes[start], bytes[start + 1]]
    const short = second & 0x7f
    const head = start + 2 + (short === 126 ? 2 : short === 127 ? 8 : 0)
    if (head > bytes.length) break
    const length =
      short === 126 ? bytes.readUInt16BE(start + 2) : short === 127 ? Number(bytes.readBigUInt64BE(start + 2)) : short
    const from = Math.min(bytes.length, head + (second & 0x80 ? 4 : 0))
    const to = Math.min(bytes.length, from + length)
    payloads.push({ from, to, opcode: first & 15, compressed: (first & 0x40) !== 0 })
    start = to
  }
  return payloads
}

/** The data of the chunks from `at` on (RFC 9112 7.1). */
function chunksOf(text: string, at: number): Stretch[] {
  const chunks: Stretch[] = []
  const size = /([0-9a-f]{1,8})[^\r\n]*\r?\n/iy
  size.lastIndex = at
  for (let match = size.exec(text); match; match = size.exec(text)) {
    const from = size.lastIndex
    const to = Math.min(text.length, from + Number.parseInt(match[1] ?? '0', 16))
    if (to === from) break
    chunks.push({ from, to })
    size.lastIndex = text.startsWith('\r\n', to) ? to + 2 : to + 1
  }
  return chunks
}

/** How many header sections of one connection are followed by something. */
const MOST_HEADS = 8

/** Where the header sections of a connection end. */
function headEnds(text: string): number[] {
  const ends: number[] = []
  for (const match of text.matchAll(/\r?\n\r?\n/g)) {
    ends.push(match.index + match[0].length)
    if (ends.length === MOST_HEADS) break
  }
  return ends.filter((end) => end < text.length)
}

/** Maximum number of bytes of a message that are inflated. */
const MOST_INFLATED = 1 << 20

function inflated(bytes: Buffer, dictionary: Buffer): Buffer | null {
  try {
    const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: MOST_INFLATED }
    return inflateRawSync(bytes, dictionary.length > 0 ? { ...options, dictionary } : options)
  } catch {
    return null
  }
}

/** Compressed messages (RFC 7692), each with the stretches that its bytes take up. */
export interface CompressedMessage {
  text: string
  stretches: readonly Stretch[]
}

/** The compressed messages among payloads, inflated. Those that are broken are left out. */
function messagesOf(bytes: Buffer, payloads: readonly Payload[]): CompressedMessage[] {
  const messages: CompressedMessage[] = []
  let dictionary: Buffer = Buffer.alloc(0)
  const data = payloads.filter(({ opcode }) => opcode < 8)
  data.forEach((first, index) => {
    if (!first.compressed) return
    const next = data.findIndex(({ opcode }, at) => at > index && opcode !== 0)
    const stretches = data.slice(index, next < 0 ? data.length : next)
    const whole = Buffer.concat(stretches.map(({ from, to }) => bytes.subarray(from, to)))
    const text = inflated(Buffer.concat([whole, Buffer.from([0, 0, 0xff, 0xff])]), dictionary)
    if (text === null) return
    dictionary = Buffer.concat([dictionary, text]).subarray(-32_768)
    messages.push({ text: asciiLower(text.toString('latin1')), stretches })
  })
  return messages
}

/** How often escapes are decoded: a link to a page that passes on a link to another one escapes it twice. */
const MOST_DECODED = 3

/** A view, and what it reads as with its escapes decoded, once and more often. */
function withDecoded(view: View): View[] {
  const views = [view]
  while (views.length <= MOST_DECODED) {
    const unescaped = decodedView(views.at(-1) as View)
    if (unescaped === null) break
    views.push(unescaped)
  }
  return views
}

/** The ways to read words: as they are, and with their escapes decoded, also where they were escaped several times. */
export function viewsOfText(text: string): View[] {
  return withDecoded({ text: asciiLower(text) })
}

/** The ways to read the bytes of a connection, and what is compressed in them. */
export function viewsOfBytes(bytes: Buffer, text: string): { views: View[]; messages: CompressedMessage[] } {
  const joined: View[] = []
  const messages: CompressedMessage[] = []
  const chunked = /^transfer-encoding:[^\r\n]*chunked/im.test(text)
  const opens = /^HTTP\/\S+[ \t]+101/im.test(text)
  for (const end of chunked || opens ? headEnds(text) : []) {
    if (chunked) joined.push(joinedView(text, chunksOf(text, end)))
    if (!opens) continue
    const payloads = payloadsOf(bytes, end)
    joined.push(joinedView(text, payloads))
    const data = payloads.filter(({ opcode }) => opcode < 8)
    if (data.length < payloads.length) joined.push(joinedView(text, data))
    messages.push(...messagesOf(bytes, payloads))
  }
  return { views: [...viewsOfText(text), ...joined.flatMap(withDecoded)], messages }
}
