import type { Check } from '../../../../harness/case/check'
import type { Observation } from '../../../../harness/case/observation'
import type { Step } from '../../../../harness/case/script'
import { hasDeadLink } from '../../../../harness/judge/acceptance'
import { shown } from '../../../../harness/judge/shown-text'
import { notFrames } from '../../parts/second-response'

/** The number of bytes that were received before the client sent anything after the answer. */
function unpromptedBytes({ recording: { marks }, received }: Observation): number {
  const answer = marks.findIndex(({ what }) => what === 'answer')
  const spoke = marks.find(
    ({ what }, index) =>
      ['alive', 'frame', 'write'].includes(what) || (what === 'send' && index > answer && answer >= 0),
  )
  return spoke?.receivedBefore ?? received.length
}

/** 7.09: only frames follow the 101 while the client sends nothing (RFC 9112 6.3 item 1). A second response is 7.18. */
export const framesOnly: Check = (observation) => {
  const bytes = notFrames(observation)
  const { link } = observation
  if (!link?.fault || bytes === null || link.rest >= unpromptedBytes(observation) || /^HTTP\/\d/.test(bytes))
    return null
  return {
    verdict: 'fail',
    got: `"${shown(bytes, 60)}" after the 101: ${link.fault}`,
    because: 'RFC 9112 6.3 item 1: a 101 has no content; only unmasked frames follow its empty line',
  }
}

/** 7.23: the frame after the 101 is answered (RFC 9112 6.3 item 1), even where the control's frame is not. */
export const liveLink: Check = (observation) =>
  hasDeadLink(observation)
    ? {
        verdict: 'fail',
        because:
          'RFC 9112 6.3 item 1: a 101 has no content, so the WebSocket starts right after it and a frame is answered',
      }
    : null

/** 7.09, 7.18: the client sends nothing after the 101. */
export const silentWindow: readonly Step[] = [{ do: 'send' }, { do: 'answer' }, { do: 'watch', ms: 1000 }]
