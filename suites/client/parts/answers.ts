import type { CaseRecord } from '../../../harness/case/case'
import type { ClientCase, ClientPart } from '../../../harness/case/client-case'
import type { ClientExpectation } from '../../../harness/case/client-expectation'
import type { ReplyEdit, ReplyStep } from '../../../harness/case/reply'
import { contestedly } from '../../../harness/judge/client/client-expectations'

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
export function field(name: string, value: NonNullable<ReplyEdit['fields']>[string]): ReplyEdit {
  return { fields: { [name]: value } }
}

/** The right 101 under another status line. */
export function statusLine(line: string): ReplyEdit {
  return { statusLine: line }
}
