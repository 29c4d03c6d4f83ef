import type { ReplyEdit } from '../../case/reply'
import { renderReply } from '../../wire/reply'
import type { ReplyStepKind } from './kind'

/** Sends the right 101 with one edit. */
export interface ReplyStepOfReply {
  do: 'reply'
  edit?: ReplyEdit
  /** Cuts the bytes into several writes: after this number of bytes, or after every byte. */
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

/** How many pauses between writes are never cut short: the client reads the first pieces one by one. */
const WHOLE_PAUSES = 8

export const reply: ReplyStepKind<ReplyStepOfReply> = {
  perform: async ({ edit, cut, apartMs = 0 }, player) => {
    const [first, ...rest] = piecesOf(renderReply(player.vars, edit), cut)
    player.answer(first as Buffer, edit)
    // The first pauses are whole. The later ones follow a timetable, so that a busy computer does not make the answer last longer.
    let startMs = performance.now()
    for (const [at, piece] of rest.entries()) {
      if (at < WHOLE_PAUSES) startMs = performance.now() - at * apartMs
      const waitMs = startMs + (at + 1) * apartMs - performance.now()
      if (waitMs > 0) await player.watch(waitMs)
      player.write(piece)
    }
  },
  inWords: ({ edit, cut, apartMs = 0 }, { vars, quote, duration }) => {
    const where = cut === 'every byte' ? ', one byte in each write' : cut === undefined ? '' : ', in two writes'
    const when = cut === undefined ? '' : ` ${duration(apartMs)} apart`
    return `answer: ${quote(renderReply(vars, edit))}${where}${when}`
  },
}
