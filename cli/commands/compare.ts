import { availableParallelism } from 'node:os'
import { readResults } from '../../collect/results-file'
import { CATALOGUE, catalogueOf } from '../../harness/case/catalogue'
import { summarize, type TargetResult } from '../../harness/case/results'
import { listed } from '../../reports/text/phrases'
import { asRead, readPipes } from '../../settings/pipes'
import { type Plan, planAndNeeds } from '../../settings/plan'
import { type ProcessContext, printError } from '../../settings/process-context'
import { type Settings, sourceOf } from '../../settings/settings'
import { readTargets } from '../../settings/targets/read-targets'
import { UsageError } from '../../settings/usage-error'
import type { ExitCode } from '../exit-codes'
import { runAndReport } from '../run-and-report'
import type { Call } from './command'

/** True for a word that names a results file. */
function isResultsFile(word: string): boolean {
  return /\.(?:json|html?)$/i.test(word)
}

/** The hops of --hop. One flag may name several, separated by commas. */
function hopsOf({ hop }: Settings): string[] {
  return hop.flatMap((words) => words.split(',')).filter((word) => word !== '')
}

/** The recorded results of the cases that --only and --skip choose; all of them without these flags. */
function selectedResults(target: TargetResult, { selected }: Plan, { only, skip }: Settings): TargetResult {
  if (only.length + skip.length === 0) return target
  const ids = new Set(selected.map((entry) => entry.case.id))
  const cases = target.cases.filter(({ id }) => ids.has(id))
  return { ...target, cases, summary: summarize(cases) }
}

/** The targets of a results file. Reports where they were judged by the rules of another catalogue. */
function recordedIn(file: string, context: ProcessContext): TargetResult[] {
  const results = readResults(file, context.cwd)
  const was = catalogueOf(results)
  if (was !== CATALOGUE)
    printError(
      context,
      `${file}: judged by catalogue ${was}, this is ${CATALOGUE}; the rules of some cases have changed`,
    )
  return results.targets
}

/** Refuses --hop where no target runs. */
function checkHops(hops: readonly string[], files: readonly string[], settings: Settings): void {
  if (hops.length > 0)
    throw new UsageError(
      `${sourceOf(settings, 'hop')}: a hop is put in front of a target that runs, not of ${listed(files)}`,
    )
}

/** `wsspec compare`: runs the cases against several targets at once, adds results files, and shows all side by side. */
export async function action({ context, words, settings, line }: Call): Promise<ExitCode> {
  const { plan, needs } = planAndNeeds(settings, context)
  const files = words.filter(isResultsFile)
  await readPipes(asRead(...files), context)
  const live = words.filter((word) => !isResultsFile(word))
  const recorded = files
    .flatMap((file) => recordedIn(file, context))
    .map((target) => selectedResults(target, plan, settings))
  const hops = hopsOf(settings)
  const onlyFiles = files.length > 0 && live.length === 0 && line.command === null
  if (onlyFiles) checkHops(hops, files, settings)
  const targets = onlyFiles ? [] : await readTargets({ words: live, command: line.command, hops }, needs, context)
  const reads = files.map((path) => ({ path, source: 'compare' }))
  const compared = { recorded, reads }
  return runAndReport({ targets, plan, settings, line, atOnce: availableParallelism(), compared }, context)
}
