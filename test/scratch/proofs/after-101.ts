import { base } from '../kit/client'
import type { Proof, Proofs } from '../kit/proof'

/** The server sends something after the 101, unasked. */
function speaks(part: string): Proof {
  const spoke = (text: string) => text.split('\r\n\r\n').slice(1).join('').includes(part)
  return { send: base(), wrong: spoke, until: spoke }
}

/** What comes directly after the 101. */
export const AFTER_101_PROOFS: Proofs = {
  'masked-greeting': speaks('\x81\x87'),
  'text-after-101': speaks('<html>'),
  'second-response-after-101': speaks('HTTP/1.1 200'),
}
