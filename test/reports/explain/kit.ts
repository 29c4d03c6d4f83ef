import type { Case, Part } from '../../../harness/case/case'
import { accepted, refused } from '../../../harness/judge/expectations'

/** A case with these parts. */
export function caseOf(...parts: Part[]): Case {
  return { id: '6.02', level: 'MUST', title: 'A title', source: [], tests: [], parts }
}

/** The correct handshake, which has to be accepted. */
export const CORRECT: Part = { name: 'correct', expect: accepted() }

/** A request with another version, which has to be refused. */
export const VERSION_14: Part = {
  name: 'version 14',
  send: { fields: { 'Sec-WebSocket-Version': '14' } },
  expect: refused(),
}
