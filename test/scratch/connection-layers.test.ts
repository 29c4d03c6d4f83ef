import { expect } from 'chai'
import { DEFECTS } from '../../servers-under-test/scratch/defects'
import type { Action, Endpoint } from '../../servers-under-test/scratch/endpoint'
import { INTACT } from '../../servers-under-test/scratch/intact'
import { named, overlay } from '../../servers-under-test/scratch/overlay'
import { base, frame } from './kit/client'

function connect(defect: string): Endpoint {
  const server = overlay(INTACT, [named(DEFECTS, defect, 'defect')])
  return server.connect(server)
}

const textOf = (actions: readonly Action[]) =>
  actions.map((action) => (action.do === 'send' ? action.bytes.toString('latin1') : action.do)).join('')

/** Lets the patience of a connection be over, at most `times` times; returns how often until it sent something, and what. */
function expire(one: Endpoint, times: number): { waitedMs: number; sent: string } {
  let waitedMs = 0
  for (let left = times; left > 0; left--) {
    waitedMs += one.patience?.ms ?? 0
    const sent = textOf(one.expire())
    if (sent !== '') return { waitedMs, sent }
  }
  return { waitedMs, sent: '' }
}

describe('scratch: a defect that speaks after a silence', () => {
  it('speaks once, after 100 ms of silence, and then waits as the intact server does', () => {
    const one = connect('text-after-101')
    one.feed(Buffer.from(base()))
    expect(expire(one, 10)).to.deep.equal({ waitedMs: 100, sent: '<html>welcome</html>\n' })
    expect(one.patience?.ms).to.equal(INTACT.limits.linkMs)
  })

  it('does not speak to a client that sends something', () => {
    const one = connect('text-after-101')
    one.feed(Buffer.from(base()))
    expire(one, 9)
    expect(textOf(one.feed(frame(0x9, 'x')))).to.equal('\x8a\x01x')
    expect(one.patience?.ms).to.equal(INTACT.limits.linkMs)
  })

  it('starts the clock again at each step', () => {
    const one = connect('text-after-101')
    one.feed(Buffer.from(base()))
    const turns = Array.from({ length: 11 }, () => {
      const turn = one.patience?.turn
      if (one.patience?.ms !== INTACT.limits.linkMs) one.expire()
      return turn
    })
    expect(new Set(turns).size).to.equal(11)
  })
})

describe('scratch: a defect that answers before the empty line', () => {
  it('answers after a pause, and drops the rest of the head when it comes', () => {
    const one = connect('answers-before-empty-line')
    one.feed(Buffer.from(base().slice(0, -1)))
    const { waitedMs, sent } = expire(one, 1)
    expect(waitedMs).to.equal(100)
    expect(sent).to.match(/^HTTP\/1\.1 101 /)
    expect(textOf(one.feed(Buffer.concat([Buffer.from('\n'), frame(0x9, 'x')])))).to.equal('\x8a\x01x')
  })

  it('waits on where the handshake would be refused', () => {
    const one = connect('answers-before-empty-line')
    one.feed(Buffer.from(base({ 'Sec-WebSocket-Version': '14' }).slice(0, -2)))
    expect(expire(one, 1)).to.deep.equal({ waitedMs: 100, sent: '' })
    expect(one.patience?.ms).to.equal(INTACT.limits.headMs)
    expect(textOf(one.feed(Buffer.from('\r\n')))).to.match(/^HTTP\/1\.1 426 /)
  })

  it('answers at FIN where it accepts that as the end', () => {
    const one = connect('applies-at-fin')
    one.feed(Buffer.from(base().slice(0, -2)))
    expect(textOf(one.finish())).to.match(/^HTTP\/1\.1 101 [\s\S]*end$/)
    const refused = connect('applies-at-fin')
    refused.feed(Buffer.from('GET / HTTP/1.1\r\n'))
    expect(textOf(refused.finish())).to.match(/^HTTP\/1\.1 400 /)
  })
})
