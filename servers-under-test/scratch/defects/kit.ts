import type { Requirement } from '../../../suites/requirements'
import type { Answer } from '../answer'
import type { FieldLine } from '../fields'
import type { Refusal } from '../refusal'
import type { Reading } from '../steps'
import type { Defect } from './defect'

/** Says `yes` where the fault says so and leaves every other value to the intact step. */
export function alsoYes(
  intact: (lines: readonly FieldLine[]) => Reading,
  fault: (lines: readonly FieldLine[]) => boolean,
): (lines: readonly FieldLine[]) => Reading {
  return (lines) => (fault(lines) ? 'yes' : intact(lines))
}

/** Says `no` where the intact step says `yes` and the fault objects. */
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
export function untold(refusal: Refusal, name: string): Refusal {
  return { ...refusal, fields: (refusal.fields ?? []).filter(([field]) => field !== name) }
}

/** Trims SP and leaves HTAB, as a parser does that knows only half of OWS. */
export function trimSpaces(text: string): string {
  return text.replace(/^ +/, '').replace(/(?<! ) +$/, '')
}

/** A defect that reads another text than was sent: of a header section, or of its first line alone. */
export function rewriting(
  name: string,
  says: string,
  breaks: readonly Requirement[],
  clause: string,
  rewrite: (text: string) => string,
): Defect {
  return {
    name,
    breaks,
    says,
    clause,
    replaces: (intact) => ({ section: (text) => intact.section(rewrite(text)) }),
  }
}
