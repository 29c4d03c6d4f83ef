import type { ClientFunctions, Field } from './functions'
import type { ClientReplacement } from './overlay'

/** A client that conforms in another way than the scratch client does: no case may fail for it. */
export interface ClientVariant extends ClientReplacement {
  /** The verdicts that are neither pass nor observed nor skip, by the id of their case. */
  readonly finds?: Readonly<Record<string, 'contested' | 'warn'>>
}

/** A variant that sends other fields. */
function sending(name: string, says: string, change: (fields: readonly Field[]) => readonly Field[]): ClientVariant {
  return {
    name,
    says,
    replaces: (intact) => ({ requestFields: (opening, client) => change(intact.requestFields(opening, client)) }),
  }
}

/** A variant that replaces functions whatever the intact ones are. */
function being(
  name: string,
  says: string,
  replaced: Partial<ClientFunctions>,
  finds: ClientVariant['finds'] = {},
): ClientVariant {
  return { name, says, replaces: () => replaced, finds }
}

/** Every variant. */
export const CLIENT_VARIANTS: readonly ClientVariant[] = [
  sending('no-subprotocols', 'offers no subprotocol, whatever its caller asks for', (fields) =>
    fields.filter(([name]) => name !== 'Sec-WebSocket-Protocol'),
  ),
  sending('subprotocol-lines', 'offers each subprotocol on a line of its own', (fields) =>
    fields.flatMap(([name, value]): Field[] =>
      name === 'Sec-WebSocket-Protocol' ? value.split(', ').map((each) => [name, each]) : [[name, value]],
    ),
  ),
  sending('own-subprotocols', 'offers subprotocols of its own before and after those of its caller', (fields) => [
    ...fields.map(
      ([name, value]): Field => [name, name === 'Sec-WebSocket-Protocol' ? `own.v2, ${value}, own.v1` : value],
    ),
  ]),
  sending('names-in-lower-case', 'sends field names in lower case', (fields) =>
    fields.map(([name, value]): Field => [name.toLowerCase(), value]),
  ),
  sending('more-fields', 'lists keep-alive in Connection, and sends User-Agent and Origin', (fields) => [
    ...fields.map(([name, value]): Field => [name, name === 'Connection' ? 'keep-alive, Upgrade' : value]),
    ['User-Agent', 'scratch'],
    ['Origin', 'http://127.0.0.1:8080'],
  ]),
  sending('no-credentials', 'sends no credentials for the userinfo of a URL', (fields) =>
    fields.filter(([name]) => name !== 'Authorization'),
  ),
  being('no-extensions', 'offers no extension', { offers: () => [] }),
  being('no-redirects', 'follows no redirect', { redirected: () => undefined }),
  being('one-redirect', 'follows one redirect', { mostRedirects: () => 1 }),
  {
    name: 'retries',
    says: 'tries twice more after a response that does not open the WebSocket, and follows no redirect',
    replaces: () => ({
      redirected: (_, opening, client) => ({ ...opening, key: client.chooseKey() }),
      mostRedirects: () => 2,
    }),
    // RFC 6455 7.2.3: it should wait before it tries again.
    finds: { 'C0.39': 'warn' },
  },
  being('short-heads', 'reads header sections of at most 4 KiB', { mostHead: () => 4096 }),
  being('late-responses', 'gives up where no response comes within two seconds', { patienceMs: () => 2000 }),
  {
    name: 'no-http-refused-at-once',
    says: 'gives up at the first bytes that begin no response',
    replaces: (intact) => ({
      hopeless: (bytes) =>
        'HTTP/'.startsWith(bytes.toString('latin1', 0, 5)) ? intact.hopeless(bytes) : 'the response is no HTTP',
    }),
  },
  being('bare-lf-awaits-more', 'waits for a CRLF, whatever other line ends come', { hopeless: () => undefined }),
  being(
    'fin-awaits-more',
    'waits for a response until its own time is over, also after FIN',
    { failsUpon: (end) => end !== 'closed' },
    // RFC 6455 7.2.1 requires it to fail, and sets no time.
    { 'C8.14': 'warn', 'C8.15': 'warn', 'C8.16': 'warn', 'C8.24': 'warn' },
  ),
  being('server-closes-first', 'waits for the server to close the TCP connection after the Close frames', {
    closesFirst: () => false,
  }),
  {
    name: 'subprotocol-wanted',
    says: 'closes, as its application layer specifies, where it offered subprotocols and none is selected',
    replaces: (intact) => ({
      isSubprotocol: (lines, offered) =>
        intact.isSubprotocol(lines, offered) && (lines.length > 0 || offered.length === 0),
    }),
    finds: { 'C7.05': 'contested' },
  },
  being(
    'connection-is-one-value',
    'wants the value Upgrade for Connection, as RFC 6455 4.2.2 has it',
    { isConnection: (lines) => lines.join(',').toLowerCase() === 'upgrade' },
    { 'C1.06': 'contested' },
  ),
]
