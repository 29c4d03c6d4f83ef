import { DRIVER_WORDS, type DriverWord } from '../case/driver'
import type { DriverCall } from './driver'

/** An event of one of the attempts that share a process. `END` is the end of the attempt. */
export interface AttemptLine {
  attempt: number
  word: DriverWord | 'END'
  /** The text of the event: JSON for OPEN and MESSAGE, else free text. */
  text: string
}

function textOf(word: string, data: unknown): string {
  if (data === undefined || data === null) return ''
  return typeof data === 'string' && word !== 'MESSAGE' ? data : JSON.stringify(data)
}

/** The event in a line of JSON, `{"attempt":7,"event":"OPEN","data":{…}}`; null for any other line. */
export function attemptLineIn(line: string): AttemptLine | null {
  try {
    const { attempt, event, data } = JSON.parse(line) as Record<string, unknown>
    const words: readonly unknown[] = [...DRIVER_WORDS, 'END']
    if (typeof attempt !== 'number' || !words.includes(event)) return null
    return { attempt, word: event as AttemptLine['word'], text: textOf(String(event), data) }
  } catch {
    return null
  }
}

/** The line of JSON that asks for an attempt. `cafile` is a member only where a certificate is to be trusted. */
export function askingLine(attempt: number, { id, url, protocols, timeoutMs, caFile }: DriverCall): string {
  return JSON.stringify({ case: id, url, protocols, timeout: timeoutMs, attempt, cafile: caFile })
}
