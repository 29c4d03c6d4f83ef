import type { Observation } from '../../case/observation'
import type { Refusal, Suggestion } from '../../case/results'
import { describe } from '../../judge/describe'
import { maskUrl } from '../masking/words'
import type { Session } from '../session'
import type { Mask } from '../stored-exchange'
import { diagnose } from './diagnose'

function maskedSuggestion({ url, flags }: Suggestion, mask: Mask): Suggestion {
  return { ...(url === undefined ? {} : { url: mask.text(maskUrl(url)) }), flags: flags.map(mask.text) }
}

/** The request line that was sent; empty where there was no connection. */
function requestLine({ recording: { requests, connectedMs } }: Observation, mask: Mask): string {
  const [request] = requests
  if (request === undefined || connectedMs === null) return ''
  const [line = ''] = mask.bytes(request.octets).toString('latin1').split('\r\n', 1)
  return maskUrl(line)
}

/**
 * What results keep of a target that did not answer the correct handshake with 101: why, in words and in parts. Secrets
 * are masked.
 */
export async function refused(
  session: Pick<Session, 'target' | 'options'>,
  control: Observation,
  mask: Mask,
): Promise<{ diagnosis: string; refusal: Refusal }> {
  const { text, looksLike, help, content, suggestion } = await diagnose(session, control, mask.text)
  const refusal: Refusal = {
    sent: requestLine(control, mask),
    received: mask.text(describe(control)),
    ...(content === undefined ? {} : { content }),
    looksLike: mask.text(looksLike),
    ...(help === undefined ? {} : { help: mask.text(help) }),
    ...(suggestion === undefined ? {} : { suggestion: maskedSuggestion(suggestion, mask) }),
  }
  return { diagnosis: mask.text(text), refusal }
}
