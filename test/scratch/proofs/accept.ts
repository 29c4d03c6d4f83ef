import { answers, key, OTHER, type Proofs, rightAccept, wrongAccept } from '../kit/proof'

/** Sec-WebSocket-Accept. */
export const ACCEPT_PROOFS: Proofs = {
  'accept-constant': answers(key(OTHER), rightAccept),
  'accept-decoded-key': wrongAccept,
  'accept-lower-case-key': wrongAccept,
  'accept-trailing-lf': wrongAccept,
  'accept-hex': wrongAccept,
  'accept-unpadded': wrongAccept,
}
