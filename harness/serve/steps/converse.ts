import type { ClientFrame } from '../../case/client-observation'
import { OPCODE } from '../../wire/websocket/frame'
import type { ReplyPlayer } from '../player'
import type { ReplyStepKind } from './kind'

/** Echoes messages, answers Ping and Close, and ends with the connection. After an answer that is no 101 it only waits. */
export interface ConverseStep {
  do: 'converse'
  /** Messages are not echoed. A client whose application waits for the echo then has no other reason to close. */
  mute?: true
  /** wsspec has sent a Close frame: it answers nothing more, and ends the connection once the client's Close has come (RFC 6455 5.5.1). */
  closing?: true
}

declare module '../../case/reply' {
  interface ReplyStepKinds {
    converse: ConverseStep
  }
}

/** Answers one frame after wsspec has sent its Close frame: only the client's own Close ends the connection. */
function endOn({ opcode }: ClientFrame, player: ReplyPlayer): void {
  if (opcode === OPCODE.close) player.halfClose()
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
  perform: async ({ mute, closing }, player) => {
    const answer = closing ? endOn : answerFrame
    let answered = 0
    const count = () => player.link()?.frames.length ?? 0
    while (await player.until(() => count() > answered)) {
      const frames = player.link()?.frames ?? []
      for (; answered < frames.length; answered++) answer(frames[answered] as ClientFrame, player, mute)
    }
  },
  inWords: ({ mute, closing }) => {
    if (closing) return 'wait for the Close frame of the client'
    return mute ? 'answer Ping and Close, and echo nothing' : 'echo messages until the client leaves'
  },
}
