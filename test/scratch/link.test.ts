import { expect } from 'chai'
import { INTACT } from '../../servers-under-test/scratch/intact'
import { EchoLink, type LinkStep } from '../../servers-under-test/scratch/websocket/link'
import { MessageAssembler } from '../../servers-under-test/scratch/websocket/message'
import { frame } from './kit/client'

const link = () => new EchoLink(undefined, INTACT)
const sent = (step: LinkStep) => Buffer.concat(step.send).toString('latin1')

describe('scratch: an open WebSocket', () => {
  it('echoes messages, joins fragments, and answers Pings between them', () => {
    const step = link().feed(Buffer.concat([frame(1, 'one ', 0x00), frame(9, 'p'), frame(0, 'two'), frame(2, 'b')]))
    expect(sent(step)).to.equal('\x8a\x01p\x81\x07one two\x82\x01b')
    expect(step.over).to.equal(false)
  })

  it('answers Close with its code and reads nothing after it', () => {
    const one = link()
    const step = one.feed(Buffer.concat([frame(8, Buffer.from([0x03, 0xe8, 0x78])), frame(9, 'late')]))
    expect([sent(step), step.over, step.failure]).to.deep.equal(['\x88\x02\x03\xe8', true, undefined])
    expect(sent(one.feed(frame(9, 'later')))).to.equal('')
  })

  it('names the violation that it fails for', () => {
    const step = link().feed(Buffer.from([0x81, 0x01, 0x78]))
    expect(step.failure).to.deep.equal({ code: 1002, reason: 'frame is not masked' })
    expect([sent(step), step.over]).to.deep.equal(['\x88\x15\x03\xeaframe is not masked', true])
  })

  it('leaves once', () => {
    const one = link()
    expect(sent(one.leave({ code: 1001, reason: '' }))).to.equal('\x88\x02\x03\xe9')
    expect(sent(one.leave({ code: 1001, reason: '' }))).to.equal('')
  })

  it('sends what the functions of the server give it', () => {
    const quiet = new EchoLink(undefined, {
      ...INTACT,
      pong: () => Buffer.alloc(0),
      closeReply: () => Buffer.from('bye'),
    })
    expect(sent(quiet.feed(Buffer.concat([frame(9, 'x'), frame(8)])))).to.equal('bye')
  })
})

describe('scratch: messages', () => {
  const data = (opcode: number, text: string, fin = true, rsv1 = false) => ({
    fin,
    rsv1,
    opcode,
    payload: Buffer.from(text),
  })

  it('are complete after their last fragment, and of the kind of their first', () => {
    const messages = new MessageAssembler(10)
    expect(messages.add(data(1, 'ab', false, true))).to.equal(undefined)
    expect(messages.add(data(0, 'c'))).to.deep.equal({ opcode: 1, compressed: true, payload: Buffer.from('abc') })
    expect(messages.add(data(2, 'd'))).to.deep.equal({ opcode: 2, compressed: false, payload: Buffer.from('d') })
  })

  it('fail where fragments are out of order, and where they are too large', () => {
    expect(new MessageAssembler(10).add(data(0, 'a'))).to.include({ code: 1002 })
    const messages = new MessageAssembler(3)
    messages.add(data(1, 'ab', false))
    expect(messages.add(data(1, 'c'))).to.include({ code: 1002 })
    expect(messages.add(data(0, 'cd'))).to.include({ code: 1009 })
  })
})
