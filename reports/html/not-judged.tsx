import type { TargetResult } from '../../harness/case/results'
import type { NotJudged } from '../diagnosis-words'
import { nextStep } from '../repeat-command'
import { clean } from '../text/clean'
import { variablesNote } from '../text/masked-words'

interface NotJudgedProps {
  target: TargetResult
  /** The command line of the run. */
  command: readonly string[]
}

/** The command that may work; before it, what it needs. */
export function NextCommand({ target, command }: NotJudgedProps) {
  const line = nextStep(target, command)
  const note = variablesNote(line)
  return (
    <p>
      <b>Next:</b> <code class="line">{clean(line)}</code>
      {note !== null && ` ${note}`}
    </p>
  )
}

/** Each fact about a target that could not be judged, and the command to try. */
export function Refusal({ words, ...props }: NotJudgedProps & { words: NotJudged }) {
  return (
    <>
      <dl>
        {words.rows.flatMap(({ label, text }) => [
          <dt key={label}>{label.charAt(0).toUpperCase() + label.slice(1)}</dt>,
          <dd key={`${label}-text`}>{text}</dd>,
        ])}
      </dl>
      <NextCommand {...props} />
    </>
  )
}
