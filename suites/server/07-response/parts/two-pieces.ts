import type { Check } from '../../../../harness/case/check'
import type { Step } from '../../../../harness/case/script'
import { finalHead } from '../../../../harness/judge/answer'
import { isBusy } from '../../../../harness/judge/busy'
import { accepted } from '../../../../harness/judge/expectations'
import { wholeHeaderSection } from '../../parts/message-clauses'
import { reasonOf } from '../../parts/reason'

/** 7.10: sends BASE up to `end` (as Buffer.subarray counts), watches, and sends the rest. */
export function inTwoPieces(end: number): readonly Step[] {
  return [
    { do: 'send', to: end },
    { do: 'watch', ms: 1000 },
    { do: 'send', from: end },
    { do: 'answer' },
    { do: 'alive' },
  ]
}

/** A 101 before the empty line fails. Any other end before it is a free choice; a refusal after it is a miss. */
const onlyWhenComplete: Check = (observation) => {
  const window = observation.recording.marks.find(({ what }) => what === 'watch')
  const head = finalHead(observation)
  if (!window) return null
  const early = head ? head.start < window.receivedAfter : observation.recording.endedMs <= window.endedMs
  if (observation.opened) {
    const got = 'a 101 before the empty line had been sent'
    return early ? { verdict: 'fail', got, because: reasonOf(wholeHeaderSection) } : null
  }
  if (early) return { verdict: 'observed', because: 'the answer came before the request was complete' }
  return isBusy(head?.status ?? null) ? null : { verdict: 'miss', because: 'the request was complete and correct' }
}

/** 7.10: the 101 comes, and it comes after the empty line (RFC 9110 5.3). */
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
