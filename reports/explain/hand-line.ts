import type { Case, Part } from '../../harness/case/case'
import { HANDSHAKE } from '../../harness/case/script'
import { kindOf } from '../../harness/play/steps'
import { byHand, type HandLine } from '../wire/by-hand'
import { BY_HAND, LOCAL } from './example-values'
import { renderingOf } from './script-words'

/** Maximum number of bytes of a request that fit in a line to paste. */
const MOST_BYTES = 2000

/** What a script sends before it waits for anything, and whether that is all it sends. */
function opening(part: Part): { bytes: Buffer; whole: boolean } {
  const rendering = renderingOf(part, LOCAL)
  const steps = part.steps ?? HANDSHAKE
  const pieces: Buffer[] = []
  for (const step of steps) {
    const bytes = kindOf(step).writes?.(step, rendering) ?? null
    if (bytes === null) break
    pieces.push(bytes)
  }
  const whole = steps.slice(pieces.length).every((step) => kindOf(step).onlyWaits)
  return { bytes: Buffer.concat(pieces), whole }
}

/** The line that shows a case on the server at BY_HAND, or why there is none. */
export function handOf({ id, parts = [], derived }: Case): HandLine | string {
  const part = parts.find(({ expect }) => expect !== undefined) ?? parts[0]
  if (!part)
    return derived ? 'It sends nothing of its own: the answers to the other cases show it.' : 'It sends nothing.'
  const { bytes, whole } = opening(part)
  if (bytes.length === 0) return 'No one line shows it: it begins with a wait, or sends byte by byte.'
  if (bytes.length > MOST_BYTES) return `No one line shows it: the request has ${bytes.length} bytes.`
  const judged = parts.filter(({ expect }) => expect !== undefined).length
  const notes = [
    judged > 1 ? `This is the part "${part.name}", one of ${judged}.` : '',
    whole ? '' : `The line sends only the first bytes; to see the rest, use \`wsspec run … --only ${id} --verbose\`.`,
  ]
  return { line: byHand(BY_HAND, bytes), notes: notes.filter((note) => note !== '') }
}
