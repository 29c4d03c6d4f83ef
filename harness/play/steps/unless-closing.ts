import { fieldValues, listMembers, sameName } from '../../wire/http1/fields'
import type { Player } from '../player'
import type { StepKind } from './kind'

/** Goes on only where the connection may be used for another request. */
export interface UnlessClosingStep {
  do: 'unlessClosing'
}

declare module '../../case/script' {
  interface StepKinds {
    unlessClosing: UnlessClosingStep
  }
}

/** RFC 9112 9.3: the connection persists unless the answer says close, or has no known end. */
function persists({ conversation: { answer, opened }, hasEnded }: Player): boolean {
  const final = answer?.final
  if (!final?.complete || opened || final.framing === 'close' || hasEnded) return false
  const options = listMembers(fieldValues(final.head.fields, 'Connection'))
  return !options.some((option) => sameName(option, 'close')) && final.head.version === 'HTTP/1.1'
}

export const unlessClosing: StepKind<UnlessClosingStep> = {
  perform: (_, player) => persists(player),
  inWords: () => 'go on only where the connection may be used again',
  onlyWaits: true,
}
