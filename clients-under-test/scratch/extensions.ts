import { constants, deflateRawSync, inflateRawSync } from 'node:zlib'
import type { ClientFunctions } from './functions'
import { trimmed } from './response'

/** An element of Sec-WebSocket-Extensions: its name, and its parameters; a value is `undefined` where there is none. */
export interface Element {
  readonly name: string
  readonly params: readonly (readonly [name: string, value: string | undefined])[]
}

/** What is agreed on for permessage-deflate, in the words of RFC 7692 7.1; `deflate` is false where it is not in use. */
export interface Agreement {
  readonly deflate: boolean
  readonly serverNoContextTakeover: boolean
  readonly clientNoContextTakeover: boolean
  readonly clientBits: number
}

/** A connection without an extension. */
export const PLAIN: Agreement = {
  deflate: false,
  serverNoContextTakeover: false,
  clientNoContextTakeover: false,
  clientBits: 15,
}

const TOKEN = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+"
const PARAM = `;[ \\t]*(${TOKEN})[ \\t]*(?:=[ \\t]*(?:(${TOKEN})|"((?:[^"\\\\]|\\\\.)*)")[ \\t]*)?`
const ELEMENT = new RegExp(`^(${TOKEN})[ \\t]*((?:${PARAM.replace(/\((?!\?)/g, '(?:')})*)$`)

/** The members of a list: commas in quotes do not separate. Empty members are left out. RFC 2616 2.1. */
function members(text: string): string[] {
  return (text.match(/(?:"(?:[^"\\]|\\.)*"|[^,"]|")+/g) ?? []).map(trimmed).filter((each) => each !== '')
}

/** The value of a parameter: a token, or a quoted one. RFC 6455 9.1. */
function paramValue(token: string | undefined, quoted: string | undefined): string | undefined {
  return token ?? quoted?.replace(/\\(.)/g, '$1')
}

/** Reads Sec-WebSocket-Extensions; `undefined` where it does not match the grammar. RFC 6455 9.1. */
export function readExtensions(lines: readonly string[]): readonly Element[] | undefined {
  const elements: Element[] = []
  for (const member of members(lines.join(','))) {
    const [, name, rest = ''] = ELEMENT.exec(member) ?? []
    if (name === undefined) return undefined
    const params = [...rest.matchAll(new RegExp(PARAM, 'g'))].map(
      ([, param = '', token, quoted]) => [param, paramValue(token, quoted)] as const,
    )
    if (params.some(([, value]) => value !== undefined && !new RegExp(`^${TOKEN}$`).test(value))) return undefined
    elements.push({ name, params })
  }
  return elements.length > 0 || lines.length === 0 ? elements : undefined
}

function isBits(value: string | undefined): boolean {
  return value !== undefined && /^([89]|1[0-5])$/.test(value)
}

/** Whether a parameter may be in an answer, with this value: 8 to 15 without a leading zero, or none. RFC 7692 7, 7.1. */
export function isParam(name: string, value: string | undefined): boolean {
  if (name === 'server_no_context_takeover' || name === 'client_no_context_takeover') return value === undefined
  return (name === 'server_max_window_bits' || name === 'client_max_window_bits') && isBits(value)
}

/** Whether a parameter is there more than once. RFC 7692 7. */
export function isRepeated({ params }: Element): boolean {
  return new Set(params.map(([name]) => name)).size < params.length
}

/** The one extension of an answer; `undefined` where there is none, a text where one was not offered, or there are two. */
export function chooseExtension(
  elements: readonly Element[],
  offers: readonly Element[],
): Element | undefined | string {
  if (elements.some(({ name }) => !offers.some((offer) => offer.name === name)))
    return 'an extension that was not offered'
  return elements.length > 1 ? 'two extensions use RSV1' : elements[0]
}

/** Whether the parameters of an answer accept this offer. RFC 7692 7.1. */
export function accepts({ params }: Element, offer: Element): boolean {
  const answer = new Map(params)
  const offered = new Map(offer.params)
  if (offered.has('server_no_context_takeover') && !answer.has('server_no_context_takeover')) return false
  if (answer.has('client_max_window_bits') && !offered.has('client_max_window_bits')) return false
  const most = offered.get('server_max_window_bits')
  const bits = answer.get('server_max_window_bits')
  return most === undefined || (bits !== undefined && Number(bits) <= Number(most))
}

function agreementOf({ params }: Element): Agreement {
  const answer = new Map(params)
  return {
    deflate: true,
    serverNoContextTakeover: answer.has('server_no_context_takeover'),
    clientNoContextTakeover: answer.has('client_no_context_takeover'),
    clientBits: Number(answer.get('client_max_window_bits') ?? 15),
  }
}

/** What the answer agrees on, or why the connection fails. RFC 6455 4.1 response item 5, 9.1; RFC 7692 5, 7. */
export function agree(lines: readonly string[], client: ClientFunctions): Agreement | string {
  const elements = client.readExtensions(lines)
  if (elements === undefined) return 'Sec-WebSocket-Extensions is malformed'
  const offers = readExtensions(client.offers()) ?? []
  const element = client.chooseExtension(elements, offers)
  if (element === undefined || typeof element === 'string') return element ?? PLAIN
  if (client.isRepeated(element)) return 'a parameter is repeated'
  const wrong = element.params.find(([name, value]) => !client.isParam(name, value))
  if (wrong) return `the parameter ${wrong[0]} is invalid`
  return offers.some((offer) => client.accepts(element, offer)) ? agreementOf(element) : 'it accepts no offer'
}

/** The bytes at the end of DEFLATE data that a compressed message leaves out. RFC 7692 7.2.1 step 3. */
const TAIL = Buffer.from([0x00, 0x00, 0xff, 0xff])
const WINDOW = 1 << 15
const MOST_OCTETS = 1 << 20

/** What the window holds after a message. */
export function windowAfter(before: Buffer, message: Buffer): Buffer {
  return Buffer.concat([before, message]).subarray(-WINDOW)
}

/** Compresses a message after what the window holds. RFC 7692 7.2.1. zlib's window of 9 bits refers back over 250 bytes at most, which fits into 8. */
export function compress(payload: Buffer, before: Buffer, { clientBits, clientNoContextTakeover }: Agreement): Buffer {
  const windowBits = Math.max(9, clientBits)
  const dictionary = clientNoContextTakeover ? Buffer.alloc(0) : before.subarray(-(2 ** windowBits))
  const options = { windowBits, finishFlush: constants.Z_SYNC_FLUSH, ...(dictionary.length > 0 ? { dictionary } : {}) }
  return deflateRawSync(payload, options).subarray(0, -TAIL.length)
}

/** Decompresses a message after what the window holds; `undefined` where its data is invalid or too long. RFC 7692 7.2.2. */
export function decompress(payload: Buffer, before: Buffer): Buffer | undefined {
  try {
    const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: MOST_OCTETS }
    const dictionary = before.length > 0 ? { dictionary: before } : {}
    return inflateRawSync(Buffer.concat([payload, TAIL]), { ...options, ...dictionary })
  } catch {
    return undefined
  }
}
