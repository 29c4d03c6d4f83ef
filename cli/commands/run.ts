import { type Plan, planAndNeeds } from '../../settings/plan'
import { type Settings, sourceOf } from '../../settings/settings'
import { readShard, shardOf } from '../../settings/shard'
import type { NamedTarget } from '../../settings/targets/named-target'
import { readTargets } from '../../settings/targets/read-targets'
import { renamed } from '../../settings/targets/renamed'
import { readTargetsFile } from '../../settings/targets/targets-file'
import { UsageError } from '../../settings/usage-error'
import type { ExitCode } from '../exit-codes'
import { runAndReport } from '../run-and-report'
import type { Call } from './command'

/** Refuses the flags that mean nothing without --targets. */
function checkOnlyWithTargets(settings: Settings): void {
  const given = (['lines', 'resume', 'atOnce'] as const).find((key) => settings[key])
  if (given !== undefined) throw new UsageError(`${sourceOf(settings, given)}: it applies only with --targets FILE`)
}

/** The plan with the cases of one part of the run. */
function ownPlan(plan: Plan, settings: Settings): Plan {
  if (settings.shard === undefined) return plan
  const shard = readShard(settings.shard, sourceOf(settings, 'shard'))
  return { ...plan, selected: shardOf(plan.selected, (entry) => entry.case.id, shard) }
}

/** The targets, with the name of --name. */
function withName(targets: readonly NamedTarget[], settings: Settings): readonly NamedTarget[] {
  const { name } = settings
  if (name === undefined) return targets
  if (targets.length > 1)
    throw new UsageError(`${sourceOf(settings, 'name')} ${name}: it names one target, but ${targets.length} are given`)
  return targets.map((target) => renamed(target, name))
}

/** `wsspec run`: runs the cases against the targets, one after the other, and reports the results. */
export async function action({ context, words, settings, line }: Call): Promise<ExitCode> {
  const { plan, needs } = planAndNeeds(settings, context)
  if (settings.targets !== undefined) {
    if (words.length > 0 || line.command !== null)
      throw new UsageError(`${sourceOf(settings, 'targets')}: the file names the targets; leave out all others`)
    if (settings.name !== undefined)
      throw new UsageError(`${sourceOf(settings, 'name')}: name the targets in the lines of --targets`)
    const { runMany } = require('../many-targets') as typeof import('../many-targets')
    const targets = await readTargetsFile(settings, needs, context)
    return runMany({ targets, plan, settings, line }, context)
  }
  checkOnlyWithTargets(settings)
  const read = await readTargets({ words, command: line.command }, needs, context)
  const targets = withName(read, settings)
  return runAndReport({ targets, plan: ownPlan(plan, settings), settings, line, atOnce: 1 }, context)
}
