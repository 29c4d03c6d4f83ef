import { connect as connectSocket } from 'node:net'
import { type Action, Connection } from './connection'
import type { ClientFunctions } from './functions'

/** One attempt to connect. */
export interface Attempt {
  url: string
  protocols: readonly string[]
  timeoutMs: number
  /** Ends the attempt. */
  signal?: AbortSignal
}

/** The exit codes of a driver (docs/clients.md). */
const EXIT = { opened: 0, failed: 1, hung: 3 } as const

/**
 * The driver of this client: connects once, says what happened, sends `hello`, and closes when it comes back. No other code
 * touches a socket.
 * @returns the exit code
 */
export function connect(
  { url: text, protocols, timeoutMs, signal }: Attempt,
  say: (line: string) => void,
  client: ClientFunctions,
): Promise<number> {
  const url = new URL(text)
  const connection = new Connection({ url, protocols, key: client.chooseKey() }, client)
  const socket = connectSocket({ host: url.hostname, port: Number(url.port || 80), allowHalfOpen: true })
  return new Promise((resolve) => {
    let opened = false
    const finish = (code: number) => {
      clearTimeout(timer)
      resolve(code)
      if (!socket.writableEnded) socket.destroy()
    }
    const timer = setTimeout(() => {
      if (!opened) say('HUNG')
      finish(opened ? EXIT.opened : EXIT.hung)
    }, timeoutMs)
    signal?.addEventListener('abort', () => finish(EXIT.hung), { once: true })
    const perform = (actions: readonly Action[]): void => {
      for (const action of actions) {
        if (action.do === 'send') socket.write(action.bytes)
        else if (action.do === 'end') socket.end(() => socket.destroy())
        else if (action.do === 'opened') {
          opened = true
          say(`OPEN ${JSON.stringify({ protocol: action.protocol })}`)
          perform(connection.say('hello'))
        } else if (action.do === 'message') {
          say(`MESSAGE ${JSON.stringify(action.text)}`)
          if (action.text === 'hello') perform(connection.close(1000))
        } else if (action.do === 'failed') say(`FAIL ${action.reason}`)
        else say(`CLOSE ${action.code}`)
        if (action.do === 'end') finish(opened ? EXIT.opened : EXIT.failed)
      }
    }
    socket.on('connect', () => perform(connection.begin()))
    socket.on('data', (bytes) => perform(connection.feed(bytes)))
    socket.on('end', () => perform(connection.finish()))
    socket.on('error', () => perform(connection.finish('reset')))
  })
}
