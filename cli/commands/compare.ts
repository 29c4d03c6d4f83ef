import { availableParallelism } from 'node:os'
import { readResults } from '../../collect/results-file'
import type { NamedResults } from '../../collect/shards'
import { CATALOGUE, catalogueOf } from '../../harness/case/catalogue'
import { summarize, type TargetResult } from '../../harness/case/results'
import { listed } from '../../reports/text/phrases'
import { asRead, readPipes } from '../../settings/pipes'
import { type Plan, planAndNeeds } from '../../settings/plan'
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
function selectedResults(target: TargetResult, { selected }: Plan, { only, skip }: Settings): TargetResult {
  if (only.length + skip.length === 0) return target
  const ids = new Set(selected.map((entry) => entry.case.id))
  const cases = target.cases.filter(({ id }) => ids.has(id))
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

/** `wsspec compare`: runs the cases against several targets at once, adds results files, and shows all side by side. */
export async function action({ context, words, settings, line }: Call): Promise<ExitCode> {
  const { plan, needs } = planAndNeeds(settings, context)
  const files = words.filter(isResultsFile)
  await readPipes(asRead(...files), context)
  const live = words.filter((word) => !isResultsFile(word))
  const earlier = files.map((file): NamedResults => ({ file, results: readResults(file, context.cwd) }))
  const recorded = earlier
    .flatMap(({ results }) => results.targets)
    .map((target) => selectedResults(target, plan, settings))
  const hops = hopsOf(settings)
  const onlyFiles = files.length > 0 && live.length === 0 && line.command === null
  if (onlyFiles) checkHops(hops, files, settings)
  const targets = onlyFiles ? [] : await readTargets({ words: live, command: line.command, hops }, needs, context)
  const reads = files.map((path) => ({ path, source: 'compare' }))
  const compared = { recorded, reads }
  const exit = await runAndReport({ targets, plan, settings, line, atOnce: availableParallelism(), compared }, context)
  for (const sentence of earlier.flatMap(mixedCatalogue)) printError(context, sentence)
  return exit
}
