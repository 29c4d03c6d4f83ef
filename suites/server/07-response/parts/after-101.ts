import type { Check } from '../../../../harness/case/check'
import type { Observation } from '../../../../harness/case/observation'
import type { SentRequest } from '../../../../harness/case/recording'
import type { Step } from '../../../../harness/case/script'
import { shown } from '../../../../harness/judge/shown-text'
import { reasonOf } from '../../parts/reason'
import { notFrames } from '../../parts/second-response'
import { noContentIn101 } from './clauses'

/** True where bytes followed the header section of a request: a server that opens reads them as frames, and may answer. */
function spokeEarly({ octets }: SentRequest): boolean {
  const end = octets.indexOf('\r\n\r\n')
  return end >= 0 && end + 4 < octets.length
}

/** The number of bytes that were received before the client sent anything that a server may answer with frames. */
function unpromptedBytes({ recording: { marks, receivedBytes, requests } }: Observation): number {
  if (requests.some(spokeEarly)) return 0
  const answer = marks.findIndex(({ what }) => what === 'answer')
  const spoke = marks.find(
    ({ what }, index) =>
      ['alive', 'frame', 'write'].includes(what) || (what === 'send' && index > answer && answer >= 0),
  )
  return spoke?.receivedBefore ?? receivedBytes
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
    because: reasonOf(noContentIn101, 'only unmasked frames follow its empty line'),
  }
}

/** 7.09, 7.18: the client sends nothing after the 101. */
export const silentWindow: readonly Step[] = [{ do: 'send' }, { do: 'answer' }, { do: 'watch', ms: 1000 }]
