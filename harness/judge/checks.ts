import type { Case, Part } from '../case/case'
import type { Check, Finding, RowVerdict } from '../case/expectation'
import type { Observation } from '../case/observation'
import { fieldValues, listMembers } from '../wire/http1/fields'
import { answered, expectedAccept, memoized, openedOtherProtocol, sentFields, statusOf } from './answer'
import { isBusy } from './busy'
import { shown, shownValues } from './outcome'

/** True where an answer is no evidence: there was no connection, or the server was busy. */
export function provesNothing(observation: Observation): boolean {
  return observation.recording.connectedMs === null || isBusy(statusOf(observation))
}

/** Runs `check` only on a refusal: a final 4xx or 5xx that is not the status of a busy server. */
export function onRefusal(check: Check): Check {
  return (observation, context) => {
    const status = statusOf(observation) ?? 0
    return status >= 400 && !isBusy(status) ? check(observation, context) : null
  }
}

/** Runs `check` only where the handshake was accepted. */
export function onOpened(check: Check): Check {
  return (observation, context) => (observation.opened ? check(observation, context) : null)
}

/** The lines of a field in the answer, in words: `Name: value and other`, or `no Name`. */
export function fieldInWords(observation: Observation, name: string): string {
  const values = answered(observation, name)
  return values.length === 0 ? `no ${name}` : `${name}: ${shownValues(values)}`
}

/** The list field `name` of the answer has `member`, in any of its lines; `verdict` is for an answer that does not. */
export function lists(name: string, member: string, verdict: RowVerdict = 'fail'): Check {
  return (observation) => {
    if (listMembers(answered(observation, name)).includes(member)) return null
    const got = fieldInWords(observation, name)
    return { verdict, got, because: `the answer has no ${name} field that lists ${member}` }
  }
}

/**
 * The 101 has the Sec-WebSocket-Accept of the key as sent, whatever the control received (RFC 6455 4.2.2 step 5.4).
 * 7.02 judges the number of lines.
 */
export function acceptIsRight(verdict: RowVerdict = 'fail'): Check {
  return onOpened((observation) => {
    const expected = expectedAccept(observation)
    const values = answered(observation, 'Sec-WebSocket-Accept')
    if (expected === null || (values.length > 0 && values.every((value) => value === expected))) return null
    return { verdict, because: 'RFC 6455 4.2.2 step 5.4: Sec-WebSocket-Accept is computed from the key string as sent' }
  })
}

/**
 * True for the 101 of a draft before RFC 6455, hixie-75 or hixie-76. It has a Location field and no Sec-WebSocket-Accept,
 * and in hixie-76 it is followed by 16 bytes that are not a frame. The case decides whether the server may send it.
 */
function isHixie(observation: Observation): boolean {
  const has = (name: string) => answered(observation, name).length > 0
  return !has('Sec-WebSocket-Accept') && (has('Sec-WebSocket-Location') || has('WebSocket-Location'))
}

/** True for a 101 that opens the WebSocket of RFC 6455, not an older one or another protocol that was offered (RFC 9110 7.8). */
export const opensWebSocket = memoized(
  (observation) => observation.opened && !openedOtherProtocol(observation) && !isHixie(observation),
)

/** The subprotocol in the answer: the value of its one line, null where there is no line, the joined lines where there are several. */
export function selectedSubprotocol(observation: Observation): string | null {
  const values = answered(observation, 'Sec-WebSocket-Protocol')
  return values.length === 0 ? null : values.join(', ')
}

/** The subprotocols that the request offered, in order, without the OWS around them. */
export function offeredSubprotocols(observation: Observation): string[] {
  return listMembers(fieldValues(sentFields(observation), 'Sec-WebSocket-Protocol'))
}

/** The time of the answer, ms: from the last byte sent before it to its first byte, or to the end of the connection. */
function answerMs({ recording: { sent, received, endedMs } }: Observation): number {
  const first = received[0]?.atMs ?? endedMs
  return first - (sent.filter(({ atMs }) => atMs <= first).at(-1)?.atMs ?? 0)
}

/** The name of the twin that repeats a late part. */
function againName(name: string): string {
  return `${name}, again`
}

/** Repeats each of `parts` whose answer took more than `ms`, as a twin: one answer may be late on a busy machine. */
export function lateAgain(parts: readonly Part[], ms: number): NonNullable<Case['follow']> {
  const isLate = (observation?: Observation) => observation !== undefined && answerMs(observation) > ms
  return (observations) =>
    parts
      .filter(({ name, expect }) => expect && isLate(observations.get(name)))
      .map(({ expect, ...part }) => ({ ...part, name: againName(part.name) }))
}

/**
 * The answer to the part `name`, or the faster of two (`lateAgain`), came in time.
 * @param times the limit as a multiple of the slowest answer to a control
 * @param atLeast the smallest limit, ms
 */
export function answersWithin(name: string, times: number, atLeast: number): Check {
  return (observation, { slowestControlMs, part }) => {
    const limit = Math.max(times * slowestControlMs, atLeast)
    const again = part(againName(name))
    const took = Math.min(answerMs(observation), again ? answerMs(again) : Number.POSITIVE_INFINITY)
    if (took <= limit) return null
    const got = `an answer after ${Math.round(took)} ms${again ? ', the faster of two' : ''} (the control took ${Math.round(slowestControlMs)} ms)`
    return { verdict: 'fail', got, because: `the answer takes more than ${Math.round(limit)} ms` }
  }
}

/**
 * The same answer as the twin `name`: both a 101 with the same subprotocol. Skipped where the twin was not accepted, and
 * with `selecting` also where the twin's answer selects no subprotocol.
 */
export function sameAs(name: string, { selecting = false, verdict = 'miss' as RowVerdict } = {}): Check {
  return (observation, { part }): Finding | null => {
    const twin = part(name)
    if (provesNothing(observation)) return null
    if (twin && provesNothing(twin))
      return { verdict: 'inconclusive', because: `the twin "${name}" gave no evidence: network error or load` }
    if (!twin?.opened)
      return { verdict: 'skip', because: `the twin "${name}" was not accepted, so there is nothing to compare with` }
    const wanted = selectedSubprotocol(twin)
    if (selecting && wanted === null)
      return { verdict: 'skip', because: `the target selected no subprotocol for the twin "${name}"` }
    const got = observation.opened ? selectedSubprotocol(observation) : undefined
    if (got === wanted) return null
    const word = got === undefined ? 'no 101' : got === null ? 'no subprotocol' : `subprotocol ${shown(got)}`
    return {
      verdict,
      got: word,
      because: `the twin "${name}" was answered with ${wanted === null ? 'no subprotocol' : shown(wanted)}`,
    }
  }
}
