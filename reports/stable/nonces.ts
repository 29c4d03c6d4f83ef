import { createHash } from 'node:crypto'
import type { StoredExchange } from '../../harness/case/results'
import { decoded } from '../wire/stored-bytes'

/** What stands for a nonce in stable output, by the nonce as it stood on the wire; both are equally long. */
export type Nonces = Map<string, string>

/** Sec-WebSocket-Key lines with the lines folded into them: what stands before the value, and the value. */
export const KEY_LINES = /^(sec-websocket-key[ \t]*:[ \t]*)([^\r\n]*(?:\r?\n[ \t]+[^\r\n]*)*)/gim
/** Sec-WebSocket-Accept lines: what stands before the value, and the value. */
export const ACCEPT_LINES = /^(sec-websocket-accept[ \t]*:[ \t]*)([^\r\n]*)/gim

const ALPHABET = /[A-Za-z0-9+/_-]/g
const KEY_LETTERS = 'klmnopqr'
const ACCEPT_LETTERS = 'abcdefgh'
/** Stands for an Accept that answers no key of the connection. */
export const STRANGE = 'z'

/** Every character of the base64 alphabet becomes `letter`, the rest stays: the shape of a broken key is its point. */
export function masked(value: string, letter: string): string {
  return value.replace(ALPHABET, letter)
}

/** Sec-WebSocket-Accept as RFC 6455 4.2.2 step 5.4 makes it. */
function acceptOf(key: string): string {
  return createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`, 'latin1').digest('base64')
}

function valuesOf(octets: Buffer, lines: RegExp): string[] {
  const found = [...octets.toString('latin1').matchAll(lines)].map(([, , value = '']) => value.trim())
  return [...new Set(found)].filter((value) => value !== '')
}

/**
 * The keys sent on one connection, the Accepts that are due for them, and what came as an Accept instead. The first key
 * sent becomes k…, its Accept a…, the second l… and b…; an Accept that belongs to none of them becomes z….
 */
export function noncesOf(exchange: StoredExchange): Nonces {
  const nonces: Nonces = new Map()
  valuesOf(decoded(exchange.sent), KEY_LINES).forEach((key, i) => {
    nonces.set(key, masked(key, KEY_LETTERS[i % 8] ?? ''))
    const accept = acceptOf(key)
    nonces.set(accept, masked(accept, ACCEPT_LETTERS[i % 8] ?? ''))
  })
  for (const value of valuesOf(decoded(exchange.received), ACCEPT_LINES))
    if (!nonces.has(value) && value.length >= 16) nonces.set(value, masked(value, STRANGE))
  return nonces
}
