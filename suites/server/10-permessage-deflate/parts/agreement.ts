import type { Answer } from '../../../../harness/case/http-message'
import { readExtensions } from '../../../../harness/wire/http1/extensions'
import { fieldValues } from '../../../../harness/wire/http1/fields'
import { bitsOf, DEFLATE, isNamed, PARAMS, paramsOf } from '../../../../harness/wire/http1/permessage-deflate'
import { FIELD } from '../../parts/extensions'

/** The agreed parameters of a connection (RFC 7692 5, 7.1); `serverWindow` is in bytes. */
export interface Agreement {
  serverNoContextTakeover: boolean
  clientNoContextTakeover: boolean
  serverWindow: number
}

/** The agreement in an answer; null if it is not a 101 or has no permessage-deflate. */
export function agreementOf({ final, opened }: Answer): Agreement | null {
  if (!final || !opened) return null
  const element = readExtensions(fieldValues(final.head.fields, FIELD)).elements.find(isNamed(DEFLATE))
  if (!element) return null
  const has = (name: string) => paramsOf(element, name).length > 0
  return {
    serverNoContextTakeover: has(PARAMS.serverNoContextTakeover),
    clientNoContextTakeover: has(PARAMS.clientNoContextTakeover),
    serverWindow: 2 ** (bitsOf(paramsOf(element, PARAMS.serverBits)[0]?.value) ?? 15),
  }
}
