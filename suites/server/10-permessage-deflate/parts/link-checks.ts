import type { Check, Finding } from '../../../../harness/case/check'
import type { Expectation } from '../../../../harness/case/expectation'
import type { FrameRun } from '../../../../harness/case/frame'
import type { Observation } from '../../../../harness/case/observation'
import { isFinding } from '../../../../harness/case/verdicts'
import { hasDeadLink } from '../../../../harness/judge/acceptance'
import { provesNothing } from '../../../../harness/judge/checks'
import { anything } from '../../../../harness/judge/expectations'
import { shown } from '../../../../harness/judge/shown-text'
import { type Reply, readReplies } from '../../../../harness/wire/websocket/replies'
import { closeCode, hasEnded } from '../../parts/link'
import { type Agreement, agreementOf } from './agreement'
import { isClose, WITHIN_MS } from './steps'

/** Judges a link on which permessage-deflate was agreed on. */
export type LinkCheck = (link: FrameRun, observation: Observation, agreement: Agreement) => Finding

/** No finding rests on a link with a message that was not read to its end. */
const UNREAD_MESSAGE: Finding = {
  verdict: 'inconclusive',
  because: 'the server sent a message that is larger than wsspec decompresses (4 MiB)',
}

/**
 * The expectation of a link with permessage-deflate; the case is skipped if it was not agreed on.
 * @param says what is required, in words
 */
export function expectOnLink(says: string, look: LinkCheck): Expectation {
  const check: Check = (observation, { control }) => {
    if (provesNothing(observation)) return null
    const agreement = agreementOf(observation.answers[0])
    const { link } = observation
    if (!observation.opened || !agreement || !link)
      return { verdict: 'skip', because: 'permessage-deflate was not negotiated on this connection' }
    if (hasDeadLink(control))
      return { verdict: 'skip', because: 'the target answers nothing after any 101; 7.23 scores that' }
    if (link.fault?.includes('masked'))
      return { verdict: 'skip', because: `the frames cannot be read (${link.fault}); 14.09 scores that` }
    const finding = look(link, observation, agreement)
    const isAgainst = finding.verdict === 'miss' || isFinding(finding.verdict)
    return isAgainst && readReplies(link).some(({ cut }) => cut) ? UNREAD_MESSAGE : finding
  }
  return anything({ says, checks: [check] })
}

/** The reason in words why an expected reply is missing. */
export function describeLink(link: FrameRun, observation: Observation, replies: readonly Reply[]): string {
  const code = closeCode(observation)
  const fault = replies.find((reply) => reply.fault !== null)?.fault
  if (fault) return `a reply that cannot be decompressed: ${fault}`
  if (code !== null) return `Close ${code} and no such reply`
  if (hasEnded(observation)) return 'the connection ended without such a reply'
  if (link.fault !== null) return link.fault
  return `no such reply within ${WITHIN_MS / 1000} s (${replies.length} others)`
}

/** The server sends every text back. */
export function echoes(because: string, ...texts: string[]): LinkCheck {
  return (link, observation) => {
    const replies = readReplies(link)
    const found = texts.map((text) => replies.find(({ octets }) => octets.equals(Buffer.from(text))))
    const missing = found.indexOf(undefined)
    if (missing < 0)
      return {
        verdict: 'pass',
        got: found.every((reply) => reply?.compressed) ? 'the echo is compressed' : 'the echo is not compressed',
        because: '',
      }
    const which = texts.length > 1 ? `"${shown(texts[missing] ?? '', 40)}": ` : ''
    return { verdict: 'fail', got: which + describeLink(link, observation, replies), because }
  }
}

/**
 * The server closes the link, with a Close frame or the end of the connection.
 * @param open the verdict if the connection stays open
 * @param instead what the server did that it must not do, in words; null when it did not
 */
export function closes(
  because: string,
  open: Finding['verdict'],
  instead: (link: FrameRun) => string | null,
): LinkCheck {
  return (link, observation) => {
    const wrong = instead(link)
    if (wrong !== null) return { verdict: 'fail', got: wrong, because }
    const code = closeCode(observation)
    if (code !== null) return { verdict: 'pass', got: isClose(link.frames[0]) ? '' : `Close ${code}`, because: '' }
    if (hasEnded(observation)) return { verdict: 'pass', got: 'the connection is closed', because: '' }
    return { verdict: open, got: `the connection stays open for ${WITHIN_MS / 1000} s`, because }
  }
}
