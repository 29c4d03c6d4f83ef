import type { FixtureNote } from '../fleet/manifest-parts'
import { StartError } from '../fleet/start-error'
import { type CaseResult, summarize, type TargetResult } from '../harness/case/results'
import { isFinding } from '../harness/case/verdicts'
import { emptyResult, type ResultCase } from '../harness/run/case-result'
import { maskOf } from '../harness/run/mask'
import { withParts } from '../harness/run/masking/secrets'
import { secretsInCommand } from '../harness/run/masking/words'
import { clean } from '../reports/text/clean'
import { type ProcessContext, printError } from '../settings/process-context'
import type { Progress } from './progress'

/** The results of a target to which nothing was sent, and of a client that was never started: every selected case is inconclusive. */
export function unreached(
  target: Pick<TargetResult, 'name' | 'url' | 'via' | 'role'>,
  selected: readonly { case: ResultCase; suite: { number: number } }[],
  diagnosis: string,
): TargetResult {
  const because = target.role === 'client' ? 'the client was not started' : 'the target was not reached'
  const cases = selected.map(
    ({ case: testCase, suite }): CaseResult => ({ ...emptyResult(testCase, suite.number), because }),
  )
  const client = target.role === 'client' ? { client: null } : {}
  const capabilities = { echo: false, subprotocols: [], permessageDeflate: false }
  return { ...target, server: null, ...client, capabilities, controls: [], diagnosis, summary: summarize(cases), cases }
}

/** How many lines of the output of a program are shown if it does not start: the last ones, each of limited length. */
const MAX_LINES = 40
const MAX_LINE_LENGTH = 400

/** The last lines of the output of a program, indented and without control characters. */
function endOf(output: string): string {
  const lines = output.trimEnd().split(/\r?\n/)
  const left = lines.length > MAX_LINES ? [`    … ${lines.length - MAX_LINES} lines before`] : []
  return [...left, ...lines.slice(-MAX_LINES).map((line) => `    ${clean(line.slice(0, MAX_LINE_LENGTH))}`)].join('\n')
}

/** Prints what a program wrote that did not start or build. */
function printOutput(name: string, { output }: StartError, context: ProcessContext): void {
  if (output === '') return
  const mask = maskOf(withParts(secretsInCommand(context.argv)))
  printError(context, `${name} wrote:\n${endOf(mask.text(output))}`)
}

/** Marks the findings that come from the small test program and not from the library, with the reason. */
export function markFixture({ cases }: TargetResult, notes: readonly FixtureNote[]): void {
  for (const finding of cases.filter(({ verdict }) => isFinding(verdict))) {
    const note = notes.find((each) => each.cases.includes(finding.id) || each.cases.includes(String(finding.suite)))
    if (note) finding.fixture = note.why
  }
}

/** What the run of one target or client needs besides its own options. */
interface Attended {
  progress: Progress
  context: ProcessContext
}

/**
 * Runs one target or client while the progress shows it. One that does not start also has results, and its output is shown.
 * @param open starts it and runs the cases
 * @param notStarted gives the results where it did not start, for the reason
 */
export async function attended<Named extends { name: string }>(
  named: Named,
  { progress, context }: Attended,
  open: () => Promise<TargetResult>,
  notStarted: (why: string) => TargetResult,
): Promise<TargetResult> {
  if (context.signal.aborted) return notStarted('the run was interrupted')
  progress.begin(named)
  try {
    return await open()
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    progress.clear()
    printOutput(named.name, error, context)
    return notStarted(error.message)
  } finally {
    progress.end(named)
  }
}
