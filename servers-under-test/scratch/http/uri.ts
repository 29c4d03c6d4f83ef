import { isIPv6 } from 'node:net'

const REG_NAME = /^(?:[A-Za-z0-9\-._~!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$/
const IP_FUTURE = /^v[0-9A-Fa-f]+\.[A-Za-z0-9\-._~!$&'()*+,;=:]+$/i

/** Whether the text is uri-host [ ":" port ] with a host in it. RFC 9110 7.2, RFC 3986 3.2.2. */
export function isAuthority(text: string): boolean {
  const match = /^(\[[^\]]*\]|[^:[\]]*)(?::[0-9]*)?$/.exec(text)
  if (match === null) return false
  const host = match[1] ?? ''
  if (!host.startsWith('[')) return REG_NAME.test(host)
  const literal = host.slice(1, -1)
  return IP_FUTURE.test(literal) || (isIPv6(literal) && !literal.includes('%'))
}

const ORIGIN_FORM =
  /^\/(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/]|%[0-9A-Fa-f]{2})*(?:\?(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})*)?$/

/** Whether the request target names a resource: origin-form, or absolute-form with a scheme of HTTP or WebSocket. RFC 9112 3.2. */
export function isTarget(target: string): boolean {
  if (target.startsWith('/')) return ORIGIN_FORM.test(target)
  const match = /^(?:https?|wss?):\/\/([^/?#]*)(.*)$/i.exec(target)
  if (match === null || !isAuthority(match[1] ?? '')) return false
  const rest = match[2] ?? ''
  return ORIGIN_FORM.test(rest.startsWith('/') ? rest : `/${rest}`)
}

const SCHEME_AND_AUTHORITY = /^[a-z]+:\/\/([^/?#]*)/i

/** The authority in a request target of absolute-form; `undefined` for other forms. RFC 9112 3.2.2. */
export function targetAuthority(target: string): string | undefined {
  return SCHEME_AND_AUTHORITY.exec(target)?.[1]
}

/** The path of a request target, without its query. RFC 9112 3.3. */
export function pathOf(target: string): string {
  return target.replace(SCHEME_AND_AUTHORITY, '').replace(/[?#].*$/, '') || '/'
}
