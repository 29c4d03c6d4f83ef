import { variablesNote } from '../text/masked-words'
import { wrap } from './layout'

/** The command to run next, which is never wrapped because it is copied; before it, what it needs. */
export function nextLines(line: string, width: number): string[] {
  const note = variablesNote(line)
  return [...(note === null ? [] : wrap(note, width)), `Next: ${line}`]
}
