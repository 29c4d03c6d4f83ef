import { availableParallelism } from 'node:os'
import type { TargetResult } from '../harness/case/results'
import { isLoopback } from '../harness/run/loopback'
import type { Groups } from '../reports/groups/groups'
import { REPORTS } from '../reports/registry'
import { count } from '../reports/text/phrases'
import type { Plan } from '../settings/plan'
import { type ProcessContext, printError } from '../settings/process-context'
import { type Settings, sourceOf } from '../settings/settings'
import { readShard, shardOf } from '../settings/shard'
import type { NamedTarget } from '../settings/targets/named-target'
import { UsageError } from '../settings/usage-error'
import { causes } from '../suites/causes'
import { EXIT, type ExitCode, interruption, worstExit } from './exit-codes'
import { LinesFile } from './lines-file'
import { ManyResults, type ManyTargets } from './many-results'
import { PlaceQueue } from './place-queue'
import { Progress } from './progress'
import { checkReporting, type Reporting } from './reporting'
import { type Running, runTarget } from './run-targets'
import { writeText } from './write-text'

/** How many targets run at the same time, for each core: most of the time a target waits for the network. */
const TARGETS_PER_CORE = 4

/** Maximum number of new connections a second to a host that is not this machine, where --rate names none. */
const POLITE_RATE = 20

/** Refuses the reports that hold every result in memory. */
function checkReports(settings: Settings): void {
  for (const report of REPORTS) {
    if (report.kind === 'commands' || report.key === 'html' || settings[report.key] === undefined) continue
    throw new UsageError(
      `${sourceOf(settings, report.key)}: with --targets, write --lines FILE; 'wsspec merge FILE' makes every report of it`,
    )
  }
}

function hostOf(place: string): string {
  return place.replace(/:\d+$/, '')
}

/** True for a target on this machine. */
function isHere({ place }: NamedTarget): boolean {
  return place === undefined || isLoopback(hostOf(place))
}

/** The key of the queue for a target: its host, and on this machine also its port. One target at a time is tested for each key. */
function placeOf(named: NamedTarget): string {
  const { place = named.name } = named
  return isHere(named) ? place : hostOf(place)
}

/** The targets of this part of the run. */
function ownTargets({ targets, settings }: ManyTargets): readonly NamedTarget[] {
  if (settings.shard === undefined) return targets
  return shardOf(targets, ({ name }) => name, readShard(settings.shard, sourceOf(settings, 'shard')))
}

/** Runs the targets, a limited number at a time, and one at a time for each place. `keep` gets each result as its target ends. */
async function runEach(
  targets: readonly NamedTarget[],
  { plan, settings }: ManyTargets,
  keep: (result: TargetResult) => void,
  { context, progress }: Omit<Running, 'plan'>,
): Promise<void> {
  const queue = new PlaceQueue<NamedTarget>()
  for (const named of targets) queue.add(placeOf(named), named)
  const polite = settings.rate ?? POLITE_RATE
  const planFor = (named: NamedTarget): Plan =>
    isHere(named) ? plan : { ...plan, options: { ...plan.options, rate: polite } }
  const worker = async (): Promise<void> => {
    for (let next = queue.take(); next && !context.signal.aborted; next = queue.take()) {
      const { work: named, done } = next
      const result = await runTarget(named, { plan: planFor(named), progress, context })
      // What an interrupt cut short is run again by --resume.
      if (!context.signal.aborted) keep(named.line === undefined ? result : { ...result, line: named.line })
      done()
    }
  }
  const atOnce = settings.atOnce ?? TARGETS_PER_CORE * availableParallelism()
  await Promise.all(Array.from({ length: atOnce }, worker))
}

/** What a run of many targets writes beside its lines. */
interface Page {
  groups: Groups
  reporting: Reporting
}

/** Writes the page of the groups where --html asks for it. Gives what went wrong; null where nothing did. */
async function writePage({ groups, reporting }: Page, context: ProcessContext): Promise<string | null> {
  const output = reporting.outputs.find(({ report }) => report.key === 'html')
  if (!output) return null
  const { groupsPage } = require('../reports/groups/groups-page') as typeof import('../reports/groups/groups-page')
  try {
    await writeText(output, groupsPage(groups, causes), context)
    return null
  } catch (error) {
    return `${output.source} ${output.path}: ${error instanceof Error ? error.message : String(error)}`
  }
}

