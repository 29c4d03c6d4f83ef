import type { Edit, Value, Vars } from '../../../../harness/case/request'

/** BASE from a page of this origin; null is no page, a list sends several lines. */
export function fromOrigin(value: Value<string | string[] | null>): Edit {
  return { fields: { Origin: value } }
}

/** The origin that the target is said to refuse; where nothing is said, one that no server expects. */
export function deniedOrigin({ profile }: Vars): string {
  return profile.deniedOrigin ?? 'http://evil.example'
}

/** The origin that the target is said to accept. */
export function allowedOrigin({ profile, origin: own }: Vars): string {
  return profile.allowedOrigin ?? own
}

/** The allowed origin in pieces; `port` is empty where it has none. */
export function allowedPieces(vars: Vars): { scheme: string; hostname: string; port: string } {
  const [, scheme = 'http', hostname = '', port = ''] =
    /^([a-z][a-z0-9+.-]*):\/\/(\[[^\]]*\]|[^:/]*):?(\d*)/i.exec(allowedOrigin(vars)) ?? []
  return { scheme, hostname, port }
}

/** An origin from its pieces. */
function serialized({ scheme, hostname, port }: ReturnType<typeof allowedPieces>): string {
  return `${scheme}://${hostname}${port === '' ? '' : `:${port}`}`
}

/** The allowed origin with some of its pieces exchanged. */
export function changedAllowed(
  change: (from: ReturnType<typeof allowedPieces>) => Partial<ReturnType<typeof allowedPieces>>,
) {
  return (vars: Vars): string => serialized({ ...allowedPieces(vars), ...change(allowedPieces(vars)) })
}
