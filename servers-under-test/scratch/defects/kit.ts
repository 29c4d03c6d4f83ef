import type { ServerFunctions } from '../functions'
import type { Reading } from '../handshake-fields'
import type { Answer } from '../http/answer'
import type { FieldLine } from '../http/fields'
import type { Refusal } from '../http/refusal'
import type { Request } from '../http/request'
import { changingRefusal, holdingBack, rewritingText } from '../replacements'
import type { About, Defect } from './defect'

/** A defect that reads another text than was sent: of a header section, or of its first line alone. */
export function rewriting({ rewrite, ...about }: About & { rewrite(text: string): string }): Defect {
  return { ...about, replaces: rewritingText(rewrite) }
}

/** A defect that refuses opening handshakes which the intact server accepts. */
export function refusing({
  refusal,
  ...about
}: About & { refusal(request: Request, server: ServerFunctions): Refusal | undefined }): Defect {
  return {
    ...about,
    replaces: (intact) => ({
      decide(request, server) {
        const decision = intact.decide(request, server)
        const found = decision.kind === 'open' ? refusal(request, server) : undefined
        return found === undefined ? decision : { kind: 'refuse', refusal: found }
      },
    }),
  }
}

/** A defect that changes refusals before they are answered. */
export function changingRefusals({
  change,
  ...about
}: About & { change(refusal: Refusal, request: Request | undefined): Refusal }): Defect {
  return { ...about, replaces: changingRefusal(change) }
}

/** A defect that changes the 101. */
export function changing101({
  change,
  ...about
}: About & { change(answer: Answer, request: Request): Answer }): Defect {
  return {
    ...about,
    replaces: (intact) => ({
      switchingProtocols: (opening, server) => change(intact.switchingProtocols(opening, server), opening.request),
    }),
  }
}

/** A defect that thinks for a time before it answers some requests. */
export function slow({
  ms,
  when,
  ...about
}: About & { ms: number; when(request: Request, server: ServerFunctions): boolean }): Defect {
  return { ...about, replaces: holdingBack(ms, when) }
}

/** A defect that stops listening after some requests. */
export function dying({
  fatal,
  ...about
}: About & { fatal(request: Request, server: ServerFunctions): boolean }): Defect {
  return {
    ...about,
    replaces: (intact) => ({
      answer(request, connection, server) {
        intact.answer(request, connection, server)
        if (fatal(request, server)) server.stopListening()
      },
    }),
  }
}

/** Reads `yes` where the fault holds, and what the intact function reads elsewhere. */
export function alsoYes(
  intact: (lines: readonly FieldLine[]) => Reading,
  fault: (lines: readonly FieldLine[]) => boolean,
): (lines: readonly FieldLine[]) => Reading {
  return (lines) => (fault(lines) ? 'yes' : intact(lines))
}

/** Reads `no` where the intact function reads `yes` and the fault holds. */
export function notYes(
  intact: (lines: readonly FieldLine[]) => Reading,
  fault: (lines: readonly FieldLine[]) => boolean,
): (lines: readonly FieldLine[]) => Reading {
  return (lines) => {
    const reading = intact(lines)
    return reading === 'yes' && fault(lines) ? 'no' : reading
  }
}

/** The value of a single field line; `undefined` for none and for several. */
export function only(lines: readonly FieldLine[]): string | undefined {
  return lines.length === 1 ? lines[0]?.value : undefined
}

/** The answer without the fields of a name. */
export function without(answer: Answer, name: string): Answer {
  return { ...answer, fields: answer.fields.filter(([field]) => field !== name) }
}

/** The answer with one more field line. */
export function plus(answer: Answer, name: string, value: string): Answer {
  return { ...answer, fields: [...answer.fields, [name, value]] }
}

/** The answer with the value of a field replaced. */
export function changed(answer: Answer, name: string, change: (value: string) => string): Answer {
  return { ...answer, fields: answer.fields.map(([field, value]) => [field, field === name ? change(value) : value]) }
}

/** The refusal without the fields of a name. */
export function withoutField(refusal: Refusal, name: string): Refusal {
  return { ...refusal, fields: (refusal.fields ?? []).filter(([field]) => field !== name) }
}

/** The field line `Name: value` that a search for this text in the header section finds, in whatever line it is. */
export function searched({ fields }: Request, text: string): readonly FieldLine[] {
  const [name = '', value = ''] = text.split(': ')
  const found = fields.some((line) => `${line.name}: ${line.value}`.includes(text))
  return found ? [{ name, value, raw: value }] : []
}

/** Trims SP and leaves HTAB, as a parser does that knows only half of OWS. */
export function trimSpaces(text: string): string {
  return text.replace(/^ +/, '').replace(/(?<! ) +$/, '')
}

/** The text with its percent-encoded bytes decoded. */
export function percentDecoded(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_byte, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}
