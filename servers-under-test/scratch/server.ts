import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { DEFECTS } from './defects'
import { FULL_SITE } from './fixture'
import { INTACT } from './intact'
import { LIMITS, type Limits } from './limits'
import { named, overlay } from './overlay'
import { VARIANTS } from './variants'

/** How to start the server. */
export interface ListenOptions {
  /** 0, the default, takes a free port. */
  readonly port?: number
  /** 127.0.0.1 by default. */
  readonly host?: string
  /** `full`: a site with virtual hosts, an origin policy, and paths that are missing, moved and protected. */
  readonly fixture?: 'full'
  /** Names of the legal variants to start with. */
  readonly variants?: readonly string[]
  /** Names of the defects to start with. */
  readonly defects?: readonly string[]
  readonly limits?: Partial<Limits>
}

/** A server that listens. `close` also ends every connection; it resolves when the port is free. */
export interface Listening {
  readonly port: number
  close(): Promise<void>
}

/**
 * Starts the server.
 * @throws {RangeError} for a defect or variant that does not exist; rejects with the error of the socket where the port is taken.
 */
export async function listen(options: ListenOptions = {}): Promise<Listening> {
  const sockets = new Set<Socket>()
  const listener = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    server.serve(socket, server)
  })
  const intact = {
    ...INTACT,
    limits: { ...LIMITS, ...options.limits },
    stopListening: () => void listener.close(),
  }
  const server = overlay(intact, [
    ...(options.fixture === undefined ? [] : [{ replaces: () => FULL_SITE }]),
    ...(options.variants ?? []).map((name) => named(VARIANTS, name, 'variant')),
    ...(options.defects ?? []).map((name) => named(DEFECTS, name, 'defect')),
  ])
  const port = await bind(listener, options)
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        listener.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

function bind(listener: Server, options: ListenOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    listener.once('error', reject)
    listener.listen(options.port ?? 0, options.host ?? '127.0.0.1', () => {
      listener.off('error', reject)
      resolve((listener.address() as AddressInfo).port)
    })
  })
}
