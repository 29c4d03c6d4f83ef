import type { Player } from '../player'
import type { StepKind } from './kind'

/** Waits for a final response, its content included where its framing shows the end. */
export interface AnswerStep {
  do: 'answer'
  /** The longest wait, ms; longer for a slow target. Without it, until the deadline of the case. */
  within?: number
}

declare module '../../case/script' {
  interface StepKinds {
    answer: AnswerStep
  }
}

/** How long content may take after the header section of a final response, ms. */
const CONTENT_MS = 1000

/** Waits for a final response. One whose header section has begun and stays silent is given up before the deadline. */
async function isAnswered(player: Player, most = Number.POSITIVE_INFINITY): Promise<boolean> {
  const { conversation, connection, clock, script } = player
  const { unendedHeads } = script
  if (!unendedHeads) return player.until(() => conversation.isAnswered(), most)
  const until = clock.now() + most
  const began = () => conversation.octetsAfterAnswer().length > 0
  if (!(await player.until(() => conversation.isAnswered() || began(), most))) return false
  while (!conversation.isAnswered() && !player.hasEnded && clock.now() < until && clock.left() > 0) {
    const { length } = connection.received
    const quietMs = unendedHeads.quietMs(script.patienceMs, script.windowMs)
    const goesOn = () => connection.received.length > length || conversation.isAnswered()
    const came = await player.until(goesOn, Math.min(quietMs, until - clock.now()))
    if (came || player.hasEnded || clock.now() >= until || clock.left() === 0) continue
    unendedHeads.add()
    return false
  }
  return conversation.isAnswered()
}

async function perform({ within }: AnswerStep, player: Player): Promise<boolean> {
  const { clock, conversation, script } = player
  const most = within === undefined ? script.answerMs : script.patienceMs(within)
  const began = clock.now()
  if (!(await isAnswered(player, most))) {
    // The deadline has room for waits of later steps, which are not performed.
    if (within === undefined && most !== undefined && clock.now() - began >= most) clock.end()
    return false
  }
  const { final } = conversation.readAnswer()
  if (final === null) return true
  const contentMs = final.framing === 'close' ? script.windowMs(CONTENT_MS) : script.patienceMs(CONTENT_MS)
  await player.until(() => conversation.readAnswer().final?.complete === true, contentMs)
  conversation.finishAnswer()
  return true
}

export const answer: StepKind<AnswerStep> = {
  perform,
  inWords: ({ within }, { duration }) =>
    `wait for a final response${within === undefined ? '' : `, at most ${duration(within)}`}`,
  withinMs: ({ within }) => within ?? null,
  readsAfterEnd: true,
  onlyWaits: true,
}
