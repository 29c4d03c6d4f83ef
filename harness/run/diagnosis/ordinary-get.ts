import { endpointOf } from '../endpoint'
import type { Target } from '../target'

/** How long an ordinary GET may take, ms. */
const GET_MS = 2000

/** What an ordinary GET gave: the status of the response, or the error code of the failure. */
export type GetResult = { status: number; error: null } | { status: null; error: string }

function errorCode(error: unknown): string {
  const { code, cause, name } = error as NodeJS.ErrnoException & { cause?: unknown }
  const inner = (cause as NodeJS.ErrnoException | undefined)?.code
  return inner ?? code ?? name ?? String(error)
}

/**
 * Sends an ordinary GET for the target's resource, over `scheme`, to the address that the handshake went to.
 * It follows no redirect and reads no content. It ends within two seconds and never rejects.
 */
export async function ordinaryGet(target: Target, scheme: 'http:' | 'https:'): Promise<GetResult> {
  const { Agent, buildConnector, request } = await import('undici')
  const endpoint = endpointOf(target)
  const { insecure, ca } = target.tls
  const connect = buildConnector({
    rejectUnauthorized: !insecure,
    timeout: GET_MS,
    ...(ca === undefined ? {} : { ca }),
  })
  const dispatcher = new Agent({
    connect: (options, done) => connect({ ...options, hostname: endpoint.host, port: String(endpoint.port) }, done),
  })
  try {
    const url = new URL(target.url.href.replace(/^wss?:/, scheme))
    url.username = url.password = ''
    const headers = target.fields.flatMap(({ name, value }) => [name, value])
    const response = await request(url, { dispatcher, signal: AbortSignal.timeout(GET_MS), headers })
    response.body.on('error', () => {}).destroy()
    return { status: response.statusCode, error: null }
  } catch (error) {
    return { status: null, error: errorCode(error) }
  } finally {
    await dispatcher.destroy()
  }
}
