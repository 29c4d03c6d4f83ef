import type { FieldLine } from '../case/http-message'
import type { Vars } from '../case/vars'
import { randomOctets } from '../transport/random'
import { sameName } from '../wire/http1/fields'
import { decoded } from './masking/secrets'
import type { Target } from './target'

/**
 * The field lines that every handshake to a target carries beside those of the correct handshake.
 * @param required the subprotocol without which the target does not answer 101
 */
export function baseFieldsOf(target: Target, required?: string): FieldLine[] {
  const fields = [...target.fields]
  const has = (name: string) => fields.some((field) => sameName(field.name, name))
  if (target.origin !== undefined && !has('Origin')) fields.push({ name: 'Origin', value: target.origin })
  if (required !== undefined && !has('Sec-WebSocket-Protocol'))
    fields.push({ name: 'Sec-WebSocket-Protocol', value: required })
  const { username, password } = target.url
  if (username !== '' && !has('Authorization')) {
    const credentials = `${decoded(username)}:${decoded(password)}`
    fields.push({ name: 'Authorization', value: `Basic ${Buffer.from(credentials).toString('base64')}` })
  }
  return fields
}

/** A token that no server knows: a character of a-z and 0-9 for each of the random bytes. */
function randomToken(bytes: Buffer): string {
  return `wsspec-${Array.from(bytes, (byte) => (byte % 36).toString(36)).join('')}`
}

/** What the handshake of one connection depends on: what is known of the target, and fresh keys and tokens. */
export function freshVars(target: Target, subprotocols: readonly string[], thorough: boolean): Vars {
  const { url, origin, profile } = target
  const { host, hostname, port } = url
  const isSecure = url.protocol === 'wss:'
  const random = randomOctets(44)
  return {
    host,
    hostname,
    port,
    profile: { ...(origin === undefined ? {} : { allowedOrigin: origin }), ...profile },
    resource: `${url.pathname}${url.search}`,
    key: random.toString('base64', 0, 16),
    otherKey: random.toString('base64', 16, 32),
    random: randomToken(random.subarray(32)),
    subprotocols,
    origin: origin ?? profile?.allowedOrigin ?? `${isSecure ? 'https' : 'http'}://${host}`,
    tls: isSecure,
    thorough,
  }
}
