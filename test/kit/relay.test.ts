import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { expect } from 'chai'
import { type Relay, relay, type Trouble } from './relay'

/** A server that answers each connection with these bytes, and ends it. */
async function server(answer: string) {
  const listener = createServer((socket) =>
    socket.on('error', () => {}).once('data', () => socket.end(answer, 'latin1')),
  )
  listener.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  return listener
}

const HEAD = 'HTTP/1.1 101 S\r\n\r\n'
const ANSWER = `${HEAD}\x81\x01x`

/** What a connection to the relay gets, in pieces as they came, and whether it was reset. */
async function heard({ port }: Relay, until: (text: string) => boolean): Promise<{ pieces: string[]; reset: boolean }> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  const pieces: string[] = []
  let reset = false
  socket.write('GET')
  socket.on('error', () => {
    reset = true
  })
  socket.on('data', (bytes) => {
    pieces.push(bytes.toString('latin1'))
    if (until(pieces.join(''))) socket.destroy()
  })
  await new Promise((resolve) => socket.once('close', resolve))
  return { pieces, reset }
}

describe('a relay', () => {
  /** What two connections hear, one after the other, with this trouble. */
  async function heardWith(trouble: Trouble, until: (text: string) => boolean = () => false, answer = ANSWER) {
    const listener = await server(answer)
    const address = listener.address()
    const front = await relay(typeof address === 'object' && address ? address.port : 0, trouble)
    try {
      return [await heard(front, until), await heard(front, until)]
    } finally {
      await front.close()
      listener.close()
    }
  }

  it('drips what the server sends, and then ends', async () => {
    const [first] = await heardWith({ dripMs: 1 })
    expect(first?.pieces.join('')).to.equal(ANSWER)
    expect(first?.pieces.length).to.be.greaterThan(ANSWER.length / 2)
  })

  it('resets the connections that it is asked to', async () => {
    const all = await heardWith({ resets: (nth) => nth === 2 })
    expect(all.map(({ reset }) => reset)).to.deep.equal([false, true])
    expect(all.map(({ pieces }) => pieces.join(''))).to.deep.equal([ANSWER, ''])
  })

  it('ends what it passes on after a 101 with given bytes', async () => {
    const wanted = `${HEAD}\x82\x7f`
    const [first] = await heardWith(
      { mutesLink: true, lastBytes: Buffer.from([0x82, 0x7f]) },
      (text) => text.length >= wanted.length,
    )
    expect(first?.pieces.join('')).to.equal(wanted)
  })

  it('is mute after a 101 that is not the first answer, too', async () => {
    const first = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'
    const wanted = `${first}${HEAD}!`
    const [heardFirst] = await heardWith(
      { mutesLink: true, lastBytes: Buffer.from('!') },
      (text) => text.length >= wanted.length,
      first + ANSWER,
    )
    expect(heardFirst?.pieces.join('')).to.equal(wanted)
  })
})
