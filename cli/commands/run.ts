import { availableParallelism } from 'node:os'
import { readResults } from '../../collect/results-file'
import { type Results, summarize, type TargetResult } from '../../harness/case/results'
import { maskCommand } from '../../harness/run/mask'
import { type KnownFailure, markKnown, staleLine, today } from '../../reports/known/known-failures'
import type { Format } from '../../reports/registry'
import { reportContext } from '../../reports/report-context'
import { count, listed } from '../../reports/text/phrases'
import type { Plan } from '../../settings/library-options'
import { listedBefore, planOf } from '../../settings/plan'
import { type ProcessContext, printError } from '../../settings/process-context'
import { type Settings, saidIn } from '../../settings/settings'
import { readTargetNeeds } from '../../settings/target-needs'
import { readTargets } from '../../settings/targets/read-targets'
import { UsageError } from '../../settings/usage-error'
import { ownVersion } from '../../settings/version'
import { suites } from '../../suites/server/index'
import { EXIT, type ExitCode, worstExit } from '../exit'
import { exitOf } from '../exit-code'
import { writeGithub } from '../github'
import { type Output, obstacle, outputsOf, writeOutputs } from '../outputs'
import { formatOf, print } from '../print'
import { Progress } from '../progress'
import { runTargets } from '../run-targets'

/** What `run` or `compare` was asked for. */
export interface Request {
  /** `compare` tells the targets side by side, and takes results files too. */
  name: 'run' | 'compare'
  /** The words that name targets. */
  words: readonly string[]
  /** The command behind `--`, or null where there is no `--`. */
  command: readonly string[] | null
  /** The command line, as results keep it. */
  line: readonly string[]
}

/** True for a word of `compare` that names a results file. */
function isFile(word: string): boolean {
  return /\.(?:json|html?)$/i.test(word)
}

/** The reports that can be written as far as one can tell. Where none can, nothing is run. */
function writable(outputs: readonly Output[], context: ProcessContext): { good: Output[]; blocked: boolean } {
  const obstacles = outputs.map((output) => obstacle(output, context.cwd))
  const lines = obstacles.filter((line) => line !== null)
  const good = outputs.filter((_, index) => obstacles[index] === null)
  if (lines.length > 0 && good.length === 0) throw new UsageError(lines.join('\n'))
  for (const line of lines) printError(context, `${line} (the other reports are written)`)
  return { good, blocked: lines.length > 0 }
}

/** Says on standard error what keeps a target from exit code 0 and is no failed case. */
function tell(target: TargetResult, { allowInconclusive }: Settings, context: ProcessContext): void {
  if (target.diagnosis !== undefined) printError(context, `${target.name}: ${target.diagnosis}`)
  else if (context.signal.aborted)
    printError(
      context,
      `${target.name}: the run was interrupted, ${count(target.summary.inconclusive, 'case')} left without a verdict`,
    )
  else if (target.summary.inconclusive > allowInconclusive)
    printError(
      context,
      `${target.name}: ${target.summary.inconclusive} without a verdict (inconclusive), ${allowInconclusive} allowed; --allow-inconclusive N allows more`,
    )
  if (target.summary.error > 0)
    printError(
      context,
      `${target.name}: ${target.summary.error} came to error, which is a bug in wsspec; please report it with --json`,
    )
}

function judge(
  targets: readonly TargetResult[],
  known: readonly KnownFailure[],
  settings: Settings,
  context: ProcessContext,
): ExitCode {
  for (const target of targets) {
    markKnown(target, known, today())
    for (const entry of target.stale ?? []) printError(context, staleLine(entry))
    tell(target, settings, context)
  }
  return worstExit(targets.map((target) => exitOf(target, settings)))
}

function interruption(signal: AbortSignal): ExitCode {
  if (!signal.aborted) return EXIT.fine
  return signal.reason === 'SIGTERM' ? EXIT.terminated : EXIT.interrupted
}

