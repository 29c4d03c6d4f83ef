import { EventEmitter } from 'node:events'
import type { Socket } from 'node:net'
import { expect } from 'chai'
import {
  type Action,
  type Endpoint,
  EndpointLayer,
  type Patience,
  type State,
} from '../../servers-under-test/scratch/endpoint'
import { INTACT } from '../../servers-under-test/scratch/intact'
import { serve } from '../../servers-under-test/scratch/serve'

/** A connection that does what a test says. */
class Scripted implements Endpoint {
  readonly state: State = 'head'
  readonly unread = Buffer.alloc(0)
  patience: Patience | undefined
  expired = 0
  readonly #answer: readonly Action[]

  constructor(answer: readonly Action[], patience?: Patience) {
    this.#answer = answer
    this.patience = patience
  }

  feed(): Action[] {
    return [...this.#answer]
  }

  finish(): Action[] {
    return [{ do: 'end' }]
  }

  expire(): Action[] {
    this.expired++
    this.patience = undefined
    return []
  }
}

/** A socket without a network: what is done with it, in order. */
class FakeSocket extends EventEmitter {
  readonly log: string[] = []
  destroyed = false

  write(bytes: Buffer): boolean {
    this.log.push(`write ${bytes}`)
    return bytes.length < 10
  }

  end(): void {
    this.log.push('end')
  }

  destroy(): void {
    this.destroyed = true
    this.log.push('destroy')
    this.emit('close')
  }

  pause(): void {
    this.log.push('pause')
  }

  resume(): void {
    this.log.push('resume')
  }
}

const send = (text: string): Action => ({ do: 'send', bytes: Buffer.from(text) })
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

function serving(connection: Endpoint, limits: Partial<typeof INTACT.limits> = {}): FakeSocket {
  const socket = new FakeSocket()
  const server = { ...INTACT, limits: { ...INTACT.limits, ...limits }, connect: () => connection }
  serve(socket as unknown as Socket, server)
  return socket
}

describe('scratch: a socket', () => {
  it('is written to in order, and later where the connection holds back', async () => {
    const socket = serving(new Scripted([send('a'), { do: 'hold', ms: 10 }, send('b'), { do: 'end' }]))
    socket.emit('data', Buffer.from('x'))
    expect(socket.log).to.deep.equal(['write a'])
    await wait(40)
    expect(socket.log).to.deep.equal(['write a', 'write b', 'resume', 'end'])
    socket.destroy()
  })

  it('is not read while its peer does not read', () => {
    const socket = serving(new Scripted([send('a long text')]))
    socket.emit('data', Buffer.from('x'))
    socket.emit('drain')
    expect(socket.log).to.deep.equal(['write a long text', 'pause', 'resume'])
    socket.destroy()
  })

  it('is cut after its end, when the peer sends too much or stays too long', async () => {
    const much = serving(new Scripted([]), { lingerBytes: 5 })
    much.emit('end')
    much.emit('data', Buffer.from('12345'))
    expect(much.destroyed).to.equal(false)
    much.emit('data', Buffer.from('6'))
    expect(much.destroyed).to.equal(true)
    const long = serving(new Scripted([]), { lingerMs: 10 })
    long.emit('end')
    await wait(40)
    expect(long.destroyed).to.equal(true)
  })

  it('lets its connection expire once, and not after it is closed', async () => {
    const one = new Scripted([], { turn: 1, ms: 10 })
    const two = new Scripted([], { turn: 1, ms: 10 })
    serving(one)
    serving(two).destroy()
    await wait(50)
    expect([one.expired, two.expired]).to.deep.equal([1, 0])
  })
})

describe('scratch: a layer around a connection', () => {
  it('does what the connection does', () => {
    const inner = new Scripted([send('a')], { turn: 3, ms: 4 })
    const layer = new EndpointLayer(inner)
    expect([layer.state, layer.unread, layer.patience]).to.deep.equal(['head', inner.unread, { turn: 3, ms: 4 }])
    expect([layer.feed(Buffer.alloc(1)), layer.finish(), layer.expire()]).to.deep.equal([
      [send('a')],
      [{ do: 'end' }],
      [],
    ])
  })
})
