import type { Check, Finding, RowVerdict } from '../case/check'
import type { Observation } from '../case/observation'
import { listMembers } from '../wire/http1/fields'
import { answered, expectedAccept, selectedSubprotocol, statusOf } from './answer'
import { isBusy } from './busy'
import { shown, shownValues } from './shown-text'

/** True where an answer is no evidence: there was no connection, or the server was busy. */
export function provesNothing(observation: Observation): boolean {
  return observation.recording.connectedMs === null || isBusy(statusOf(observation))
}

/** The finding of a fault that another case scores: `what` was found, and the verdict is `skip`. */
export function scoredIn(id: string, what: string): Finding {
  return { verdict: 'skip', because: `${what}; ${id} scores that`, scoredIn: id }
}

/** Marks what `check` finds as shown by the head of the answer: it holds where wsspec cut a wait after the head (cut.ts). */
export function fromHead(check: Check): Check {
  return (observation, context) => {
    const finding = check(observation, context)
    return finding && { ...finding, fromHead: true }
  }
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
  return fromHead((observation) => {
    if (listMembers(answered(observation, name)).includes(member)) return null
    const got = fieldInWords(observation, name)
    return { verdict, got, because: `the answer has no ${name} field that lists ${member}` }
  })
}

/**
 * The 101 has the Sec-WebSocket-Accept of the key as sent, whatever the control received (RFC 6455 4.2.2 step 5.4).
 * 7.02 judges the number of lines.
 */
export function acceptIsRight(verdict: RowVerdict = 'fail'): Check {
  return onOpened(
    fromHead((observation) => {
      const expected = expectedAccept(observation)
      const values = answered(observation, 'Sec-WebSocket-Accept')
      if (expected === null || (values.length > 0 && values.every((value) => value === expected))) return null
      const because =
        'RFC 6455 4.2.2 (step 5.4): "The value of this header field is constructed by concatenating /key/", the key as it was sent'
      return { verdict, because }
    }),
  )
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
