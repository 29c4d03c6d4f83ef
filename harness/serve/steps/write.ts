import type { ReplyValue } from '../../case/reply'
import { replied } from '../../wire/reply'
import type { ReplyStepKind } from './kind'

/** Writes bytes as they are. */
export interface WriteReplyStep {
  do: 'write'
  /** As Latin-1. */
  octets: ReplyValue<string>
}

declare module '../../case/reply' {
  interface ReplyStepKinds {
    write: WriteReplyStep
  }
}

export const write: ReplyStepKind<WriteReplyStep> = {
  perform: ({ octets }, player) => player.answer(Buffer.from(replied(octets, player.vars), 'latin1')),
  inWords: ({ octets }, { vars, quote }) => `send: ${quote(Buffer.from(replied(octets, vars), 'latin1'))}`,
}
