import type { Results } from '../../harness/case/results'
import { isFinding } from '../../harness/case/verdicts'
import { suitesOf } from '../case-rows'
import type { CauseGroup } from '../model/cause-group'
import { firstFinding, type TargetReport } from '../model/target-report'
import { nextStep } from '../repeat-command'
import { causeBlock, causeRow, causeTitle, idList, moreCauses, wholeCause } from './cause-lines'
import { wholeCase } from './finding-lines'
import { headLines, nameLines, verdictLines } from './head-lines'
import { fitted } from './layout'
import { nextLines } from './next-lines'
import { noteLines } from './note-lines'
import type { Setting } from './setting'
import { suiteLines } from './suite-counts'
import { unjudgedLines } from './unjudged-lines'

/** What the block of a target depends on besides its report. */
export interface Frame {
  results: Results
  setting: Setting
  /** How many lines the block may take, where it is not verbose. */
  lines: number
}

/** Maximum number of causes in a report of one screen. */
const MOST_CAUSES = 12

/** Groups of lines with an empty line between each; empty groups are left out. */
function spaced(groups: readonly (readonly string[])[]): string[] {
  return groups.filter((group) => group.length > 0).flatMap((group, i) => (i === 0 ? group : ['', ...group]))
}

function nextOf(report: TargetReport, { results, setting }: Frame): string[] {
  return nextLines(nextStep(report.target, results.command, firstFinding(report)?.id), setting.width)
}

function durationOf({ results }: Frame): number {
  return results.targets.length === 1 ? results.durationMs : 0
}

/** Every finding with all that is known of it, by its cause. */
function wholeFindings(report: TargetReport, setting: Setting): string[] {
  const lists: [string, readonly CauseGroup[]][] = [
    ['Fix first', report.causes],
    ['Known', report.known],
    ['Contested', report.contested],
    ['Warnings', report.warnings],
  ]
  return spaced([
    ...lists.flatMap(([title, causes]) =>
      causes.length === 0
        ? []
        : [[setting.paint('bold', title)], ...causes.map((cause, i) => wholeCause(cause, i + 1, setting))],
    ),
    ...report.errors.map((result) => wholeCase(result, setting)),
  ])
}

/** Limits of the list of findings: causes, and findings. */
const MOST_SHOWN = 3
const MOST_FINDINGS = 6

/**
 * The first causes with a finding each, in as many lines as `lines` holds besides one for each cause; where there is more
 * room, with more of their findings.
 */
function firstBlocks(causes: readonly CauseGroup[], lines: number, setting: Setting): string[][] {
  const blocks = (findings: readonly number[], most: number) =>
    findings.map((shown, i) => causeBlock(causes[i] as CauseGroup, i + 1, { findings: shown, most }, setting))
  const fits = (findings: readonly number[], most: number) =>
    blocks(findings, most).reduce((sum, block) => sum + block.length - 1, 0) <= lines
  let sizes = causes.slice(0, MOST_SHOWN).map(() => 1)
  const most = fits(sizes, 2) ? 2 : 1
  while (sizes.length > 0 && !fits(sizes, most)) sizes.pop()
  for (let more = 0; more < MOST_FINDINGS; more++) {
    const larger = sizes
      .map((_, at) => sizes.with(at, (sizes[at] ?? 0) + 1))
      .find((next, at) => (next[at] ?? 0) <= (causes[at]?.findings.length ?? 0) && fits(next, most))
    if (larger === undefined) break
    sizes = larger
  }
  return blocks(sizes, most)
}

/** The causes that fail the run, in at most `lines` lines: the first ones with a finding, the others in a line each. */
function causeLines({ causes, known }: TargetReport, lines: number, setting: Setting): string[] {
  if (causes.length === 0) return []
  const most = Math.max(1, Math.min(MOST_CAUSES, lines - 6))
  const shown = causes.slice(0, causes.length <= most + 1 ? causes.length : most)
  const more = moreCauses(causes.slice(shown.length), setting.width)
  const blocks = firstBlocks(shown, lines - 1 - shown.length - more.length, setting)
  const rows = shown.slice(blocks.length).map((cause, i) => causeRow(cause, blocks.length + i + 1, setting))
  const title = known.length > 0 ? 'New' : 'Fix first'
  return [setting.paint('bold', title), ...blocks.flat(), ...rows, ...more]
}

/** The result of a target in one screen. */
function screen(report: TargetReport, frame: Frame): string[] {
  const { setting, lines } = frame
  const head = headLines(report, durationOf(frame), setting)
  const notes = noteLines(report, setting)
  const next = nextOf(report, frame)
  const room = lines - head.length - notes.length - next.length - 3
  const whole = wholeFindings(report, setting)
  if (whole.length <= room) return spaced([head, whole, notes, next])
  return spaced([head, causeLines(report, room, setting), notes, next])
}

/** Everything: the counts of each suite, every finding, then every other case. */
function everything(report: TargetReport, frame: Frame): string[] {
  const { setting, results } = frame
  const { target } = report
  const overview = suiteLines(suitesOf({ ...results, targets: [target] }, setting.suites), setting.width, setting.paint)
  const others = target.cases.filter(({ verdict }) => !isFinding(verdict) && verdict !== 'error')
  return spaced([
    headLines(report, durationOf(frame), setting),
    overview,
    wholeFindings(report, setting),
    ...(others.length > 0 ? [[setting.paint('bold', 'Other cases')]] : []),
    ...others.map((result) => wholeCase(result, setting)),
    noteLines(report, setting),
    nextOf(report, frame),
  ])
}

/** The verdict, and a line for each cause that fails the run. */
function quietLines({ name, verdict, causes }: TargetReport, { setting }: Frame): string[] {
  const { width } = setting
  const rows = causes.map((cause) => {
    const ids = idList(
      cause.findings.map(({ id }) => id),
      Math.floor(width / 2),
    )
    return fitted(`  ${ids}  ${causeTitle(cause)}`, width)
  })
  return [...verdictLines(verdict, setting, name), ...rows]
}

/** Maximum number of causes of a target that is one of many. */
const MOST_GLANCED = 3

/** What a person reads of a target that is one of many: the verdict, the gravest causes, and the next step. */
export function glance(report: TargetReport, frame: Frame): string[] {
  const { causes, verdict } = report
  const { setting } = frame
  const rows = causes.slice(0, MOST_GLANCED).map((cause, i) => causeRow(cause, i + 1, setting))
  return [
    ...nameLines(report, 0, setting),
    ...verdictLines(verdict, setting),
    ...rows,
    ...moreCauses(causes.slice(MOST_GLANCED), setting.width),
    ...nextOf(report, frame),
  ]
}

/** The lines of a target. */
export function targetBlock(report: TargetReport, frame: Frame): string[] {
  const { setting } = frame
  if (setting.quiet) return quietLines(report, frame)
  if (report.target.diagnosis !== undefined)
    return spaced([unjudgedLines(report, durationOf(frame), setting), nextOf(report, frame)])
  return setting.verbose ? everything(report, frame) : screen(report, frame)
}
