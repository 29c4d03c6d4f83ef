import { UsageError } from '../../settings/usage-error'
import { completionScript } from '../completion/scripts'
import { SHELLS } from '../completion/shells'
import { commandWords } from '../completion/words'
import { EXIT, type ExitCode } from '../exit-codes'
import type { Call } from './command'

/** `wsspec completion`: prints the completion script of a shell. */
export function action({ context, words: [name], commands }: Call): ExitCode {
  const shell = SHELLS.find((each) => each === name)
  if (shell === undefined) throw new UsageError(`completion ${name}: give one of ${SHELLS.join(', ')}`)
  context.stdout.write(
    completionScript(
      shell,
      commands.map((each) => commandWords(each)),
    ),
  )
  return EXIT.fine
}
