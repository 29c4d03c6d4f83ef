import { Connection } from './connection'
import type { ServerFunctions } from './functions'
import { answer, decide, switchingProtocols } from './handshake'
import {
  authorityOf,
  chooseSubprotocol,
  computeAccept,
  expectsContinue,
  fieldLines,
  isHost,
  isVersion,
  readConnection,
  readKey,
  readOffers,
  readUpgrade,
} from './handshake-fields'
import { refusalAnswer, writeFinal, writeHead } from './http/answer'
import { readFraming } from './http/content'
import { findHeadEnd } from './http/head-end'
import { afterAnswer, closesAfter } from './http/persistence'
import { splitLines } from './http/request'
import { skipEmptyLines, speaks } from './http/request-reader'
import { isTarget, pathOf } from './http/uri'
import { LIMITS } from './limits'
import { PAGE } from './page'
import { serve } from './serve'
import { MessageDeflate } from './websocket/deflate'
import { agreeDeflate } from './websocket/deflate-offer'
import { unmask, violation, writeFrame } from './websocket/frames'
import { closeReply, EchoLink, echo, pong } from './websocket/link'

/** The intact server, as the RFCs have it: each function, in the order in which a connection meets them. */
export const INTACT: ServerFunctions = {
  limits: LIMITS,
  now: () => Date.now(),
  // Replaced by the server that listens.
  stopListening: () => {},
  serve,
  connect: (server) => new Connection(server),

  skipEmptyLines,
  findHeadEnd,
  splitLines,
  speaks,
  readFraming,
  expectsContinue,

  answer,
  decide,
  fieldLines,
  isTarget,
  pathOf,
  isHost,
  authorityOf,
  isServed: () => true,
  resource: () => undefined,
  readUpgrade,
  readConnection,
  readKey,
  isVersion,
  chooseSubprotocol,
  readOffers,
  isAllowedOrigin: () => true,
  agreeDeflate,
  switchingProtocols,
  computeAccept,

  page: () => PAGE,
  refusalAnswer,
  writeHead,
  writeFinal,
  closesAfter,
  afterAnswer,

  openLink: (deflate, server) => new EchoLink(deflate, server),
  openDeflate: (agreement) => new MessageDeflate(agreement),
  violation,
  unmask,
  echo,
  pong,
  closeReply,
  writeFrame,
}
