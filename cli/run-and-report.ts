import { resultsDocument } from '../collect/results-document'
import type { Results, TargetResult } from '../harness/case/results'
import { maskCommand } from '../harness/run/masking/words'
import { compareWithPublished } from '../published/compare-with-published'
import { type KnownFailure, markKnown, staleLine, today } from '../reports/known/known-failures'
import { count } from '../reports/text/phrases'
import { knownBefore, type Plan } from '../settings/plan'
import { type ProcessContext, printError } from '../settings/process-context'
import type { ReadFile, Settings } from '../settings/settings'
import type { NamedTarget } from '../settings/targets/named-target'
import type { CommandLine } from './command-line'
import { EXIT, type ExitCode, exitOf, interruption, worstExit } from './exit-codes'
import { letSignalsIn } from './let-signals-in'
import { Progress } from './progress'
import { checkReporting, type Reporting, showsText, writeReports } from './reporting'
import { runTargets } from './run-targets'

/** What is run, and what is reported. */
export interface RunRequest {
  targets: readonly NamedTarget[]
  plan: Plan
  settings: Settings
  line: CommandLine
  /** How many targets run at the same time, at most. */
  atOnce: number
  /** If the targets are shown side by side: the results of earlier runs, and the files that hold them. */
  compared?: {
    recorded: readonly TargetResult[]
    reads: readonly ReadFile[]
    /** False where one target is shown alone; true without it. */
    sideBySide?: boolean
    /** What else the document says, where it is that of the recorded results. */
    document?: Partial<Pick<Results, 'catalogue' | 'madeWith' | 'command' | 'startedAt' | 'durationMs'>>
  }
}

/** Prints why a target does not end with exit code 0, apart from failed cases. A diagnosis is read once where both streams are. */
function printObstacles(
  { name, diagnosis, summary }: TargetResult,
  { allowInconclusive, isShown }: Pick<Settings, 'allowInconclusive'> & { isShown: boolean },
  context: ProcessContext,
): void {
  const { inconclusive, error } = summary
  if (diagnosis !== undefined) {
    if (!isShown) printError(context, `${name}: ${diagnosis}`)
  } else if (context.signal.aborted)
    printError(context, `${name}: the run was interrupted; ${count(inconclusive, 'case')} left without a verdict`)
  else if (inconclusive > allowInconclusive)
    printError(
      context,
      `${name}: ${count(inconclusive, 'case')} without a verdict (inconclusive), ${allowInconclusive} allowed; --allow-inconclusive N allows more`,
    )
  if (error > 0)
    printError(
      context,
      `${name}: ${count(error, 'case')} ended in an error, which is a bug in wsspec; please report it with --json`,
    )
}

/** Compares the targets with the published servers, marks the known failures, prints what keeps the targets from success, and gives the exit code. */
function judge(
  targets: readonly TargetResult[],
  known: readonly KnownFailure[],
  settings: Settings & { isShown: boolean },
  context: ProcessContext,
): ExitCode {
  for (const target of targets) {
    compareWithPublished(target)
    markKnown(target, known, today())
    for (const entry of target.stale ?? []) printError(context, staleLine(entry))
    printObstacles(target, settings, context)
  }
  return worstExit(targets.map((target) => exitOf(target, settings)))
}

/** Runs the targets. Gives the results document, with the recorded results first. */
async function resultsOf(
  { targets, plan, settings, line, atOnce, compared }: RunRequest,
  context: ProcessContext,
): Promise<Results> {
  const command = maskCommand(line.command === null ? line.words : [...line.words, '--', ...line.command])
  const document = await resultsDocument(
    command,
    async () => {
      const progress = new Progress(context, { quiet: settings.quiet, deadlineMs: settings.timeout })
      const fresh = await runTargets(targets, Math.min(settings.jobs, atOnce), { plan, progress, context })
      return [...(compared?.recorded ?? []), ...fresh]
    },
    plan.madeWith,
  )
  return { ...document, ...compared?.document }
}

/** What is reported of a run, and how. */
export interface Reported {
  reporting: Reporting
  settings: Settings
  /** What marks failures as known, and the list to which --write-known adds. */
  known: { marks: readonly KnownFailure[]; before: readonly KnownFailure[] }
  /** True where the targets are shown side by side. */
  compared: boolean
}

/** Judges the results of a run against known failures and published results, and reports them. Returns the exit code. */
export async function judgeAndReport(results: Results, reported: Reported, context: ProcessContext): Promise<ExitCode> {
  const { reporting, settings, known, compared } = reported
  // Text on standard output has the diagnosis.
  const isShown = context.together === true && showsText(reporting)
  const verdict = judge(results.targets, known.marks, { ...settings, isShown }, context)
  const request = { ...reporting, settings, known: known.before, compared }
  const faults = await writeReports(results, request, context)
  for (const fault of faults) printError(context, fault)
  await letSignalsIn()
  const unwritten = reporting.blocked || faults.length > 0 ? EXIT.usage : EXIT.fine
  return worstExit([verdict, unwritten, interruption(context.signal)])
}

/**
 * Runs the cases against targets, and reports the results. Returns the exit code.
 * @throws {UsageError} before anything runs, if the settings of the reports are wrong or no report can be written.
 */
export async function runAndReport(request: RunRequest, context: ProcessContext): Promise<ExitCode> {
  const { plan, settings, compared } = request
  const reporting = checkReporting(settings, compared?.reads ?? [], context)
  const known = { marks: plan.known, before: knownBefore(settings, plan.known, context.cwd) }
  const results = await resultsOf(request, context)
  const isCompared = compared !== undefined && compared.sideBySide !== false
  return judgeAndReport(results, { reporting, settings, known, compared: isCompared }, context)
}
