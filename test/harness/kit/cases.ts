import type { Case, Part, Suite } from '../../../harness/case/case'
import { rfc6455 } from '../../../harness/case/clause'
import { lists, onRefusal } from '../../../harness/judge/checks'
import { accepted, notUpgraded, refused } from '../../../harness/judge/expectations'

/** A case with one part, BASE that should be accepted, or what else is named. */
export function caseOf(id: string, over: Partial<Case> = {}): Case {
  const parts: Part[] = [{ name: 'BASE', expect: accepted() }]
  return { id, level: 'MUST', title: `Case ${id}`, source: [rfc6455('4.2.2')], tests: [], parts, ...over }
}

/** A case that sends BASE with its own mark in the query and should be accepted. */
export function markedCase(id: string, over: Partial<Case> = {}): Case {
  return caseOf(id, { parts: [{ name: 'marked', send: { target: `/?case=${id}` }, expect: accepted() }], ...over })
}

/** Suite `number` with these cases. */
export function suiteOf(number: number, cases: readonly Case[]): Suite {
  return { number, slug: `suite-${number}`, title: `Suite ${number}`, cases }
}

/** Three cases that a right endpoint passes: an acceptance, a refusal, a method that must not upgrade. */
export const SOUND: Suite = suiteOf(1, [
  caseOf('1.01'),
  caseOf('1.02', {
    parts: [
      {
        name: '14',
        send: { fields: { 'Sec-WebSocket-Version': '14' } },
        expect: refused({ checks: [onRefusal(lists('Sec-WebSocket-Version', '13'))] }),
      },
    ],
  }),
  caseOf('1.03', { parts: [{ name: 'POST', send: { method: 'POST' }, expect: notUpgraded() }] }),
])
