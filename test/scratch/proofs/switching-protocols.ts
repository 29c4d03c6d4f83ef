import { answers, has, lacks, type Proofs } from '../kit/proof'

/** The 101. */
export const SWITCHING_PROTOCOLS_PROOFS: Proofs = {
  'accept-twice': answers({}, has(/Accept: .*\r\nSec-WebSocket-Accept: /i)),
  'upgrade-missing-in-101': answers({}, lacks('\r\nUpgrade:')),
  'connection-missing-in-101': answers({}, lacks('\r\nConnection:')),
  'connection-keep-alive-in-101': answers({}, has('Connection: keep-alive')),
  'close-in-101': answers({}, has('Connection: Upgrade, close')),
  'status-line-without-space': answers({}, has('^HTTP/1.1 101\r\n')),
  'content-length-in-101': answers({}, has('Content-Length: 5')),
  'content-length-0-in-101': answers({}, has('Content-Length: 0')),
  'transfer-encoding-in-101': answers({}, has('Transfer-Encoding: chunked')),
  'obs-fold-in-101': answers({}, has('\r\n ')),
  'bare-lf-in-101': answers({}, has('[^\r]\n')),
  'bare-cr-in-101': answers({}, has('\r[^\n]')),
  'nul-in-101': answers({}, has('\0')),
  'space-before-colon-in-101': answers({}, has(' :')),
  'no-token-in-101': answers({}, has(/\(Served\)/)),
}
