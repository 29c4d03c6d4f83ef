import { SEND_BACK } from '../../case/driver'
import { OPCODE } from '../../wire/websocket/frame'
import { readReplies } from '../../wire/websocket/replies'
import type { ReplyPlayer } from '../player'
import type { ReplyStepKind } from './kind'

/** Maximum time that a driver may take, ms. A driver that does not send messages back lets this time pass. */
const WITHIN_MS = 1500

/**
 * Sends messages that the driver sends back, so that the client sends what a case needs: the driver itself only says
 * `hello`. Then sends `hello`, whereupon the driver closes, and answers that. It echoes nothing.
 */
export interface SendBackReplyStep {
  do: 'sendBack'
  /** Each begins with SEND_BACK. They are not compressed. */
  texts: readonly string[]
}

declare module '../../case/reply' {
  interface ReplyStepKinds {
    sendBack: SendBackReplyStep
  }
}

/** The Close frame of the client; undefined before it has come. */
function closeOf(player: ReplyPlayer) {
  return player.link()?.frames.find(({ opcode }) => opcode === OPCODE.close)
}

/** How many messages of the client begin with SEND_BACK, however they are compressed. */
function cameBack(player: ReplyPlayer): number {
  const replies = readReplies({ frames: player.link()?.frames ?? [] })
  return replies.filter(({ octets, fault }) => fault !== null || octets.toString('latin1').startsWith(SEND_BACK)).length
}

export const sendBack: ReplyStepKind<SendBackReplyStep> = {
  perform: async ({ texts }, player) => {
    for (const payload of texts) player.writeFrame({ opcode: OPCODE.text, payload })
    await player.until(() => cameBack(player) >= texts.length || closeOf(player) !== undefined, WITHIN_MS)
    player.writeFrame({ opcode: OPCODE.text, payload: 'hello' })
    await player.until(() => closeOf(player) !== undefined)
    const close = closeOf(player)
    if (!close) return
    player.writeFrame({ opcode: OPCODE.close, payload: close.payload.subarray(0, 2) })
    player.halfClose()
  },
  inWords: ({ texts }) => {
    const count = texts.length === 1 ? 'a message' : `${texts.length} messages`
    return `send ${count} that the driver sends back, wait for it, and send "hello"`
  },
  lastsMs: () => WITHIN_MS,
}
