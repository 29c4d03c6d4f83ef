import { once } from 'node:events'
import { expect } from 'chai'
import { WebSocket as UndiciWebSocket } from 'undici'
import WebSocket, { type ClientOptions } from 'ws'
import { type Listening, listen } from '../../servers-under-test/scratch/server'

const LONG = 'All work and no play makes Jack a dull boy. '.repeat(2000)

describe('scratch: clients of other projects', () => {
  let server: Listening
  before(async () => {
    server = await listen()
  })
  after(() => server.close())

  async function open(protocols: string[], options: ClientOptions): Promise<WebSocket> {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/chat`, protocols, options)
    await once(socket, 'open')
    return socket
  }

  async function echoed(socket: WebSocket, message: string | Buffer): Promise<{ data: Buffer; binary: boolean }> {
    const answer = once(socket, 'message')
    socket.send(message)
    const [data, binary] = (await answer) as [Buffer, boolean]
    return { data, binary }
  }

  async function closed(socket: WebSocket): Promise<number> {
    const gone = once(socket, 'close')
    socket.close(1000, 'done')
    return ((await gone) as [number])[0]
  }

  it('ws: echo, ping, subprotocol, close', async () => {
    const socket = await open(['x-none', 'superchat', 'chat'], { perMessageDeflate: false })
    expect(socket.protocol).to.equal('superchat')
    expect(socket.extensions).to.equal('')
    expect((await echoed(socket, 'hällo')).data.toString()).to.equal('hällo')
    expect(await echoed(socket, Buffer.from([0, 255]))).to.deep.equal({ data: Buffer.from([0, 255]), binary: true })
    expect((await echoed(socket, LONG)).data.toString()).to.equal(LONG)
    const pong = once(socket, 'pong')
    socket.ping('abc')
    expect(String((await pong)[0])).to.equal('abc')
    expect(await closed(socket)).to.equal(1000)
  })

  it('ws: fragments', async () => {
    const socket = await open([], { perMessageDeflate: false })
    const answer = once(socket, 'message')
    socket.send('one ', { fin: false })
    socket.ping()
    socket.send('two', { fin: true })
    expect(String((await answer)[0])).to.equal('one two')
    await closed(socket)
  })

  for (const [what, options, answer] of [
    ['plain', {}, 'permessage-deflate'],
    ['a small server window', { serverMaxWindowBits: 9 }, 'permessage-deflate; server_max_window_bits=9'],
    ['a small client window', { clientMaxWindowBits: 10 }, 'permessage-deflate'],
    ['no server takeover', { serverNoContextTakeover: true }, 'permessage-deflate; server_no_context_takeover'],
    ['no client takeover', { clientNoContextTakeover: true }, 'permessage-deflate; client_no_context_takeover'],
  ] as const) {
    it(`ws: permessage-deflate, ${what}`, async () => {
      const socket = await open([], { perMessageDeflate: { threshold: 0, ...options } })
      expect(socket.extensions).to.equal('permessage-deflate')
      for (const text of ['', 'hello', LONG, LONG]) expect((await echoed(socket, text)).data.toString()).to.equal(text)
      expect(await closed(socket)).to.equal(1000)
      expect(await negotiated({ perMessageDeflate: { ...options } })).to.equal(answer)
    })
  }

  async function negotiated(options: ClientOptions): Promise<string | undefined> {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/`, options)
    const opened = once(socket, 'open')
    const [response] = (await once(socket, 'upgrade')) as [{ headers: Record<string, string> }]
    await opened
    await closed(socket)
    return response.headers['sec-websocket-extensions']
  }

  it('undici: echo, subprotocol, close', async () => {
    const socket = new UndiciWebSocket(`ws://127.0.0.1:${server.port}/chat?x=y`, ['chat'])
    const heard = new Promise<unknown>((resolve, reject) => {
      socket.addEventListener('open', () => socket.send(LONG))
      socket.addEventListener('message', (event) => resolve(event.data))
      socket.addEventListener('error', () => reject(new Error('undici could not connect')))
    })
    expect(await heard).to.equal(LONG)
    expect(socket.protocol).to.equal('chat')
    const gone = new Promise<{ code: number; wasClean: boolean }>((resolve) =>
      socket.addEventListener('close', resolve),
    )
    socket.close(1000)
    expect(await gone).to.include({ code: 1000, wasClean: true })
  })

  it('fetch: the demo page', async () => {
    const response = await fetch(`http://127.0.0.1:${server.port}/`, { headers: { connection: 'close' } })
    expect(response.status).to.equal(200)
    expect(response.headers.get('content-type')).to.equal('text/html; charset=utf-8')
    expect(response.headers.get('content-security-policy')).to.match(/^default-src 'none'; script-src 'sha256-/)
    const page = await response.text()
    expect(page)
      .to.match(/<label for="text">/)
      .and.match(/aria-live="polite"/)
    expect(page).to.not.match(/(?:src|href)="(?!data:)/)
  })
})
