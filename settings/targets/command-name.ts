import { maskProgram } from '../../harness/run/masking/words'

/** Maximum number of characters of a name that is a command. */
const MOST_NAME = 100

/** The name of a command in reports: its words as they were typed, without secrets. */
export function nameOfCommand(command: readonly string[]): string {
  const words = maskProgram(command).join(' ')
  return words.length > MOST_NAME ? `${words.slice(0, MOST_NAME)}…` : words
}
