import type { Edit } from '../../../../harness/case/edit'
import type { Vars } from '../../../../harness/case/vars'

/** The authority-form of the target: host and port, with the port also where it is the default (RFC 9112 3.2.3). */
export function authority({ hostname, port, tls }: Vars): string {
  return `${hostname}:${port === '' ? (tls ? 443 : 80) : port}`
}

/** The start of the target's URI as a server reconstructs it: scheme and authority (RFC 9112 3.3). */
export function root({ host, tls }: Vars): string {
  return `${tls ? 'https' : 'http'}://${host}`
}

/** The target's resource with `query` added to its query. */
export function withQuery({ resource }: Vars, query: string): string {
  return `${resource}${resource.includes('?') ? '&' : '?'}${query}`
}

/** The path of the target, without the query. */
export function pathOf({ resource }: Vars): string {
  return resource.split('?', 1)[0] ?? ''
}

/** BASE with another request target. */
export function target(value: NonNullable<Edit['target']>): Edit {
  return { target: value }
}

/** BASE with its request line, without the line end, changed by `rewrite`. */
export function requestLine(rewrite: (line: string) => string): Edit {
  return { text: (rendered) => rendered.replace(/^[^\r\n]*/, rewrite) }
}

/** BASE with `bytes` (Latin-1) before it. */
export function precededBy(bytes: string): Edit {
  return { text: (rendered) => bytes + rendered }
}
