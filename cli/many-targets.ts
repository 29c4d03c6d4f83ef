import { writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { CATALOGUE } from '../harness/case/catalogue'
import type { TargetResult } from '../harness/case/results'
import { isLoopback } from '../harness/run/loopback'
import { maskCommand } from '../harness/run/masking/words'
import { Groups } from '../reports/groups/groups'
import { markKnown, today } from '../reports/known/known-failures'
import { REPORTS } from '../reports/registry'
import { stable } from '../reports/stable/stable-results'
import { systemWords } from '../reports/text/system-errors'
import type { Plan } from '../settings/plan'
import { type ProcessContext, printError } from '../settings/process-context'
import { type Settings, sourceOf } from '../settings/settings'
import { readShard, shardOf } from '../settings/shard'
import type { NamedTarget } from '../settings/targets/named-target'
import { UsageError } from '../settings/usage-error'
import { ownVersion } from '../settings/version'
import { causes } from '../suites/causes'
import type { CommandLine } from './command-line'
import { EXIT, type ExitCode, exitOf, interruption, worstExit } from './exit-codes'
import { type LineFrame, LinesFile } from './lines-file'
import { PlaceQueue } from './place-queue'
import { Progress } from './progress'
import { runTarget } from './run-targets'

/** How many targets run at the same time, for each core: most of the time a target waits for the network. */
const TARGETS_PER_CORE = 4

/** The most new connections a second to a host that is not this machine, where --rate names none. */
const POLITE_RATE = 20

/** How often it is printed how far the run is, ms, where there is no terminal that shows it. */
const REPORT_MS = 10_000

/** What is run against many targets. */
export interface ManyTargets {
  targets: readonly NamedTarget[]
  plan: Plan
  settings: Settings
  line: CommandLine
}

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

/** The place of a target, of which one at a time is tested: its host, and on this machine its port too. */
function placeOf(named: NamedTarget): string {
  const { place = named.name } = named
  return isHere(named) ? place : hostOf(place)
}

/** The targets of this part of the run. */
function ownTargets({ targets, settings }: ManyTargets): readonly NamedTarget[] {
  if (settings.shard === undefined) return targets
  return shardOf(targets, ({ name }) => name, readShard(settings.shard, sourceOf(settings, 'shard')))
}

/** Counts the results of many targets, and writes those of each target when it ends. */
class ManyResults {
  readonly groups = new Groups()
  private readonly codes = new Set<ExitCode>()
  private readonly frame: LineFrame
  private readonly of: ManyTargets
  private readonly file: LinesFile | null

  constructor(of: ManyTargets, file: LinesFile | null) {
    this.of = of
    this.file = file
    this.frame = {
      schemaVersion: 1,
      tool: { name: 'wsspec', version: ownVersion() },
      catalogue: CATALOGUE,
      command: maskCommand(of.line.words),
      startedAt: new Date().toISOString(),
      durationMs: 0,
    }
  }

  get exit(): ExitCode {
    return worstExit(this.codes)
  }

  /** Counts a target whose results are written already. */
  count(target: TargetResult): void {
    this.groups.add(target)
    this.codes.add(exitOf(target, this.of.settings))
  }

  /** Writes that this part of the run has no target, so that merge does not miss the part. */
  keepNone(): void {
    const { targets: _, ...frame } = this.of.settings.stable
      ? stable({ ...this.frame, targets: [] })
      : { ...this.frame, targets: [] }
    this.file?.append(frame)
  }

  /** Writes and counts the results of a target. */
  keep(result: TargetResult): void {
    const { plan, settings } = this.of
    markKnown(result, plan.known, today())
    const whole = { ...this.frame, targets: [result] }
    const { targets, ...frame } = settings.stable ? stable(whole) : whole
    // The name identifies the target. Its port comes from the file of targets, and is the same in each run.
    for (const target of targets) this.file?.append(frame, { ...target, name: result.name })
    this.count(result)
  }
}

/** Runs the targets, at most so many at a time and one at a time in each place. Each is given to `keep` as it ends. */
async function runEach(
  targets: readonly NamedTarget[],
  { plan, settings }: ManyTargets,
  keep: (result: TargetResult) => void,
  context: ProcessContext,
): Promise<void> {
  const queue = new PlaceQueue<NamedTarget>()
  for (const named of targets) queue.add(placeOf(named), named)
  const progress = new Progress(context, settings.quiet)
  const polite = settings.rate ?? POLITE_RATE
  const planFor = (named: NamedTarget): Plan =>
    isHere(named) ? plan : { ...plan, options: { ...plan.options, rate: polite } }
  const worker = async (): Promise<void> => {
    for (let next = queue.take(); next && !context.signal.aborted; next = queue.take()) {
      const { work: named, done } = next
      const result = await runTarget(named, { plan: planFor(named), progress, context })
      // What an interrupt cut short is run again by --resume.
      if (!context.signal.aborted) keep(result)
      done()
    }
  }
  const atOnce = settings.atOnce ?? TARGETS_PER_CORE * availableParallelism()
  await Promise.all(Array.from({ length: atOnce }, worker))
  progress.clear()
}

/** Prints now and then how far the run is; gives how to end that. */
function reportingEvery(results: ManyResults, all: number, { quiet }: Settings, context: ProcessContext): () => void {
  if (quiet) return () => {}
  const timer = setInterval(() => {
    if (!context.stderr.isTTY) printError(context, `${results.groups.targets} of ${all} targets`)
  }, REPORT_MS)
  return () => clearInterval(timer)
}

/** Writes the page of the groups. Gives what went wrong; null where nothing did. */
function writePage(groups: Groups, path: string, context: ProcessContext): string | null {
  const { groupsPage } = require('../reports/groups/groups-page') as typeof import('../reports/groups/groups-page')
  const page = groupsPage(groups, causes)
  if (path === '-') {
    context.stdout.write(page)
    return null
  }
  try {
    writeFileSync(resolve(context.cwd, path), page)
    return null
  } catch (error) {
    return `--html ${path}: it cannot be written: ${systemWords(error)}`
  }
}

/**
 * Runs the cases against many targets. The results of each are written as a line once it ends, and are then forgotten: at
 * the end, a summary groups the targets with the same verdicts.
 * @throws {UsageError} before anything runs, for settings that do not go together and a file that exists already.
 */
export async function runMany(of: ManyTargets, context: ProcessContext): Promise<ExitCode> {
  const { settings } = of
  checkReports(settings)
  const { lines: path, html, resume } = settings
  const file = path === undefined ? null : new LinesFile(path, context)
  if (resume && !file) throw new UsageError('--resume: it needs --lines FILE, which has the results so far')
  file?.open(resume === true)
  const results = new ManyResults(of, file)
  const finished = new Set<string>()
  if (resume) {
    await file?.read((target) => {
      finished.add(target.name)
      results.count(target)
    })
  }
  const own = ownTargets(of)
  const end = reportingEvery(results, own.length, settings, context)
  try {
    const left = own.filter(({ name }) => !finished.has(name))
    await runEach(left, of, (result) => results.keep(result), context)
    if (own.length === 0) results.keepNone()
  } finally {
    end()
    file?.close()
  }
  const { groupsText } = require('../reports/groups/groups-text') as typeof import('../reports/groups/groups-text')
  const isTaken = path === '-' || html === '-'
  ;(isTaken ? context.stderr : context.stdout).write(groupsText(results.groups, causes))
  const fault = html === undefined ? null : writePage(results.groups, html, context)
  if (fault !== null) printError(context, fault)
  return worstExit([results.exit, fault === null ? EXIT.fine : EXIT.usage, interruption(context.signal)])
}