/**
 * Reads the results so far, and gives the names of their targets.
 * @throws {UsageError} for results of another run, and for a name whose target or profile has changed.
 */
async function finishedBefore(
  results: ManyResults,
  file: LinesFile | null,
  targets: readonly NamedTarget[],
): Promise<Set<string>> {
  const digests = new Map(targets.map(({ name, line }) => [name, line?.digest]))
  const finished = new Set<string>()
  const changed: string[] = []
  await file?.read((document) => {
    results.checkSame(document)
    for (const target of document.targets) {
      const { name = target.name, digest } = target.line ?? {}
      finished.add(name)
      if (digests.has(name) && digests.get(name) !== digest) changed.push(name)
      results.count(target)
    }
  })
  results.refuseChanged(changed)
  return finished
}

/** Reports how many targets have no result because of an interrupt, and how they get one. */
function reportLeft(left: number, { settings }: ManyTargets, context: ProcessContext): void {
  const { lines: path } = settings
  const how =
    path === undefined || path === '-' ? '' : `; the same command with --resume runs ${left === 1 ? 'it' : 'them'}`
  printError(context, `the run was interrupted; ${count(left, 'target')} left without a result${how}`)
}

/** Runs the targets that are not finished, with the lines file open. */
async function runLeft(
  results: ManyResults,
  file: LinesFile | null,
  of: ManyTargets,
  context: ProcessContext,
): Promise<void> {
  const { settings } = of
  file?.open(settings.resume)
  try {
    const finished = settings.resume ? await finishedBefore(results, file, of.targets) : new Set<string>()
    const own = ownTargets(of)
    const overall = () => `${results.groups.targets} of ${count(own.length, 'target')}`
    const progress = new Progress(context, { quiet: settings.quiet, deadlineMs: settings.timeout, overall })
    const left = own.filter(({ name }) => !finished.has(name))
    await runEach(left, of, (result) => results.keep(result), { context, progress })
    if (own.length === 0) results.keepNone()
    const without = own.length - results.groups.targets
    if (context.signal.aborted && without > 0) reportLeft(without, of, context)
  } finally {
    file?.close()
  }
}

/** Where the page goes, checked before anything runs: never over the file of lines, or over one that is read. */
function checkedReporting({ settings }: ManyTargets, context: ProcessContext): Reporting {
  checkReports(settings)
  const { lines, html, resume } = settings
  if (resume && lines === undefined)
    throw new UsageError('--resume: it needs --lines FILE, which has the results so far')
  if (lines === '-' && html === '-') throw new UsageError('--html -: --lines goes to standard output too; name a file')
  const written = lines === undefined || lines === '-' ? [] : [{ path: lines, source: sourceOf(settings, 'lines') }]
  return checkReporting(settings, written, context)
}

/**
 * Runs the cases against many targets. The results of each are written as a line once it ends, and are then forgotten: at
 * the end, a summary groups the targets with the same verdicts.
 * @throws {UsageError} before anything runs, for settings that do not go together and a file that exists already.
 */
export async function runMany(of: ManyTargets, context: ProcessContext): Promise<ExitCode> {
  const { lines: path, html } = of.settings
  const reporting = checkedReporting(of, context)
  const file = path === undefined ? null : new LinesFile(path, context)
  const results = new ManyResults(of, file)
  await runLeft(results, file, of, context)
  const { groupsText } = require('../reports/groups/groups-text') as typeof import('../reports/groups/groups-text')
  const isTaken = path === '-' || html === '-'
  ;(isTaken ? context.stderr : context.stdout).write(groupsText(results.groups, causes))
  const fault = await writePage({ groups: results.groups, reporting }, context)
  if (fault !== null) printError(context, fault)
  const unwritten = reporting.blocked || fault !== null ? EXIT.usage : EXIT.fine
  return worstExit([results.exit, unwritten, interruption(context.signal)])
}
