import { base, frame } from '../kit/client'
import { pong } from '../kit/frame-proof'
import { afterHead, not101, type Proofs } from '../kit/proof'

const KEY_LAST = (() => {
  const text = base()
  const line = /Sec-WebSocket-Key: [^\r]*\r\n/.exec(text)?.[0] ?? ''
  return `${text.replace(line, '').slice(0, -2)}${line}\r\n`
})()

/** What does not fit into one read. */
export const BUFFERS_PROOFS: Proofs = {
  'key-in-last-line-lost': { send: KEY_LAST, wrong: not101 },
  'one-frame-per-read': {
    send: base() + Buffer.concat([frame(0x9, 'one'), frame(0x9, 'two')]).toString('latin1'),
    wrong: (text) => pong('one')(text) && !pong('two')(text),
    until: pong('one'),
  },
  'refusal-without-end': {
    send: base({ Expect: 'banana' }),
    wrong: (text) => text.startsWith('HTTP/1.1 417') && !text.includes('\r\n\r\n'),
    until: (text) => afterHead(text) !== '' && text.includes('417'),
  },
}
