import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { WebSocketServer } from 'ws'
import { listen } from '../servers-under-test/scratch/server'
import { seeded } from '../test/hostile/kit/hostile-target'
import { relay, type Trouble } from '../test/kit/relay'

/** Whether an answer begins as a refusal. */
const isRefusal = (answer: string) => /^HTTP\/1\.1 [2-5]/.test(answer)

/** A header that announces a frame of 2^63-1 bytes (RFC 6455 5.2). */
const ABSURD_LENGTH = Buffer.from([0x82, 127, 0x7f, 255, 255, 255, 255, 255, 255, 255])

const random = seeded()

/** The scratch server with trouble in front of it, by name; `defects` breaks rules of the server itself. */
export const TROUBLES: Readonly<Record<string, Trouble & { defects?: readonly string[] }>> = {
  correct: {},
  'silent on refusals': { passes: (answer) => !isRefusal(answer) },
  'mute after the 101': { mutesLink: true },
  'mute after the 101, silent on refusals': { mutesLink: true, passes: (answer) => !isRefusal(answer) },
  '300 ms per answer': { answerMs: 300 },
  'round trip of 50 ms': { wayMs: 25 },
  'round trip of 100 ms': { wayMs: 50 },
  'round trip of 200 ms': { wayMs: 100 },
  '2 s per answer': { answerMs: 2000 },
  '5 s per answer': { answerMs: 5000 },
  'wrong Accept and a mute link': { defects: ['accept-constant'], mutesLink: true },
  'absurd frame length and a mute link': { mutesLink: true, lastBytes: ABSURD_LENGTH },
  'drips a byte each 20 ms': { dripMs: 20 },
  'resets every third connection': { resets: (nth) => nth % 3 === 0 },
  'resets half of the connections at random': { resets: (nth) => nth > 3 && random() < 0.5 },
  'resets all connections but one': { resets: (_, others) => others > 0 },
}

/** A server of ws that answers nothing but upgrades. */
export const BARE_WS = 'ws on a bare http server'

/** Starts the target of this name in this process, and returns its port. */
async function serve(name: string): Promise<number> {
  if (name === BARE_WS) {
    const server = createServer()
    const sockets = new WebSocketServer({ server, perMessageDeflate: true })
    sockets.on('connection', (socket) => {
      socket.on('error', () => {})
      socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return (server.address() as AddressInfo).port
  }
  const trouble = TROUBLES[name]
  if (!trouble) throw new Error(`no target ${name}`)
  const { port } = await listen({ defects: trouble.defects ?? [], limits: { headMs: 600_000, contentMs: 600_000 } })
  return name === 'correct' ? port : (await relay(port, trouble)).port
}

/** Starts the target of this name in a process of its own. */
export async function startTarget(name: string): Promise<{ child: ChildProcess; port: number }> {
  const child = fork(__filename, [name], { execArgv: ['-r', join(__dirname, '../tools/typescript.js')] })
  const [port] = (await once(child, 'message')) as [number]
  return { child, port }
}

if (require.main === module) {
  process.once('disconnect', () => process.exit())
  void serve(process.argv[2] ?? '').then((port) => process.send?.(port))
}
