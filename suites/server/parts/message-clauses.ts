import { rfc9110, rfc9112 } from '../../../harness/case/clause'

// How a message is received, whatever is in it.

/** Pieces and reads mean nothing. */
export const orderedBytes = rfc9112('2.2', '', 'A recipient MUST parse an HTTP message as a sequence of octets')

/** A request is applied when its header section is complete. */
export const wholeHeaderSection = rfc9110(
  '5.3',
  'last paragraph',
  'A server MUST NOT apply a request to the target resource until it receives the entire request header section',
)
