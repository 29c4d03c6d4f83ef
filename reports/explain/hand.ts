import type { Case, Part } from '../../harness/case/case'
import { resolve } from '../../harness/case/request'
import { HANDSHAKE, type Step } from '../../harness/case/script'
import { handshake } from '../../harness/wire/http1/request'
import { byHand, type HandLine } from '../wire/by-hand'
import { BY_HAND, LOCAL } from './example'

/** A request that is longer than this fits no line that anybody pastes. */
const MOST_OCTETS = 2000

/** The octets that a step writes at once; null where it does something else. */
function written(step: Step, part: Part): Buffer | null {
  if (step.do === 'write') return Buffer.from(resolve(step.octets, LOCAL), 'latin1')
  if (step.do !== 'send' || step.everyMs !== undefined) return null
  return handshake(LOCAL, [], step.edit ?? part.send).octets.subarray(step.from ?? 0, step.to)
}

const WAITS: readonly Step['do'][] = ['answer', 'alive', 'await', 'watch', 'unlessClosing', 'onlyIf']

/** What a script writes before it waits for anything, and whether that is all it does. */
function opening(part: Part): { octets: Buffer; whole: boolean } {
  const steps = part.steps ?? HANDSHAKE
  const first = steps.findIndex((step) => written(step, part) === null)
  const pieces = steps.slice(0, first < 0 ? steps.length : first).map((step) => written(step, part) as Buffer)
  const rest = steps.slice(pieces.length)
  return { octets: Buffer.concat(pieces), whole: rest.every((step) => WAITS.includes(step.do)) }
}

/** The line that shows a case by hand at BY_HAND, or why there is none. */
export function handOf({ id, parts = [], derived }: Case): HandLine | string {
  const part = parts.find(({ expect }) => expect !== undefined) ?? parts[0]
  if (!part)
    return derived ? 'It sends nothing of its own: look at the answers to the other cases.' : 'It sends nothing.'
  const { octets, whole } = opening(part)
  if (octets.length === 0) return 'No one line shows it: it begins with a wait, or sends octet by octet.'
  if (octets.length > MOST_OCTETS) return `No one line shows it: the request has ${octets.length} octets.`
  const judged = parts.filter(({ expect }) => expect !== undefined).length
  const notes = [
    judged > 1 ? `This is the part "${part.name}" of ${judged}.` : '',
    whole ? '' : `The line sends what goes out at first; what follows needs \`wsspec run … --only ${id} --verbose\`.`,
  ]
  return { line: byHand(BY_HAND, octets), notes: notes.filter((note) => note !== '') }
}
