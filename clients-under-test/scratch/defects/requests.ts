import type { Requirement } from '../../../suites/requirements'
import { C } from '../../../suites/requirements/client'
import type { ClientFunctions, Field } from '../functions'
import type { ClientDefect } from '../overlay'

type Fields = readonly Field[]

/** A defect that sends other fields. */
function sending(
  name: string,
  says: string,
  breaks: readonly Requirement[],
  change: (fields: Fields) => Fields,
): ClientDefect {
  return {
    name,
    says,
    breaks,
    replaces: (intact) => ({ requestFields: (opening, client) => change(intact.requestFields(opening, client)) }),
  }
}

function without(...names: readonly string[]) {
  return (fields: Fields) => fields.filter(([name]) => !names.includes(name))
}

function twice(name: string) {
  return (fields: Fields) => fields.flatMap((field) => (field[0] === name ? [field, field] : [field]))
}

function valued(name: string, value: string) {
  return (fields: Fields) => fields.map((field): Field => (field[0] === name ? [name, value] : field))
}

function adding(name: string, value: string) {
  return (fields: Fields): Fields => [...fields, [name, value]]
}

/** A defect that sends another text as its request. */
function writing(
  name: string,
  says: string,
  change: (text: string) => string,
  breaks = [C.requestIsValidHttp],
): ClientDefect {
  return {
    name,
    says,
    breaks,
    replaces: (intact) => ({ writeRequest: (opening, client) => change(intact.writeRequest(opening, client)) }),
  }
}

/** A defect that chooses another key. */
function choosing(
  name: string,
  says: string,
  chooseKey: () => string,
  breaks: readonly Requirement[] = [C.keyIsFresh],
): ClientDefect {
  return { name, says, breaks, replaces: () => ({ chooseKey }) }
}

/** A defect that writes another target, or sends another Host. */
function naming(
  name: string,
  says: string,
  replaced: (intact: ClientFunctions) => Partial<ClientFunctions>,
  breaks: readonly Requirement[],
): ClientDefect {
  return { name, says, breaks, replaces: replaced }
}

/** The defects in the request. */
export const REQUEST_DEFECTS: readonly ClientDefect[] = [
  naming(
    'method-post',
    'sends POST',
    (intact) => ({ requestLine: (url, client) => intact.requestLine(url, client).replace('GET', 'POST') }),
    [C.requestIsGet],
  ),
  naming(
    'version-10',
    'sends HTTP/1.0',
    (intact) => ({ requestLine: (url, client) => intact.requestLine(url, client).replace('HTTP/1.1', 'HTTP/1.0') }),
    [C.requestVersionIs11],
  ),
  naming('query-dropped', 'leaves the query out of the target', () => ({ targetOf: (url) => url.pathname }), [
    C.targetIsResourceName,
  ]),
  naming(
    'path-missing',
    'sends a target without a path where the URL has none',
    () => ({ targetOf: ({ pathname, search }) => (pathname === '/' && search ? search : pathname + search) }),
    [C.targetIsResourceName],
  ),
  naming(
    'fragment-sent',
    'sends the fragment',
    () => ({ targetOf: ({ pathname, search, hash }) => pathname + search + hash }),
    [C.targetIsResourceName],
  ),
  naming(
    'encoded-twice',
    'encodes the percent sign of the path again',
    (intact) => ({ targetOf: (url) => intact.targetOf(url).replace('%20', '%2520') }),
    [C.targetIsResourceName],
  ),
  naming('port-missing', 'leaves the port out of Host', () => ({ hostOf: ({ hostname }) => hostname }), [
    C.hostNamesAuthority,
  ]),
  naming(
    'userinfo-in-host',
    'sends userinfo in Host',
    () => ({ hostOf: ({ username, password, host }) => (username ? `${username}:${password}@${host}` : host) }),
    [C.hostNamesAuthority],
  ),
  sending('host-twice', 'sends Host twice', [C.hostOnce], twice('Host')),
  sending('host-missing', 'sends no Host', [C.hostOnce], without('Host')),
  sending('upgrade-missing', 'sends no Upgrade', [C.upgradeOffersWebsocket], without('Upgrade')),
  sending('upgrade-with-version', 'offers websocket13', [C.upgradeOffersWebsocket], valued('Upgrade', 'websocket13')),
  sending(
    'connection-keep-alive',
    'sends Connection: keep-alive',
    [C.connectionListsUpgrade],
    valued('Connection', 'keep-alive'),
  ),
  sending('key-twice', 'sends the key twice', [C.keyOnce], twice('Sec-WebSocket-Key')),
  choosing(
    'key-of-8-bytes',
    'chooses a key of 8 bytes',
    () => Buffer.from(`${Math.random()}xxxxxxxx`).subarray(2, 10).toString('base64'),
    [C.keyIs16RandomBytes],
  ),
  choosing('key-constant', 'chooses the same key each time', () => 'dGhlIHNhbXBsZSBub25jZQ=='),
  choosing('key-of-clock', 'chooses the clock and a counter as its key', () =>
    Buffer.from(`13-${process.hrtime.bigint()}0000000000000`.slice(0, 16)).toString('base64'),
  ),
  sending('version-8', 'sends Sec-WebSocket-Version: 8', [C.versionIs13], valued('Sec-WebSocket-Version', '8')),
  sending('version-twice', 'sends Sec-WebSocket-Version twice', [C.versionIs13], twice('Sec-WebSocket-Version')),
  sending(
    'origin-with-slash',
    'sends an Origin with a slash at its end',
    [C.originIsSerialised],
    adding('Origin', 'http://127.0.0.1/'),
  ),
  sending('protocol-empty', 'sends an empty Sec-WebSocket-Protocol', [C.protocolsAreTokens], (fields) =>
    fields.some(([name]) => name === 'Sec-WebSocket-Protocol') ? fields : [...fields, ['Sec-WebSocket-Protocol', '']],
  ),
  sending('protocols-sorted', 'offers the last subprotocol first', [C.protocolsAreTokens], (fields) =>
    fields.map(
      ([name, value]): Field =>
        name === 'Sec-WebSocket-Protocol' ? [name, value.split(', ').reverse().join(', ')] : [name, value],
    ),
  ),
  sending('content-length', 'sends Content-Length: 2', [C.requestHasNoContent], adding('Content-Length', '2')),
  sending('expect-continue', 'expects 100-continue', [C.noExpectContinue], adding('Expect', '100-continue')),
  writing('bare-lf', 'ends a line in a bare LF', (text) => text.replace('\r\n', '\n')),
  writing('space-before-colon', 'writes a space before a colon', (text) =>
    text.replace('Upgrade: websocket', 'Upgrade : websocket'),
  ),
  writing('empty-line-first', 'sends an empty line before its request', (text) => `\r\n${text}`),
  {
    name: 'frame-before-response',
    says: 'sends a message right after its request',
    breaks: [C.waitsForResponse],
    replaces: (intact) => ({ afterRequest: () => intact.writeFrame(1, Buffer.from('early'), intact) }),
  },
  {
    name: 'close-unmasked',
    says: 'sends its Close frame without a mask',
    breaks: [C.framesAreMasked],
    replaces: (intact) => ({
      writeFrame: (opcode, payload, client) =>
        opcode === 8
          ? Buffer.concat([Buffer.from([0x88, payload.length]), payload])
          : intact.writeFrame(opcode, payload, client),
    }),
  },
]
