import type { CaseResult } from '../harness/case/results'
import { clean } from './text/clean'

/** The mark of a finding that the small test program around a library decides (`fixture` in the results). */
export const PROGRAM_MARK = 'small test program, not the library'

/** Why a failure is expected: its reason, its link, until when. */
export function knownWords({ reason, link, until }: NonNullable<CaseResult['known']>): string {
  return [reason, link ?? '', until === undefined ? '' : `until ${until}`].filter((text) => text !== '').join('; ')
}

/** `6.02 MUST Sec-WebSocket-Version is 14`: the name of a case where there are only titles. */
export function titleOf({ id, level, title }: { id: string; level: string; title: string }): string {
  return `${id} ${level} ${clean(title)}`
}

/** The reason for a result in one line: `got; because`, the mark of the small test program, and why a failure is expected. */
export function reasonOf({ verdict, got, because, fixture, known }: CaseResult): string {
  return (
    [got, because, fixture ? `${PROGRAM_MARK}: ${fixture}` : '', known ? `known: ${knownWords(known)}` : '']
      .filter((text) => text !== '')
      .map(clean)
      .join('; ') || verdict
  )
}
