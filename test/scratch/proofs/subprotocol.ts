import { answers, has, lacks, opens, type Proofs, protocol, refuses } from '../kit/proof'

/** Sec-WebSocket-Protocol. */
export const SUBPROTOCOL_PROOFS: Proofs = {
  'subprotocol-unasked': answers({}, has('Protocol: chat')),
  'subprotocol-empty-answer': answers({}, has('Protocol: \r\n')),
  'subprotocol-fallback': answers(protocol('x-none'), has('Protocol: chat')),
  'subprotocol-never': answers(protocol('chat'), lacks('Protocol: chat')),
  'subprotocol-first-offer-only': answers(protocol('x-none, chat'), lacks('Protocol: chat')),
  'subprotocol-needs-space': answers(protocol('x-none,chat'), lacks('Protocol: chat')),
  'subprotocol-sp-only-ows': answers(protocol('x-none\t,\tchat'), lacks('Protocol: chat')),
  'subprotocol-first-line-only': answers(protocol(['x-none', 'chat']), lacks('Protocol: chat')),
  'subprotocol-first-of-later-lines': answers(protocol(['a, b', 'c, chat']), lacks('Protocol: chat')),
  'subprotocol-case-insensitive': answers(protocol('CHAT'), has('Protocol: chat')),
  'subprotocol-substring': answers(protocol('xsuperchat'), has('Protocol: superchat')),
  'subprotocol-both': answers(protocol('superchat, chat'), has('Protocol: superchat, chat')),
  'subprotocol-two-lines': answers(protocol('superchat, chat'), has('(?:Protocol: superchat\r\n[^]*){2}')),
  'subprotocol-empty-ignored': opens(protocol('')),
  'subprotocol-empty-member-refused': refuses(protocol('chat,,x-none')),
  'subprotocol-no-token-ignored': opens(protocol('a b')),
  'subprotocol-no-token-returned': answers(protocol('a/b'), has('Protocol: a/b')),
  'subprotocol-truncated': answers(protocol('a'.repeat(4096)), has('Protocol: a')),
  'subprotocol-decoded': answers(protocol('a%0d%0aX-Inject%3a%20y'), has('\r\nX-Inject: y')),
}
