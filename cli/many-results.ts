import { CATALOGUE, catalogueOf } from '../harness/case/catalogue'
import type { Results, TargetResult } from '../harness/case/results'
import { maskCommand } from '../harness/run/masking/words'
import { compareWithPublished } from '../published/compare-with-published'
import { Groups } from '../reports/groups/groups'
import { markKnown, today } from '../reports/known/known-failures'
import { stable } from '../reports/stable/stable-results'
import { listed } from '../reports/text/phrases'
import { differenceOf } from '../settings/made-with'
import type { Plan } from '../settings/plan'
import type { Settings } from '../settings/settings'
import type { NamedTarget } from '../settings/targets/named-target'
import { UsageError } from '../settings/usage-error'
import { ownVersion } from '../settings/version'
import type { CommandLine } from './command-line'
import { type ExitCode, exitOf, worstExit } from './exit-codes'
import type { LineFrame, LinesFile } from './lines-file'

/** How many of the targets whose line has changed are named. */
const MOST_CHANGED = 3

/** What is run against many targets. */
export interface ManyTargets {
  targets: readonly NamedTarget[]
  plan: Plan
  settings: Settings
  line: CommandLine
}

/** Counts the results of many targets, and writes those of each target when it ends. */
export class ManyResults {
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
      ...(of.plan.madeWith === undefined ? {} : { madeWith: of.plan.madeWith }),
      command: maskCommand(of.line.words),
      startedAt: new Date().toISOString(),
      durationMs: 0,
    }
  }

  get exit(): ExitCode {
    return worstExit(this.codes)
  }

  /**
   * Checks that results so far are of a run like this one.
   * @throws {UsageError} for other cases, another part, other needs of the targets, or another catalogue.
   */
  checkSame(before: Results): void {
    const { settings, plan } = this.of
    const was = catalogueOf(before)
    const made = differenceOf(before.madeWith ?? {}, plan.madeWith ?? {})
    const how = was === CATALOGUE ? made : `was judged by catalogue ${was}, and this is ${CATALOGUE}`
    if (how !== null)
      throw new UsageError(`--resume: ${settings.lines} ${how}; give the same flags, or name another file for --lines`)
  }

  /**
   * Refuses results so far of targets whose line has another target or profile now: a second line for the same name would
   * be merged with the first.
   * @throws {UsageError} unless `names` is empty
   */
  refuseChanged(names: readonly string[]): void {
    const { lines, targets } = this.of.settings
    if (names.length === 0) return
    const which =
      names.length > MOST_CHANGED ? [...names.slice(0, MOST_CHANGED), `${names.length - MOST_CHANGED} more`] : names
    throw new UsageError(
      `--resume: ${lines} has ${listed(which)} with another URL or profile than ${targets}; give what changed another name there, or name another file for --lines`,
    )
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
    compareWithPublished(result)
    markKnown(result, plan.known, today())
    const whole = { ...this.frame, targets: [result] }
    const { targets, ...frame } = settings.stable ? stable(whole) : whole
    // The name identifies the target. Its port comes from the file of targets, and is the same in each run.
    for (const target of targets) this.file?.append(frame, { ...target, name: result.name })
    this.count(result)
  }
}
