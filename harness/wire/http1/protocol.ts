import type { Answer } from '../../case/http-message'
import type { HandshakeProtocol } from '../protocol'
import { FrameReader } from '../websocket/frame-reader'
import { AnswerReader } from './answer-reader'
import { readExtensions } from './extensions'
import { asciiLower, fieldValues } from './fields'
import { renderRequest } from './request'

/** The reserved bits that the extensions of an answer define: RSV1 for per-message compression (RFC 7692 6) and what came before it. */
function rsvDefinedBy(answer: Answer): number {
  const { elements } = readExtensions(fieldValues(answer.final?.head.fields ?? [], 'Sec-WebSocket-Extensions'))
  return elements.some(({ name }) => /^permessage-|deflate/.test(asciiLower(name))) ? 4 : 0
}

/** The frames follow the header section of the 101 on the same connection. */
function linkReader(answer: Answer): FrameReader | null {
  const head = answer.opened ? answer.final?.head : undefined
  return head ? new FrameReader(head.end, rsvDefinedBy(answer)) : null
}

/** The handshake of RFC 6455 4: an upgrade of HTTP/1.1, accepted with 101. */
export const http1: HandshakeProtocol = {
  name: 'HTTP/1.1',
  render: renderRequest,
  answerReader: (method, from) => new AnswerReader(method, from),
  linkReader,
}
