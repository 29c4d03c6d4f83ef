import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { WebSocketServer } from 'ws'
import { listen } from '../servers-under-test/scratch/server'
import { relay, type Trouble } from '../test/kit/relay'

/** Whether an answer begins as a refusal. */
const isRefusal = (answer: string) => /^HTTP\/1\.1 [2-5]/.test(answer)

/** The scratch server with trouble in front of it, by name. */
export const TROUBLES: Readonly<Record<string, Trouble>> = {
  correct: {},
  'silent on refusals': { passes: (answer) => !isRefusal(answer) },
  'mute after the 101': { mutesLink: true },
  'mute after the 101, silent on refusals': { mutesLink: true, passes: (answer) => !isRefusal(answer) },
  '300 ms per answer': { answerMs: 300 },
  'round trip of 100 ms': { wayMs: 50 },
  '2 s per answer': { answerMs: 2000 },
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
  const { port } = await listen({ limits: { headMs: 600_000, contentMs: 600_000 } })
  const trouble = TROUBLES[name]
  if (!trouble) throw new Error(`no target ${name}`)
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
