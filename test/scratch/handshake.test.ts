import { expect } from 'chai'
import type { ServerFunctions } from '../../servers-under-test/scratch/functions'
import type { Decision } from '../../servers-under-test/scratch/handshake'
import { type Request, readHead } from '../../servers-under-test/scratch/http/request'
import { INTACT } from '../../servers-under-test/scratch/intact'
import { ACCEPT, base, type Edits, KEY } from './kit/client'

function decide(edits: Edits, line?: string, change: Partial<ServerFunctions> = {}): Decision {
  const server = { ...INTACT, ...change }
  return server.decide(readHead(Buffer.from(base(edits, line))) as Request, server)
}

const refusal = (decision: Decision) => (decision.kind === 'refuse' ? decision.refusal : undefined)

/** One fault for each guard of RFC 6455 4.2.1, in its order, and the status that it gets. */
const FAULTS: readonly (readonly [status: number, clause: string, edits: Edits, line?: string])[] = [
  [405, 'item 1', {}, 'POST /chat HTTP/1.1'],
  [400, 'item 1', {}, 'GET * HTTP/1.1'],
  [400, 'item 2', { Host: null }],
  [417, '10.1.1', { Expect: 'banana' }],
  [400, 'item 3', { Upgrade: 'a b' }],
  [400, 'item 4', { Connection: 'a b' }],
  [400, 'item 5', { 'Sec-WebSocket-Key': null }],
  [426, 'item 6', { 'Sec-WebSocket-Version': '14' }],
  [400, 'item 8', { 'Sec-WebSocket-Protocol': '' }],
  [400, 'item 9', { 'Sec-WebSocket-Extensions': ';' }],
]

describe('scratch: what a request gets', () => {
  for (const [index, [status, clause, , line]] of FAULTS.entries()) {
    it(`refuses for ${clause} with ${status} before it checks what follows`, () => {
      const later = Object.assign({}, ...FAULTS.slice(index).map(([, , edits]) => edits)) as Edits
      const found = refusal(decide(later, line))
      expect(found?.status).to.equal(status)
      expect(found?.clause).to.include(clause)
    })
  }

  it('answers with the page where a request asks for no upgrade, and to HEAD', () => {
    for (const [edits, line] of [
      [{ Upgrade: null, 'Sec-WebSocket-Key': null }],
      [{ Upgrade: 'h2c' }],
      [{ Connection: 'keep-alive' }],
      [{}, 'HEAD /chat HTTP/1.1'],
    ] as const)
      expect(decide(edits, line).kind).to.equal('page')
  })

  it('asks the site for the authority, the resource and the origin', () => {
    const asked: unknown[] = []
    const decision = decide({ Origin: 'http://a' }, 'GET ws://example.test/chat?x HTTP/1.1', {
      isServed: (authority) => asked.push(authority) > 0,
      resource: (_request, authority, path) => void asked.push([authority, path]),
      isAllowedOrigin: (lines, authority) => asked.push([lines[0]?.value, authority]) < 0,
    })
    expect(asked).to.deep.equal(['example.test', ['example.test', '/chat'], ['http://a', 'example.test']])
    expect(refusal(decision)?.status).to.equal(403)
  })

  it('opens a WebSocket with the subprotocol and the extension that it chooses', () => {
    const decision = decide({
      'Sec-WebSocket-Protocol': 'x, superchat, chat',
      'Sec-WebSocket-Extensions': 'x, permessage-deflate; server_max_window_bits=10',
    })
    if (decision.kind !== 'open') throw new Error(decision.kind)
    expect(decision.opening).to.include({ key: KEY, subprotocol: 'superchat' })
    expect(INTACT.switchingProtocols(decision.opening, INTACT)).to.deep.equal({
      status: 101,
      fields: [
        ['Upgrade', 'websocket'],
        ['Connection', 'Upgrade'],
        ['Sec-WebSocket-Accept', ACCEPT],
        ['Sec-WebSocket-Protocol', 'superchat'],
        ['Sec-WebSocket-Extensions', 'permessage-deflate; server_max_window_bits=10'],
      ],
    })
  })
})
