import { endpointOf } from './session'
import type { Target } from './target'

/** How long an ordinary HTTP request may take, ms. */
const ASK_MS = 2000

/** What an ordinary GET brought: the status of its response, or the error code that stopped it. */
export type Asked = { status: number; error: null } | { status: null; error: string }

function errorCode(error: unknown): string {
  const { code, cause, name } = error as NodeJS.ErrnoException & { cause?: unknown }
  const inner = (cause as NodeJS.ErrnoException | undefined)?.code
  return inner ?? code ?? name ?? String(error)
}

/**
 * Sends an ordinary GET for the target's resource with undici, over `scheme`, to where the handshake went.
 * Follows no redirect, reads no content, ends within two seconds, never rejects.
 */
export async function ask(target: Target, scheme: 'http:' | 'https:'): Promise<Asked> {
  const { Agent, buildConnector, request } = await import('undici')
  const endpoint = endpointOf(target)
  const { insecure, ca } = target.tls
  const connect = buildConnector({
    rejectUnauthorized: !insecure,
    timeout: ASK_MS,
    ...(ca === undefined ? {} : { ca }),
  })
  const dispatcher = new Agent({
    connect: (options, done) => connect({ ...options, hostname: endpoint.host, port: String(endpoint.port) }, done),
  })
  try {
    const url = new URL(target.url.href.replace(/^wss?:/, scheme))
    url.username = url.password = ''
    const response = await request(url, { dispatcher, signal: AbortSignal.timeout(ASK_MS), headers: headersOf(target) })
    response.body.on('error', () => {}).destroy()
    return { status: response.statusCode, error: null }
  } catch (error) {
    return { status: null, error: errorCode(error) }
  } finally {
    await dispatcher.destroy()
  }
}

function headersOf(target: Target): string[] {
  return target.fields.flatMap(({ name, value }) => [name, value])
}
