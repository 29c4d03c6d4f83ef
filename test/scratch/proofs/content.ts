import { base, type Edits } from '../kit/client'
import { ping, pong } from '../kit/frame-proof'
import { has, is101, opens, type Proofs, refuses } from '../kit/proof'

const LAST_CHUNK = '0\r\n\r\n'
const withContent = (edits: Edits, content: string) => base(edits) + content
const closes = has('\x88')

/** Where the content of a request ends. */
export const CONTENT_PROOFS: Proofs = {
  'content-length-refused': refuses({ 'Content-Length': '0' }),
  'content-unread': {
    send: withContent({ 'Content-Length': '12' }, ping('inside')),
    wrong: pong('inside'),
    until: pong('inside'),
  },
  'content-length-lenient': { send: withContent({ 'Content-Length': '+5' }, 'hello'), wrong: is101 },
  'content-length-last': { send: withContent({ 'Content-Length': ['0', '5'] }, 'hello'), wrong: is101 },
  'content-length-wraps': opens({ 'Content-Length': '99999999999999999999' }),
  'chunks-unread': {
    send: withContent({ 'Transfer-Encoding': 'chunked' }, LAST_CHUNK),
    wrong: closes,
    until: closes,
  },
  'length-beside-chunks': {
    send: withContent({ 'Transfer-Encoding': 'chunked', 'Content-Length': '0' }, LAST_CHUNK),
    wrong: is101,
  },
  'coding-ignored': opens({ 'Transfer-Encoding': 'gzip' }),
  'coding-substring': { send: withContent({ 'Transfer-Encoding': 'xchunked' }, LAST_CHUNK), wrong: is101 },
  'coding-case-sensitive': {
    send: withContent({ 'Transfer-Encoding': 'Chunked' }, LAST_CHUNK),
    wrong: closes,
    until: closes,
  },
  'continue-unsent': opens({ Expect: '100-continue', 'Content-Length': '5' }),
  'te-refused': refuses({ Connection: 'Upgrade, TE', TE: 'trailers' }),
}
