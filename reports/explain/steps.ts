import type { Part } from '../../harness/case/case'
import { resolve } from '../../harness/case/request'
import type { FrameSpec, Step } from '../../harness/case/script'
import { handshake } from '../../harness/wire/http1/request'
import { count, duration } from '../text/phrases'
import { visible } from '../wire/connection-text'
import { EXAMPLE } from './example'

/** More characters of octets inside a sentence than this are not shown. */
const MOST_CHARACTERS = 160

const OPCODES: Readonly<Record<number, string>> = {
  0: 'a continuation frame',
  1: 'a text frame',
  2: 'a binary frame',
  8: 'a Close frame',
  9: 'a Ping',
  10: 'a Pong',
}

/** Octets in a sentence, on one line. */
function quoted(octets: Buffer): string {
  const shown = visible(octets).replaceAll('\n', '')
  return shown.length > MOST_CHARACTERS
    ? `${shown.slice(0, MOST_CHARACTERS)}… (${octets.length} octets)`
    : shown || 'nothing'
}

function sendWords(step: Extract<Step, { do: 'send' }>, part: Part): string {
  const { octets } = handshake(EXAMPLE, [], step.edit ?? part.send)
  const { from = 0, to = octets.length, everyMs, edit } = step
  const slowly = everyMs === undefined ? '' : `, one octet every ${duration(everyMs)}`
  const piece = octets.subarray(from, to)
  if (piece.length === octets.length && edit === undefined) return `send the request above${slowly}`
  if (edit === undefined) return `send ${count(piece.length, 'octet')} of the request above${slowly}: ${quoted(piece)}`
  return `send${slowly}: ${quoted(piece)}`
}

function frameWords({ opcode, payload = '', fin = true, rsv = 0, mask = true }: FrameSpec): string {
  const tags = [fin ? '' : 'FIN 0', rsv ? `reserved bits ${rsv.toString(2).padStart(3, '0')}` : '']
  const notes = [...tags, mask === false ? 'not masked' : ''].filter((tag) => tag !== '')
  const octets = count(Buffer.from(payload).length, 'octet')
  return `${OPCODES[opcode] ?? `a frame with opcode ${opcode}`} with ${octets} of payload${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`
}

function awaited({ end, link, frame, octets }: Extract<Step, { do: 'await' }>): string {
  if (end) return 'the end of the connection'
  if (octets) return 'the octets that are due behind the answer'
  if (link) return 'the frames that are due'
  return frame ? 'the frame that is due' : 'a frame'
}

/** A step in words. */
function stepWords(step: Step, part: Part): string {
  switch (step.do) {
    case 'send':
      return sendWords(step, part)
    case 'flood':
      return `send ${quoted(Buffer.from(resolve(step.octets, EXAMPLE), 'latin1'))} again and again, until the server answers or ends, at most ${step.most} octets or ${duration(step.ms)}`
    case 'stopReading':
      return `read nothing for ${duration(step.ms)}`
    case 'answer':
      return `wait for a final response${step.within === undefined ? '' : `, at most ${duration(step.within)}`}`
    case 'alive':
      return 'behind a 101, ask for a sign of life'
    case 'frame':
      return `send ${frameWords(step.frame)}${step.joined ? `, and in the same write ${frameWords(step.joined)}` : ''}${step.refused ? ', behind a refusal too' : ''}`
    case 'write':
      return `send: ${quoted(Buffer.from(resolve(step.octets, EXAMPLE), 'latin1'))}`
    case 'await':
      return `wait for ${awaited(step)}, at most ${duration(step.within)}`
    case 'watch':
      return `watch for up to ${duration(step.ms)} that nothing happens`
    case 'pause':
      return `wait ${duration(step.ms)}`
    case 'unlessClosing':
      return 'go on only where the connection may be used again'
    case 'onlyIf':
      return `go on only where ${step.says}`
    case 'halfClose':
      return 'close the sending side'
    case 'reset':
      return 'reset the connection'
  }
}

/** The script of a part in words, one for each step; a run of the same steps once, with how often. */
export function stepsInWords(steps: readonly Step[], part: Part): string[] {
  const words: { text: string; times: number }[] = []
  for (const step of steps) {
    const text = stepWords(step, part)
    const last = words.at(-1)
    if (last?.text === text) last.times += 1
    else words.push({ text, times: 1 })
  }
  return words.map(({ text, times }) => (times === 1 ? text : `${text} (${times} times)`))
}