/** How many targets are run at once: more than there are processors would only wait for each other. */
function sideBySide({ name }: Request): number {
  return name === 'compare' ? availableParallelism() : 1
}

/** The hops that --hop names, separated by commas or repeated. */
function hopsOf({ hop }: Settings): string[] {
  return hop.flatMap((words) => words.split(',')).filter((word) => word !== '')
}

/** Recorded results of the cases that --only and --skip leave; all of them where neither was said. */
function asSelected(target: TargetResult, { selected }: Plan, { only, skip }: Settings): TargetResult {
  if (only.length + skip.length === 0) return target
  const ids = new Set(selected.map((entry) => entry.case.id))
  const cases = target.cases.filter(({ id }) => ids.has(id))
  return { ...target, cases, summary: summarize(cases) }
}

/** Runs `run` and `compare`: targets in, reports out. Gives the exit code. */
export async function runCommand(context: ProcessContext, request: Request, settings: Settings): Promise<ExitCode> {
  const { slow, destructive, ...needs } = readTargetNeeds(settings, context)
  const plan = planOf(settings, { slow, destructive }, context.cwd)
  const files = request.name === 'compare' ? request.words.filter(isFile) : []
  const recorded = files
    .flatMap((file) => readResults(file, context.cwd).targets)
    .map((each) => asSelected(each, plan, settings))
  const words = request.words.filter((word) => !files.includes(word))
  const hops = hopsOf(settings)
  const live = words.length > 0 || files.length === 0 || request.command !== null
  if (!live && hops.length > 0)
    throw new UsageError(`${saidIn(settings, 'hop')}: it stands before a target that runs, not before ${listed(files)}`)
  const targets = live ? await readTargets({ words, command: request.command, hops }, needs, context) : []
  const outputs = outputsOf(
    settings,
    context.cwd,
    files.map((path) => ({ path, said: request.name })),
  )
  const format = formatOf(settings, outputs.find(({ path }) => path === '-')?.report.key)
  const { good, blocked } = writable(outputs, context)
  const before = listedBefore(settings, plan, context.cwd)

  const startedAt = new Date()
  const progress = new Progress(context, settings.quiet)
  const fresh = await runTargets(targets, Math.min(settings.jobs, sideBySide(request)), { plan, progress, context })
  progress.clear()
  const results: Results = {
    schemaVersion: 1,
    tool: { name: 'wsspec', version: ownVersion() },
    command: maskCommand(request.line),
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
    targets: [...recorded, ...fresh],
  }
  const verdict = judge(results.targets, plan.known, settings, context)
  const failures = report(results, { outputs: good, known: before, format, settings, request }, context)
  for (const line of failures) printError(context, line)
  const unwritten = blocked || failures.length > 0 ? EXIT.usage : EXIT.fine
  return worstExit([verdict, unwritten, interruption(context.signal)])
}

/** What is reported, and where. */
interface Reporting {
  outputs: readonly Output[]
  known: readonly KnownFailure[]
  format: Format
  settings: Settings
  request: Request
}

/** Writes the reports and, where none of them goes to standard output, prints there. Gives a line for each failure. */
function report(
  all: Results,
  { outputs, known, format, settings, request }: Reporting,
  context: ProcessContext,
): string[] {
  const { stable } =
    require('../../reports/stable/stable-results') as typeof import('../../reports/stable/stable-results')
  const { withChanges } = require('../../reports/version-changes') as typeof import('../../reports/version-changes')
  const results = withChanges(settings.stable ? stable(all) : all)
  const common = reportContext({ suites, strict: settings.strict, known })
  const silent = outputs.some(({ path }) => path === '-')
  if (!silent) print(results, { format, settings, compared: request.name === 'compare', common }, context)
  const failures = writeOutputs(outputs, results, { common, context })
  if (!settings.github) return failures
  // GitHub reads commands in both streams; a report on standard output stands there alone.
  const sink = silent || settings.format === 'issue' ? context.stderr : context.stdout
  return [...failures, ...writeGithub(results, { common, sink, context })]
}
