import type { Check } from '../../../../harness/case/expectation'
import type { Observation } from '../../../../harness/case/observation'
import type { Step } from '../../../../harness/case/script'
import { finalHead, hasDeadLink } from '../../../../harness/judge/answer'
import { isBusy } from '../../../../harness/judge/busy'
import { accepted } from '../../../../harness/judge/expectations'
import { shown } from '../../../../harness/judge/outcome'
import { notFrames } from '../../parts/second-response'

/** How many octets had come before the client spoke behind the answer: what is in them came unasked. */
function unaskedEnd({ recording: { marks }, received }: Observation): number {
  const answer = marks.findIndex(({ what }) => what === 'answer')
  const spoke = marks.find(
    ({ what }, index) =>
      ['alive', 'frame', 'write'].includes(what) || (what === 'send' && index > answer && answer >= 0),
  )
  return spoke?.receivedBefore ?? received.length
}

/** 7.09: nothing but frames comes unasked; a second response is 7.18's (RFC 9112 6.3 item 1). */
export const framesOnly: Check = (observation) => {
  const junk = notFrames(observation)
  const { link } = observation
  if (!link?.fault || junk === null || link.rest >= unaskedEnd(observation) || /^HTTP\/\d/.test(junk)) return null
  return {
    verdict: 'fail',
    got: `"${shown(junk, 60)}" behind the 101: ${link.fault}`,
    because: 'RFC 9112 6.3 item 1: a 101 has no content; what follows its empty line are unmasked frames',
  }
}

/** 7.23: strict where `accepted` is not: the frame behind the 101 is answered (RFC 9112 6.3 item 1). */
export const liveLink: Check = (observation) =>
  hasDeadLink(observation)
    ? {
        verdict: 'fail',
        because: 'RFC 9112 6.3 item 1: a 101 has no content, so a frame behind it is answered at once',
      }
    : null

/** 7.09, 7.18: the client says nothing behind the 101. */
export const silentWindow: readonly Step[] = [{ do: 'send' }, { do: 'answer' }, { do: 'watch', ms: 1000 }]

/** 7.10: BASE up to `end`, a window, the rest, the answer. */
export function inTwo(end: number): readonly Step[] {
  return [
    { do: 'send', to: end },
    { do: 'watch', ms: 1000 },
    { do: 'send', from: end },
    { do: 'answer' },
    { do: 'alive' },
  ]
}

/** A 101 before the empty line is the fault; any other end before it is free, a refusal behind it is not. */
const onlyWhenComplete: Check = (observation) => {
  const window = observation.recording.marks.find(({ what }) => what === 'watch')
  const head = finalHead(observation)
  if (!window) return null
  const early = head ? head.start < window.receivedAfter : observation.recording.endedMs <= window.endedMs
  if (observation.opened) {
    const because = 'RFC 9110 5.3: a server MUST NOT apply a request until it receives the entire header section'
    return early ? { verdict: 'fail', got: 'a 101 before the empty line had been sent', because } : null
  }
  if (early) return { verdict: 'observed', because: 'it came before the request was complete' }
  return isBusy(head?.status ?? null) ? null : { verdict: 'miss', because: 'the request was complete and correct' }
}

/** 7.10: the 101 comes behind the empty line, and comes (RFC 9110 5.3). */
export const acceptedWhenComplete = accepted({
  says: 'no 101 before the empty line; then 101',
  rows: {
    '2xx': 'observed',
    '3xx': 'observed',
    '4xx': 'observed',
    '5xx': 'observed',
    dropped: 'observed',
    silent: 'observed',
  },
  checks: [onlyWhenComplete],
})
