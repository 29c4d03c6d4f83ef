import type { Case, Part } from '../../case/case'
import type { Edit } from '../../case/edit'
import { resolve, type Vars } from '../../case/vars'
import { kindOf } from './index'

/** Whether an edit changes the text of a request and not only its fields: HTTP/2 and HTTP/3 have no such text. */
function editsText({ text, version, spell, fields = {} }: Edit, vars: Vars): boolean {
  const isLine = (value: unknown) => typeof value === 'object' && value !== null && 'line' in value
  const values = Object.values(fields).flatMap((value) => resolve(value, vars))
  return text !== undefined || version !== undefined || spell !== undefined || values.some(isLine)
}

/** Whether a part can be sent over HTTP/1.1 only. */
export function isHttp1OnlyPart({ send = {}, steps = [] }: Part, vars: Vars): boolean {
  const edits = [send, ...steps.flatMap((step) => (step.do === 'send' && step.edit ? [step.edit] : []))]
  return (
    edits.some((edit) => editsText(edit, vars)) ||
    steps.some((step, at) => kindOf(step).isRaw?.(step, steps.slice(0, at)) ?? false)
  )
}

/**
 * Whether a case can be sent over HTTP/1.1 only: one of its parts edits the text of the request, or writes raw bytes where
 * the handshake is not open. It follows from the case; nobody marks it.
 * @param vars any variables: they change values, and not what is edited
 */
export function isHttp1Only({ parts = [] }: Case, vars: Vars): boolean {
  return parts.some((part) => isHttp1OnlyPart(part, vars))
}
