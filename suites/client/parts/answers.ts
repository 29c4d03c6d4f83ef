import type { CaseRecord, Contest } from '../../../harness/case/case'
import type { Clause } from '../../../harness/case/clause'
import type { ClientCase, ClientPart } from '../../../harness/case/client-case'
import type { ClientExpectation } from '../../../harness/case/client-expectation'
import type { ReplyEdit, ReplyStep } from '../../../harness/case/reply'
import type { Requirement } from '../../../harness/case/requirement'
import { contestedly, fails } from '../../../harness/judge/client/client-expectations'

/** What a case says about itself: everything but its parts. Its title also names its only part. */
export type About = Omit<CaseRecord, 'blame'> & Pick<ClientCase, 'needs'>

/** A case whose client gets one answer by a script. A contested case makes a miss contested. */
export function scripted(about: About, steps: readonly ReplyStep[], expect: ClientExpectation): ClientCase {
  const wanted = about.contested ? contestedly(expect) : expect
  const part: ClientPart = { name: about.title, steps, expect: wanted }
  return { ...about, role: 'client', parts: [part] }
}

/** A case whose client gets the right 101 with one edit, and then an echo. */
export function replied(about: About, edit: ReplyEdit, expect: ClientExpectation): ClientCase {
  return scripted(about, [{ do: 'reply', edit }, { do: 'converse' }], expect)
}

/**
 * The script of an answer that is no 101 and names no length: some clients wait for its end, so FIN follows (RFC 9112 6.3).
 */
export function untilClose(edit: ReplyEdit): readonly ReplyStep[] {
  return [{ do: 'reply', edit }, { do: 'pause', ms: 800 }, { do: 'halfClose' }]
}

/** An edit that changes the value of one field, drops it (null), or sends several lines. */
export function field(name: string, value: FieldValue): ReplyEdit {
  return { fields: { [name]: value } }
}

/** A value, or several: see ReplyEdit. */
export type FieldValue = NonNullable<ReplyEdit['fields']>[string]

/** What the cases about one field of the answer have in common. */
interface CheckedField {
  /** Its name. */
  name: string
  /** The clause that a client follows where it checks the field. */
  clause: Clause
  tests: readonly Requirement[]
  /** The case that shows that a client does not check the field at all: the others then show the same fault. */
  unchecked: string
}

/** What a case about a wrong value has besides the value. */
interface WrongMore {
  /** Further clauses. */
  source?: readonly Clause[]
  contested?: Contest
}

/** Gives cases in which one field of the right 101 has a wrong value, so that the client must fail the connection. */
export function wrongValues({ name, clause, tests, unchecked }: CheckedField) {
  return (id: string, title: string, value: FieldValue, { source = [], contested }: WrongMore = {}): ClientCase => {
    const sameFaultAs = id === unchecked ? [] : [unchecked]
    const about: About = { id, level: 'MUST', title, source: [clause, ...source], tests, sameFaultAs }
    return replied({ ...about, ...(contested ? { contested } : {}) }, field(name, value), fails())
  }
}

/** The right 101 under another status line. */
export function statusLine(line: string): ReplyEdit {
  return { statusLine: line }
}
