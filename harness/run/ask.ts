import type { FieldLine } from '../observation'
import { endpointOf } from './session'
import type { Target } from './target'

/** How long an ordinary HTTP request may take, ms. */
const ASK_MS = 2000

/** What an ordinary GET brought: a response, or the error code that stopped it. */
export type Asked =
  | { status: number; fields: FieldLine[]; body: string; error: null }
  | { status: null; fields: []; body: ''; error: string }

function errorCode(error: unknown): string {
  const { code, cause, name } = error as NodeJS.ErrnoException & { cause?: unknown }
  const inner = (cause as NodeJS.ErrnoException | undefined)?.code
  return inner ?? code ?? name ?? String(error)
}

/**
 * Sends an ordinary GET for the target's resource with undici, over `scheme`, to where the handshake went.
 * Follows no redirect, ends within two seconds, never rejects. Gives at most the first 2,048 characters of the content.
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
    const body = (await response.body.text().catch(() => '')).slice(0, 2048)
    const fields = Object.entries(response.headers).flatMap(([name, value]) =>
      [value ?? []].flat().map((each) => ({ name, value: each })),
    )
    return { status: response.statusCode, fields, body, error: null }
  } catch (error) {
    return { status: null, fields: [], body: '', error: errorCode(error) }
  } finally {
    await dispatcher.destroy()
  }
}

function headersOf(target: Target): string[] {
  return target.fields.flatMap(({ name, value }) => [name, value])
}
