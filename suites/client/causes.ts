import type { Cause } from '../../harness/case/cause'

/**
 * The causes of findings about clients, the gravest harm first. Every client case has exactly one, which explains its
 * findings. Where the evidence decides otherwise, the finding itself names the cause: a program that dies, or a client that
 * waits.
 */
export const clientCauses: readonly Cause[] = [
  {
    id: 'client-crashes',
    title: 'An answer of the server ends the program',
    why: 'A server, or whoever is in between, takes down every client that connects.',
    remedy: 'Handle every error of the handshake as a failed connection, and bound what is read of a response.',
    impact: 'outage',
    cases: [],
  },
  {
    id: 'client-key-not-random',
    title: 'The key is not chosen at random for each connection',
    why: 'An answer that was recorded, or is cached, opens a WebSocket that no server has accepted.',
    remedy: 'Draw 16 bytes from a cryptographic source for every connection, and encode them in base64.',
    impact: 'bypass',
    cases: ['C0.15', 'C0.16', 'C0.17'],
  },
  {
    id: 'client-accept-not-checked',
    title: 'Sec-WebSocket-Accept is not compared with the value for the key',
    why: 'A server that does not speak WebSocket, or a cache, opens a connection whose frames then reach something else.',
    remedy:
      'Take all lines of the field, trim whitespace, and compare the text with the base64 of SHA-1 over key and GUID, case-sensitively.',
    impact: 'bypass',
    cases: [
      ...[
        'C5.01',
        'C5.02',
        'C5.03',
        'C5.04',
        'C5.05',
        'C5.07',
        'C5.08',
        'C5.09',
        'C5.10',
        'C5.11',
        'C5.12',
        'C5.13',
        'C5.14',
      ],
      ...['C5.15', 'C5.16', 'C5.17', 'C5.18', 'C5.19', 'C5.20', 'C5.21', 'C5.22', 'C5.23'],
    ],
  },
  {
    id: 'client-status-not-checked',
    title: 'A response with another status than 101 opens the WebSocket',
    why: 'Frames are sent to a server that answered with an error, a page or a redirect.',
    remedy: 'Open only after a final status of exactly 101. Handle every other status as HTTP says.',
    impact: 'bypass',
    cases: [
      'C2.01',
      'C2.02',
      'C2.08',
      'C2.09',
      'C2.10',
      'C2.11',
      'C2.12',
      'C2.13',
      'C2.14',
      'C2.25',
      'C2.26',
      'C2.28',
      'C2.29',
      'C2.38',
      'C2.39',
    ],
  },
  {
    id: 'client-upgrade-not-checked',
    title: 'Upgrade of the answer is not compared with websocket',
    why: 'A switch to another protocol is taken for a WebSocket.',
    remedy: 'Require the whole value of Upgrade to be websocket, compared in ASCII without case.',
    impact: 'bypass',
    cases: [
      'C2.35',
      'C3.01',
      'C3.02',
      'C3.03',
      'C3.04',
      'C3.05',
      'C3.06',
      'C3.07',
      'C3.08',
      'C3.10',
      'C3.11',
      'C3.12',
      'C3.13',
    ],
  },
  {
    id: 'client-connection-not-checked',
    title: 'Connection of the answer is not searched for the token Upgrade',
    why: 'A response that no server meant as a switch of protocols opens a WebSocket.',
    remedy: 'Split Connection at its commas, trim each option, and compare it in ASCII without case with upgrade.',
    impact: 'bypass',
    cases: ['C4.01', 'C4.02', 'C4.03', 'C4.04', 'C4.05', 'C4.07', 'C4.08', 'C4.09', 'C4.11'],
  },
  {
    id: 'client-refuses-right-answer',
    title: 'A right answer in another form is refused',
    why: 'The client cannot connect to servers and proxies that conform.',
    remedy:
      'Read fields as HTTP does: names and tokens without case, values without whitespace around, lists by their commas.',
    impact: 'interop',
    cases: ['C2.16', 'C3.09', 'C4.06', 'C4.10', 'C4.12', 'C5.06'],
  },
  {
    id: 'client-no-interim',
    title: 'Interim responses before the 101 are not read',
    why: 'The client cannot connect where a server or proxy sends 100 or 103 first.',
    remedy: 'Read on after every 1xx other than 101 until the final response.',
    impact: 'interop',
    cases: ['C2.22', 'C2.23', 'C2.24', 'C2.33', 'C2.34'],
  },
  {
    id: 'client-request-wrong',
    title: 'The request breaks RFC 6455 4.1, so that servers refuse it',
    why: 'Servers that check the handshake refuse the client.',
    remedy:
      'Send GET, HTTP/1.1, one Host with the port, Upgrade, Connection, one key and Sec-WebSocket-Version: 13, and nothing before the response.',
    impact: 'interop',
    cases: [
      ...[
        'C0.01',
        'C0.02',
        'C0.03',
        'C0.04',
        'C0.05',
        'C0.07',
        'C0.08',
        'C0.12',
        'C0.13',
        'C0.14',
        'C0.19',
        'C0.21',
        'C0.22',
        'C0.23',
      ],
      ...['C0.28', 'C0.29', 'C0.37', 'C0.46', 'C0.49'],
    ],
  },
  {
    id: 'client-invalid-status-line',
    title: 'A malformed status line is taken for a valid one',
    why: 'Bytes that are no HTTP response open a WebSocket.',
    remedy: 'Require HTTP/1. and a digit, a space, three digits and a space.',
    impact: 'lax',
    cases: ['C2.15', 'C2.17', 'C2.18', 'C2.19', 'C2.20', 'C2.21', 'C2.27', 'C2.30'],
  },
  {
    id: 'client-redirects',
    title: 'Redirects are followed or refused',
    why: 'RFC 6455 leaves it to the client.',
    remedy: 'A client that follows a redirect repeats the whole handshake with a new key.',
    impact: 'form',
    cases: ['C2.03', 'C2.04', 'C2.05', 'C2.06', 'C2.07'],
  },
  {
    id: 'client-waits',
    title: 'The client waits instead of failing the connection',
    why: 'Its user sees neither an error nor a connection.',
    remedy: 'Close the connection and report the failure as soon as a check of the answer fails.',
    impact: 'form',
    cases: [],
  },
  {
    id: 'client-sends-content',
    title: 'The handshake has content',
    why: 'Servers may reject a GET with content, or read it as frames.',
    remedy: 'Send neither Content-Length nor Transfer-Encoding in the handshake.',
    impact: 'form',
    cases: ['C0.30'],
  },
]

const byCase = new Map(clientCauses.flatMap((cause) => cause.cases.map((id) => [id, cause])))

/** The cause that explains the findings of a client case, unless one names another. */
export function causeOfClientCase(id: string): Cause | undefined {
  return byCase.get(id)
}
