import type { Part } from '../../../harness/case/case'
import type { FieldLine } from '../../../harness/case/http-message'
import type { Vars } from '../../../harness/case/vars'
import { handshake } from '../../../harness/wire/http1/request'
import { caseOf, partOf } from './cases'
import { VARS } from './observations'

/** The request of a part, as Latin-1 text; `over` replaces variables, `added` are fields that the profile adds to BASE. */
export function requestOf(part: Part, over: Partial<Vars> = {}, added: readonly FieldLine[] = []): string {
  return handshake({ ...VARS, ...over }, added, part.send).octets.toString('latin1')
}

/** The request of a part of a case, as Latin-1 text. */
export function sent(id: string, name?: string, over?: Partial<Vars>, added?: readonly FieldLine[]): string {
  return requestOf(partOf(id, name), over, added)
}

/** The lines of the field `name` that each part of a case sends, twins too, as they are on the wire. */
export function fieldLines(id: string, name: string, over: Partial<Vars> = {}): string[][] {
  return (caseOf(id).parts ?? []).map((part) =>
    requestOf(part, over)
      .split('\r\n')
      .filter((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`)),
  )
}

/** The values of the field `name` in the request of one part, without the space after the colon. */
export function fieldValues(id: string, name: string, part?: string): string[] {
  return [...sent(id, part).matchAll(new RegExp(`^${name}: ?(.*)\r\n`, 'gm'))].map(([, value = '']) => value)
}
