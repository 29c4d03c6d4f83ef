import type { ReplyEdit } from '../../case/reply'
import { renderReply } from '../../wire/reply'
import type { ReplyStepKind } from './kind'

/** Sends the right 101 with one edit. */
export interface ReplyStepOfReply {
  do: 'reply'
  edit?: ReplyEdit
  /** Cuts the bytes into several writes: after so many bytes, or after every byte. */
  cut?: number | 'every byte'
  /** The pause between two of these writes, ms. */
  apartMs?: number
}

declare module '../../case/reply' {
  interface ReplyStepKinds {
    reply: ReplyStepOfReply
  }
}

/** The pieces of `bytes`; a negative `cut` counts from the end. */
function piecesOf(bytes: Buffer, cut: number | 'every byte' | undefined): Buffer[] {
  if (cut === undefined) return [bytes]
  if (cut === 'every byte') return Array.from(bytes, (_, at) => bytes.subarray(at, at + 1))
  return [bytes.subarray(0, cut), bytes.subarray(cut)]
}

export const reply: ReplyStepKind<ReplyStepOfReply> = {
  perform: async ({ edit, cut, apartMs = 0 }, player) => {
    const [first, ...rest] = piecesOf(renderReply(player.vars, edit), cut)
    player.answer(first as Buffer, edit)
    for (const piece of rest) {
      await player.watch(apartMs)
      player.write(piece)
    }
  },
  inWords: ({ edit, cut, apartMs = 0 }, { vars, quote, duration }) => {
    const where = cut === 'every byte' ? ', one byte in each write' : cut === undefined ? '' : ', in two writes'
    const when = cut === undefined ? '' : ` ${duration(apartMs)} apart`
    return `answer: ${quote(renderReply(vars, edit))}${where}${when}`
  },
}
