import { createHash } from 'node:crypto'
import type { StoredExchange } from '../../harness/case/results'
import type { Role } from '../../harness/case/role'
import { decoded } from '../wire/stored-bytes'

/** The placeholder of each nonce in stable output, by the nonce on the wire; both have the same length. */
export type Nonces = Map<string, string>

/** Sec-WebSocket-Key lines with the lines folded into them: the text before the value, and the value. */
export const KEY_LINES = /^(sec-websocket-key[ \t]*:[ \t]*)([^\r\n]*(?:\r?\n[ \t]+[^\r\n]*)*)/gim
/** Sec-WebSocket-Accept lines: the text before the value, and the value. */
export const ACCEPT_LINES = /^(sec-websocket-accept[ \t]*:[ \t]*)([^\r\n]*)/gim

const ALPHABET = /[A-Za-z0-9+/_-]/g
const KEY_LETTERS = 'klmnopqr'
const ACCEPT_LETTERS = 'abcdefgh'
/** The letter for an Accept that belongs to no key of the connection. */
export const STRANGE = 'z'

/** Every character of the base64 alphabet becomes `letter`; the rest stays, because the shape of a broken key matters. */
export function masked(value: string, letter: string): string {
  return value.replace(ALPHABET, letter)
}

/** Sec-WebSocket-Accept as RFC 6455 4.2.2 step 5.4 makes it. */
function acceptOf(key: string): string {
  return createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`, 'latin1').digest('base64')
}

function valuesOf(bytes: Buffer, lines: RegExp): string[] {
  const found = [...bytes.toString('latin1').matchAll(lines)].map(([, , value = '']) => value.trim())
  return [...new Set(found)].filter((value) => value !== '')
}

/**
 * The placeholders for one connection: for the keys of its requests, for the right Accept of each, and for every other
 * Accept of its answers. A client sends the first and receives the others. The first key becomes k… and its Accept a…, the second l… and b…; another Accept becomes z….
 */
export function noncesOf({ sent, received }: StoredExchange, role: Role): Nonces {
  const nonces: Nonces = new Map()
  const [requests, answers] = role === 'server' ? [sent, received] : [received, sent]
  valuesOf(decoded(requests), KEY_LINES).forEach((key, i) => {
    nonces.set(key, masked(key, KEY_LETTERS[i % 8] ?? ''))
    const accept = acceptOf(key)
    nonces.set(accept, masked(accept, ACCEPT_LETTERS[i % 8] ?? ''))
  })
  for (const value of valuesOf(decoded(answers), ACCEPT_LINES))
    if (!nonces.has(value) && value.length >= 16) nonces.set(value, masked(value, STRANGE))
  return nonces
}
