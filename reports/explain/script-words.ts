import type { Part } from '../../harness/case/case'
import type { Step } from '../../harness/case/script'
import type { Vars } from '../../harness/case/vars'
import { kindOf } from '../../harness/play/steps'
import type { Rendering, Wording } from '../../harness/play/steps/kind'
import { handshake } from '../../harness/wire/http1/request'
import { count, duration } from '../text/phrases'
import { visible } from '../wire/connection-text'
import { EXAMPLE } from './example-values'

/** Maximum number of characters of bytes inside a sentence. */
const MOST_CHARACTERS = 160

/** Bytes in a sentence, on one line. */
export function quote(bytes: Buffer): string {
  const shown = visible(bytes).replaceAll('\n', '')
  return shown.length > MOST_CHARACTERS
    ? `${shown.slice(0, MOST_CHARACTERS)}… (${bytes.length} bytes)`
    : shown || 'nothing'
}

/** How the steps of a part are rendered for one target. */
export function renderingOf(part: Part, vars: Vars): Rendering {
  return { vars, request: (edit) => handshake(vars, [], edit ?? part.send).octets }
}

/** The script of a part in words, one for each step; a run of the same steps once, with how often. */
export function stepsInWords(steps: readonly Step[], part: Part): string[] {
  const wording: Wording = { ...renderingOf(part, EXAMPLE), quote, count, duration }
  const words: { text: string; times: number }[] = []
  for (const step of steps) {
    const text = kindOf(step).inWords(step, wording)
    const last = words.at(-1)
    if (last?.text === text) last.times += 1
    else words.push({ text, times: 1 })
  }
  return words.map(({ text, times }) => (times === 1 ? text : `${text} (${times} times)`))
}
