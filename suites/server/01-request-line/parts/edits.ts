import type { Edit, Vars } from '../../../../harness/case/request'

/** Host and port of the target, the port always there (RFC 9112 3.2.3). */
export function authority({ hostname, port, tls }: Vars): string {
  return `${hostname}:${port === '' ? (tls ? 443 : 80) : port}`
}

/** The target's URI as a server reconstructs it, up to its path (RFC 9112 3.3). */
export function root({ host, tls }: Vars): string {
  return `${tls ? 'https' : 'http'}://${host}`
}

/** The target's resource with more in its query. */
export function withQuery({ resource }: Vars, query: string): string {
  return `${resource}${resource.includes('?') ? '&' : '?'}${query}`
}

/** The path of the target, without its query. */
export function pathOf({ resource }: Vars): string {
  return resource.split('?', 1)[0] ?? ''
}

/** BASE with another request target. */
export function target(value: NonNullable<Edit['target']>): Edit {
  return { target: value }
}

/** BASE with its request line written otherwise. */
export function requestLine(rewrite: (line: string) => string): Edit {
  return { text: (rendered) => rendered.replace(/^[^\r\n]*/, rewrite) }
}

/** BASE behind `octets`. */
export function behind(octets: string): Edit {
  return { text: (rendered) => octets + rendered }
}
