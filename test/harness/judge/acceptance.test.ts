import { expect } from 'chai'
import { acceptanceFaults, hasDeadLink, openedOtherProtocol, opensWebSocket } from '../../../harness/judge/acceptance'
import { expectedAccept } from '../../../harness/judge/answer'
import { H2C } from '../kit/judging'
import { PONG, plain, switching } from '../kit/messages'
import { good, observed } from '../kit/observations'
import { KEY, VARS } from '../kit/vars'

describe('an answer that accepts the handshake', () => {
  const faultsIn = (fields: Record<string, string | null>, more: string[] = []) =>
    acceptanceFaults(
      observed({ received: [switching(KEY, fields).replace('\r\n\r\n', `\r\n${more.join('')}\r\n`), PONG] }),
    )

  it('has the faults of its fields and of its link', () => {
    expect(faultsIn({})).to.deep.equal([])
    expect(faultsIn({ 'Sec-WebSocket-Accept': null })).to.deep.equal(['accept'])
    expect(faultsIn({ 'Sec-WebSocket-Accept': 's3ppLMBiTxaQ9kYGzzhZRbK+xOo=' })).to.deep.equal(['accept'])
    expect(faultsIn({}, ['Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n']), 'twice is 7.02').to.deep.equal([])
    expect(faultsIn({}, ['Sec-WebSocket-Accept: x\r\n'])).to.deep.equal(['accept'])
    expect(faultsIn({ Upgrade: 'WebSocket' })).to.deep.equal([])
    expect(faultsIn({ Upgrade: 'websocket, foo' })).to.deep.equal(['upgrade'])
    expect(faultsIn({ Upgrade: null })).to.deep.equal(['upgrade'])
    expect(faultsIn({ Connection: 'keep-alive, uPGRADE' })).to.deep.equal([])
    expect(faultsIn({ Connection: 'keep-alive' })).to.deep.equal(['connection'])
    expect(faultsIn({ Connection: null })).to.deep.equal(['connection'])
    expect(acceptanceFaults(observed({ received: switching(), alive: false }))).to.deep.equal(['dead'])
    expect(acceptanceFaults(observed({ received: plain(400) }))).to.deep.equal([])
  })

  it('is judged by the key as it was sent, without the whitespace around it', () => {
    const edit = { fields: { 'Sec-WebSocket-Key': { line: `Sec-WebSocket-Key: \t${KEY}\t ` } } }
    expect(acceptanceFaults(observed({ edit, received: [switching(), PONG] }))).to.deep.equal([])
  })

  it('needs no particular Accept where not exactly one key was sent', () => {
    for (const keys of [null, [KEY, VARS.otherKey]]) {
      const edit = { fields: { 'Sec-WebSocket-Key': keys } }
      const observation = observed({ edit, received: [switching('anything'), PONG] })
      expect(expectedAccept(observation)).to.equal(null)
      expect(acceptanceFaults(observation)).to.deep.equal([])
    }
  })

  it('may switch to another protocol only where that was offered', () => {
    const to = (upgrade: string, offered: string, accept: string | null = null) =>
      openedOtherProtocol(
        observed({
          edit: { fields: { Upgrade: offered } },
          received: switching(KEY, { Upgrade: upgrade, 'Sec-WebSocket-Accept': accept }),
        }),
      )
    expect(to('h2c', 'h2c, websocket')).to.equal(true)
    expect(to('H2C', 'h2c')).to.equal(true)
    expect(to('h2c', 'websocket')).to.equal(false)
    expect(to('websocket', 'h2c, websocket')).to.equal(false)
    expect(to('h2c, websocket', 'h2c, websocket')).to.equal(false)
    expect(openedOtherProtocol(observed({ edit: { fields: H2C }, received: plain(400) }))).to.equal(false)
  })

  it('has a dead link only where the link was checked', () => {
    expect(hasDeadLink(observed({ received: switching(), alive: null }))).to.equal(false)
  })

  it('opens a WebSocket, or something else', () => {
    expect(opensWebSocket(good())).to.equal(true)
    expect(opensWebSocket(observed({ received: plain(200) }))).to.equal(false)
    const h2c = observed({
      edit: { fields: { Upgrade: 'h2c' } },
      received: switching(KEY, { Upgrade: 'h2c' }),
      alive: null,
    })
    expect(opensWebSocket(h2c)).to.equal(false)
  })
})
