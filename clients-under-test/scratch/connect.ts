import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { type Action, Connection } from './connection'
import type { ClientFunctions, Opening } from './functions'

/** One attempt to connect. */
export interface Attempt {
  url: string
  protocols: readonly string[]
  timeoutMs: number
  /** The certificate of the authority that wss: URLs need, as PEM. */
  ca?: string
  /** Ends the attempt. */
  signal?: AbortSignal
}

/** The exit codes of a driver (docs/clients.md). */
const EXIT = { opened: 0, failed: 1, hung: 3 } as const

/** The name or address of a URL; IPv6 without its brackets. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1')
}

/** What OpenSSL, or the comparison of names after it, says against the certificate. */
function problemOf({ authorizationError }: TLSSocket): string | null {
  return authorizationError ? String(authorizationError) : null
}

/** One run of the driver, over one connection, or over several where the client follows a redirect. */
class Driver {
  private opened = false
  private redirects = 0
  private socket: Socket | undefined
  private timer: NodeJS.Timeout | undefined
  private patience: NodeJS.Timeout | undefined
  private readonly attempt: Attempt
  private readonly say: (line: string) => void
  private readonly client: ClientFunctions
  private readonly done: (code: number) => void

  constructor(attempt: Attempt, say: (line: string) => void, client: ClientFunctions, done: (code: number) => void) {
    this.attempt = attempt
    this.say = say
    this.client = client
    this.done = done
  }

  start(): void {
    this.timer = setTimeout(() => {
      if (!this.opened) this.say('HUNG')
      this.finish(this.opened ? EXIT.opened : EXIT.hung)
    }, this.attempt.timeoutMs)
    this.attempt.signal?.addEventListener('abort', () => this.finish(EXIT.hung), { once: true })
    const { protocols } = this.attempt
    const url = this.client.readUrl(this.attempt.url)
    if (url === undefined) this.fail('no URL')
    else if (!this.client.mayOffer(protocols)) this.fail('the subprotocols are no unique tokens')
    else this.open({ url, protocols, key: this.client.chooseKey() })
  }

  private finish(code: number): void {
    clearTimeout(this.timer)
    clearTimeout(this.patience)
    this.done(code)
    if (this.socket && !this.socket.writableEnded) this.socket.destroy()
  }

  private fail(reason: string): void {
    this.say(`FAIL ${reason}`)
    this.finish(EXIT.failed)
  }

  private open(opening: Opening, secure = opening.url.protocol === 'wss:'): void {
    const { url } = opening
    this.beginPatience()
    const connection = new Connection(opening, this.client)
    const port = Number(url.port || (secure ? 443 : 80))
    const begin = () => this.perform(connection.begin(), connection)
    if (secure) this.openTls(opening, port, connection, begin)
    else this.follow(connectTcp({ host: hostOf(url), port, allowHalfOpen: true }).on('connect', begin), connection)
  }

  /** Gives up where no response comes in time. */
  private beginPatience(): void {
    clearTimeout(this.patience)
    const ms = this.client.patienceMs()
    if (ms === Number.POSITIVE_INFINITY) return
    this.patience = setTimeout(() => {
      if (!this.opened) this.fail('no response came in time')
    }, ms)
  }

  /** Connects again where a response redirects. */
  private redirect(opening: Opening): void {
    this.socket?.destroy()
    this.redirects += 1
    if (this.redirects > this.client.mostRedirects()) this.fail('too many redirects')
    else this.open(opening)
  }

  /** RFC 6455 4.1 step 5: nothing is sent before the certificate is verified. */
  private openTls(opening: Opening, port: number, connection: Connection, begin: () => void): void {
    const { ca } = this.attempt
    // Node verifies the certificate and the name either way; `trusts` decides what follows from that.
    const options = {
      host: hostOf(opening.url),
      servername: this.client.serverName(hostOf(opening.url)),
      port,
      allowHalfOpen: true,
      rejectUnauthorized: false,
      ...(ca ? { ca } : {}),
    }
    const socket = connectTls(options)
    let isSecure = false
    socket.on('secureConnect', () => {
      isSecure = true
      const problem = problemOf(socket)
      if (this.client.trusts(problem)) begin()
      else this.perform(connection.refuse(`the certificate is not trusted: ${problem}`), connection)
    })
    this.follow(socket, connection, () => {
      if (isSecure) this.perform(connection.finish('reset'), connection)
      else if (this.client.triesInClear()) this.open(opening, false)
      else this.perform(connection.refuse('the TLS handshake failed'), connection)
    })
  }

  private follow(
    socket: Socket,
    connection: Connection,
    lost = () => this.perform(connection.finish('reset'), connection),
  ): void {
    this.socket = socket
    socket.on('data', (bytes) => this.perform(connection.feed(bytes), connection))
    socket.on('end', () => this.perform(connection.finish(), connection))
    socket.on('error', lost)
  }

  private perform(actions: readonly Action[], connection: Connection): void {
    const { socket } = this
    for (const action of actions) {
      if (action.do === 'send') socket?.write(action.bytes)
      else if (action.do === 'opened') {
        this.opened = true
        this.say(`OPEN ${JSON.stringify({ protocol: action.protocol })}`)
        this.perform(connection.say('hello'), connection)
      } else if (action.do === 'message') {
        this.say(`MESSAGE ${JSON.stringify(action.text)}`)
        if (action.text === 'hello') this.perform(connection.close(1000), connection)
        else if (action.text.startsWith('echo:')) this.perform(connection.say(action.text), connection)
      } else if (action.do === 'redirected') this.redirect(action.opening)
      else if (action.do === 'failed') this.say(`FAIL ${action.reason}`)
      else if (action.do === 'closed') this.say(`CLOSE ${action.code}`)
      else {
        socket?.end(() => socket.destroy())
        this.finish(this.opened ? EXIT.opened : EXIT.failed)
      }
    }
  }
}

/**
 * The driver of this client: connects once, says what happened, sends `hello`, and closes when it comes back.
 * @returns the exit code
 */
export function connect(attempt: Attempt, say: (line: string) => void, client: ClientFunctions): Promise<number> {
  return new Promise((resolve) => new Driver(attempt, say, client, resolve).start())
}
