import { base } from '../kit/client'
import { answers, connection, has, is101, lacks, type Proofs, status, version, withLine } from '../kit/proof'

/** Refusals. */
export const REFUSALS_PROOFS: Proofs = {
  '401-without-challenge': { send: withLine('GET /private HTTP/1.1'), wrong: lacks('WWW-Authenticate') },
  '401-for-bad-key': answers({ 'Sec-WebSocket-Key': null }, status(401)),
  'location-with-two-schemes': { send: withLine('GET /old HTTP/1.1'), wrong: has('https://wss://') },
  'content-type-twice': answers({ 'Sec-WebSocket-Key': null }, has('Content-Type[^]*Content-Type')),
  'credentials-unchecked': { send: base({ Authorization: 'Basic x' }, 'GET /private HTTP/1.1'), wrong: is101 },
  'error-page-reflects': answers({ 'X-Probe': '<script>', ...version('99') }, has('<script>')),
  'field-injection': { send: withLine('GET /%0d%0aX-Inj:%20y HTTP/1.1'), wrong: has('\r\nX-Inj: y') },
  'bad-connection-500': answers(connection('"Upgrade"'), status(500)),
  'bad-key-500': answers({ 'Sec-WebSocket-Key': null }, status(500)),
}
