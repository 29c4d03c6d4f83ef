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

async function perform({ within }: AnswerStep, player: Player): Promise<boolean> {
  const { conversation, script } = player
  const most = within === undefined ? undefined : script.patienceMs(within)
  if (!(await player.until(() => conversation.isAnswered(), most))) return false
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
