import type { Extension, ExtensionParam } from './extensions'
import { asciiLower, sameName } from './fields'

/** The name of the extension of RFC 7692 7. */
export const DEFLATE = 'permessage-deflate'

/** The parameters of permessage-deflate (RFC 7692 7.1). */
export const PARAMS = {
  serverNoContextTakeover: 'server_no_context_takeover',
  clientNoContextTakeover: 'client_no_context_takeover',
  serverBits: 'server_max_window_bits',
  clientBits: 'client_max_window_bits',
} as const

/** Matches an extension by its name in lower case: no RFC says whether case matters (9.11). */
export function isNamed(name: string): (extension: Extension) => boolean {
  return (extension) => asciiLower(extension.name) === name
}

/** All parameters with this name. Letter case is ignored: no RFC says whether it matters (10.34). */
export function paramsOf({ params }: Extension, name: string): ExtensionParam[] {
  return params.filter((param) => sameName(param.name, name))
}

/** The number in a value of *_max_window_bits: 8 to 15 without a leading zero; null for any other value (RFC 7692 7.1.2). */
export function bitsOf(value: string | null | undefined): number | null {
  return /^([89]|1[0-5])$/.test(value ?? '') ? Number(value) : null
}
