import { availableParallelism } from 'node:os'
import { readResults } from '../../collect/results-file'
import type { NamedResults } from '../../collect/shards'
import { sideOf } from '../../collect/side-of'
import { CATALOGUE, catalogueOf } from '../../harness/case/catalogue'
import { summarize, type TargetResult } from '../../harness/case/results'
import { listed } from '../../reports/text/phrases'
import { asRead, readPipes } from '../../settings/pipes'
import { clientResultsPlan, planAndNeeds } from '../../settings/plan'
import { printError } from '../../settings/process-context'
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
function selectedResults(target: TargetResult, selected: ReadonlySet<string>, { only, skip }: Settings): TargetResult {
  if (only.length + skip.length === 0) return target
  const cases = target.cases.filter(({ id }) => selected.has(id))
  return { ...target, cases, summary: summarize(cases) }
}

/** Says which results were judged by the rules of another catalogue. */
function mixedCatalogue({ file, results }: NamedResults): string[] {
  const was = catalogueOf(results)
  if (was === CATALOGUE) return []
  return [`${file}: judged by catalogue ${was}, this is ${CATALOGUE}; the rules of some cases have changed`]
}

/** Refuses --hop where no target runs. */
function checkHops(hops: readonly string[], files: readonly string[], settings: Settings): void {
  if (hops.length > 0)
    throw new UsageError(
      `${sourceOf(settings, 'hop')}: a hop is put in front of a target that runs, not of ${listed(files)}`,
    )
}

/** Shows recorded results of clients side by side. */
function compareClients(earlier: readonly NamedResults[], { context, words, settings, line }: Call): Promise<ExitCode> {
  const { plan, selected } = clientResultsPlan(settings, context.cwd)
  const other = words.find((word) => !isResultsFile(word)) ?? line.command?.[0]
  if (other !== undefined)
    throw new UsageError(`${other}: results of clients are compared with each other; 'wsspec clients run' makes them`)
  checkHops(hopsOf(settings), words, settings)
  const recorded = earlier
    .flatMap(({ results }) => results.targets)
    .map((target) => selectedResults(target, selected, settings))
  const reads = words.map((path) => ({ path, source: 'compare' }))
  return runAndReport({ targets: [], plan, settings, line, atOnce: 1, compared: { recorded, reads } }, context)
}

/**
 * `wsspec compare`: runs the cases against several servers at once, adds results files, and shows all side by side. Results
 * files of clients are shown side by side.
 */
export async function action(call: Call): Promise<ExitCode> {
  const { context, words } = call
  const files = words.filter(isResultsFile)
  await readPipes(asRead(...files), context)
  const earlier = files.map((file): NamedResults => ({ file, results: readResults(file, context.cwd) }))
  const notes = earlier.flatMap(mixedCatalogue)
  const exit = sideOf(earlier) === 'client' ? await compareClients(earlier, call) : await compareServers(earlier, call)
  for (const sentence of notes) printError(context, sentence)
  return exit
}

/** Runs the cases against servers, and shows the results beside those of the files. */
async function compareServers(
  earlier: readonly NamedResults[],
  { context, words, settings, line }: Call,
): Promise<ExitCode> {
  const { plan, needs } = planAndNeeds(settings, context)
  const selected = new Set(plan.selected.map((entry) => entry.case.id))
  const files = earlier.map(({ file }) => file)
  const live = words.filter((word) => !isResultsFile(word))
  const recorded = earlier
    .flatMap(({ results }) => results.targets)
    .map((target) => selectedResults(target, selected, settings))
  const hops = hopsOf(settings)
  const onlyFiles = files.length > 0 && live.length === 0 && line.command === null
  if (onlyFiles) checkHops(hops, files, settings)
  const targets = onlyFiles ? [] : await readTargets({ words: live, command: line.command, hops }, needs, context)
  const reads = files.map((path) => ({ path, source: 'compare' }))
  const compared = { recorded, reads }
  return runAndReport({ targets, plan, settings, line, atOnce: availableParallelism(), compared }, context)
}
