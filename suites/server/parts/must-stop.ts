import type { Clause } from '../../../harness/case/clause'
import { rfc6455 } from '../../../harness/case/clause'

/** RFC 6455 4.2.1 for a handshake that does not match `item`: what the server has to do then. */
export function mustStop(item: string): Clause {
  return rfc6455(
    '4.2.1',
    item,
    "the server MUST stop processing the client's handshake and return an HTTP response with an appropriate error code",
  )
}

/** RFC 6455 4.2.1 for a field whose value breaks its grammar. */
export function grammarIsChecked(item: string): Clause {
  return rfc6455(
    '4.2.1',
    item,
    "including but not limited to any violations of the ABNF grammar specified for the components of the handshake, the server MUST stop processing the client's handshake",
  )
}
