import { createHash } from 'node:crypto'
import type { Check } from '../../../../harness/case/check'
import type { Observation } from '../../../../harness/case/observation'
import { answered, expectedAccept, sentKey } from '../../../../harness/judge/answer'
import { fromHead } from '../../../../harness/judge/checks'
import { shown } from '../../../../harness/judge/shown-text'
import { asciiLower } from '../../../../harness/wire/http1/fields'
import { acceptFor, GUID } from '../../../../harness/wire/websocket/accept'
import { reasonOf } from '../../parts/reason'
import { acceptFromKey, twentyBytes } from './clauses'

function hashed(algorithm: string, ...parts: (string | Buffer)[]): Buffer {
  const hash = createHash(algorithm)
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** Wrong values that servers send, each with its cause in words. */
function mistakes(key: string): [string, string][] {
  const right = hashed('sha1', key, GUID)
  const base64 = (...parts: (string | Buffer)[]) => hashed('sha1', ...parts).toString('base64')
  return [
    ['the hash of the decoded key', base64(Buffer.from(key, 'base64'), GUID)],
    ['the hash with the GUID in lower case', base64(key, asciiLower(GUID))],
    ['the hash in hexadecimal', right.toString('hex')],
    ['the hash in hexadecimal', right.toString('hex').toUpperCase()],
    ['the base64 of the hexadecimal hash', Buffer.from(right.toString('hex')).toString('base64')],
    ['the right value without its padding', right.toString('base64').replace('=', '')],
    ['the right value in the base64url alphabet', `${right.toString('base64url')}=`],
    ['the right value in the base64url alphabet, unpadded', right.toString('base64url')],
    ['the hash of the key with a trailing LF', base64(key, '\n', GUID)],
    ['the hash of the key with a trailing CRLF', base64(key, '\r\n', GUID)],
    ['the hash of key and GUID with a trailing LF', base64(key, GUID, '\n')],
    ['the hash of the key alone', base64(key)],
    ['the hash of GUID and key in the wrong order', base64(GUID, key)],
    ['a SHA-256 hash', hashed('sha256', key, GUID).toString('base64')],
    ['an MD5 hash', hashed('md5', key, GUID).toString('base64')],
    ['key and GUID without a hash', Buffer.from(key + GUID).toString('base64')],
    ['the key itself', key],
    ['the example of RFC 6455 1.3, which is for another key', acceptFor('dGhlIHNhbXBsZSBub25jZQ==')],
  ]
}

/** The cause of a wrong value, in words. */
function diagnose(value: string, key: string, control: Observation): string {
  const mistake = mistakes(key).find(([, wrong]) => wrong === value)
  if (mistake) return mistake[0]
  const constant = sentKey(control) !== key && answered(control, 'Sec-WebSocket-Accept').includes(value)
  return constant ? 'a constant, which the control received too' : 'a value unrelated to the key'
}

/** 7.01: each Sec-WebSocket-Accept has the right value (RFC 6455 4.2.2 step 5.4). 7.02 judges the number of lines. */
export const acceptValue: Check = fromHead((observation, { control }) => {
  const [key, expected] = [sentKey(observation), expectedAccept(observation)]
  if (!observation.opened || key === null || expected === null) return null
  const values = answered(observation, 'Sec-WebSocket-Accept')
  const wrong = values.find((value) => value !== expected)
  if (values.length > 0 && wrong === undefined) return null
  const found = wrong === undefined ? 'here it is missing' : `here it is ${diagnose(wrong, key, control)}`
  return {
    verdict: 'fail',
    because: reasonOf(acceptFromKey, `it is the base64 of the SHA-1 of the key as sent and the GUID; ${found}`),
  }
})

/** 20 bytes are 27 characters of base64, of which the last has two pad bits, and one "=" (RFC 4648 4, 3.5). */
const ACCEPT_FORM = /^[A-Za-z0-9+/]{26}[AEIMQUYcgkosw048]=$/

/** 7.03: the form alone. A wrong value of the right form is scored once, in 7.01. */
export const acceptForm: Check = (observation) => {
  const broken = answered(observation, 'Sec-WebSocket-Accept').find((value) => !ACCEPT_FORM.test(value))
  if (broken === undefined) return null
  return {
    verdict: 'fail',
    got: `Sec-WebSocket-Accept: ${shown(broken)}`,
    because: reasonOf(twentyBytes, '7.01 scores a wrong value of the right form'),
  }
}
