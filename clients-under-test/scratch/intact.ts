import { answerPing, maskKey, violation, writeFrame } from './frames'
import type { ClientFunctions } from './functions'
import { chooseKey, hostOf, requestFields, requestLine, targetOf, writeRequest } from './request'
import {
  endOfHead,
  isAccept,
  isConnection,
  isExtension,
  isInterim,
  isSubprotocol,
  isUpgrade,
  objection,
  opens,
  readHead,
} from './response'

/** The intact client, as the RFCs have it: each function, in the order in which a connection meets them. */
export const INTACT: ClientFunctions = {
  trusts: (problem) => problem === null,
  triesInClear: () => false,
  next: () => undefined,
  chooseKey,
  targetOf,
  hostOf,
  requestLine,
  requestFields,
  writeRequest,
  afterRequest: () => Buffer.alloc(0),

  endOfHead,
  mostHead: () => 64 * 1024,
  contentAfter: () => 0,
  readHead,
  isInterim,
  opens,
  isUpgrade,
  isConnection,
  isAccept,
  isExtension,
  isSubprotocol,
  objection,
  staysAfterFailure: () => false,

  maskKey,
  answerPing,
  writeFrame,
  violation,
}
