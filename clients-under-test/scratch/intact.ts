import { isIP } from 'node:net'
import {
  accepts,
  agree,
  chooseExtension,
  compress,
  decompress,
  isParam,
  isRepeated,
  readExtensions,
} from './extensions'
import { answerPing, maskKey, OPCODE, RSV1, violation, writeFrame } from './frames'
import type { ClientFunctions } from './functions'
import { redirected } from './redirects'
import { chooseKey, hostOf, mayOffer, readUrl, requestFields, requestLine, targetOf, writeRequest } from './request'
import {
  endOfHead,
  hopeless,
  isAccept,
  isConnection,
  isInterim,
  isSubprotocol,
  isUpgrade,
  objection,
  opens,
  readHead,
  subprotocolOf,
} from './response'

/** The intact client, as the RFCs have it: each function, in the order in which a connection meets them. */
export const INTACT: ClientFunctions = {
  trusts: (problem) => problem === null,
  serverName: (host) => (isIP(host) === 0 ? host : ''),
  triesInClear: () => false,
  readUrl,
  mayOffer,
  chooseKey,
  targetOf,
  hostOf,
  requestLine,
  requestFields,
  writeRequest,
  afterRequest: () => Buffer.alloc(0),

  endOfHead,
  hopeless,
  failsUpon: () => true,
  patienceMs: () => Number.POSITIVE_INFINITY,
  mostHead: () => 64 * 1024,
  contentAfter: () => 0,
  readHead,
  isInterim,
  opens,
  isUpgrade,
  isConnection,
  isAccept,
  isSubprotocol,
  objection,
  redirected,
  mostRedirects: () => 5,
  subprotocolOf,
  answersClose: () => true,
  closesFirst: () => true,
  staysAfterFailure: () => false,

  maskKey,
  answerPing,
  writeFrame,
  violation,

  offers: () => ['permessage-deflate; client_max_window_bits'],
  readExtensions,
  chooseExtension,
  isRepeated,
  isParam,
  accepts,
  agree,
  rsv1: (opcode, { deflate }) => (deflate && (opcode === OPCODE.text || opcode === OPCODE.binary) ? RSV1 : 0),
  compress,
  decompress,
}
