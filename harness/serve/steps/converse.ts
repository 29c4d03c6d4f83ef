import type { ClientFrame } from '../../case/client-observation'
import { OPCODE } from '../../wire/websocket/frame'
import type { ReplyPlayer } from '../player'
import type { ReplyStepKind } from './kind'

/** Echoes messages, answers Ping and Close, and ends with the connection. After an answer that is no 101 it only waits. */
export interface ConverseStep {
  do: 'converse'
  /** Messages are not echoed: a client whose application waits for its echo has no other reason to leave. */
  mute?: true
}

declare module '../../case/reply' {
  interface ReplyStepKinds {
    converse: ConverseStep
  }
}

/** Answers one frame. A compressed payload is echoed as it came, which keeps both windows alike (RFC 7692 7.2). */
function answerFrame({ opcode, payload, fin, rsv }: ClientFrame, player: ReplyPlayer, mute = false): void {
  if (opcode === OPCODE.ping) player.writeFrame({ opcode: OPCODE.pong, payload })
  else if (opcode === OPCODE.close) {
    player.writeFrame({ opcode, payload: payload.subarray(0, 2) })
    player.halfClose()
  } else if (opcode <= OPCODE.binary && !mute) player.writeFrame({ opcode, payload, fin, rsv })
}

export const converse: ReplyStepKind<ConverseStep> = {
  perform: async ({ mute }, player) => {
    let answered = 0
    const count = () => player.link()?.frames.length ?? 0
    while (await player.until(() => count() > answered)) {
      const frames = player.link()?.frames ?? []
      for (; answered < frames.length; answered++) answerFrame(frames[answered] as ClientFrame, player, mute)
    }
  },
  inWords: ({ mute }) => (mute ? 'answer Ping and Close, and echo nothing' : 'echo messages until the client leaves'),
}
