import type { Edit } from '../../../../harness/case/edit'
import type { Value, Vars } from '../../../../harness/case/vars'

/** BASE with this Origin; null leaves the field out, a list sends several field lines. */
export function fromOrigin(value: Value<string | string[] | null>): Edit {
  return { fields: { Origin: value } }
}

/** The origin that the profile declares to be refused; without one, an origin that no server expects. */
export function deniedOrigin({ profile }: Vars): string {
  return profile.deniedOrigin ?? 'http://evil.example'
}

/** The origin that the profile declares to be accepted; without one, the target's own. */
export function allowedOrigin({ profile, origin: own }: Vars): string {
  return profile.allowedOrigin ?? own
}

/** The pieces of the allowed origin; `port` is empty if it names none. */
export function allowedPieces(vars: Vars): { scheme: string; hostname: string; port: string } {
  const [, scheme = 'http', hostname = '', port = ''] =
    /^([a-z][a-z0-9+.-]*):\/\/(\[[^\]]*\]|[^:/]*):?(\d*)/i.exec(allowedOrigin(vars)) ?? []
  return { scheme, hostname, port }
}

/** An origin from its pieces. */
function serialized({ scheme, hostname, port }: ReturnType<typeof allowedPieces>): string {
  return `${scheme}://${hostname}${port === '' ? '' : `:${port}`}`
}

/** The allowed origin with other values for some of its pieces. */
export function changedAllowed(
  change: (from: ReturnType<typeof allowedPieces>) => Partial<ReturnType<typeof allowedPieces>>,
) {
  return (vars: Vars): string => serialized({ ...allowedPieces(vars), ...change(allowedPieces(vars)) })
}
