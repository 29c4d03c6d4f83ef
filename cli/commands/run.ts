import { planAndNeeds } from '../../settings/plan'
import { readTargets } from '../../settings/targets/read-targets'
import type { ExitCode } from '../exit-codes'
import { runAndReport } from '../run-and-report'
import type { Call } from './command'

/** `wsspec run`: runs the cases against the targets, one after the other, and reports the results. */
export async function action({ context, words, settings, line }: Call): Promise<ExitCode> {
  const { plan, needs } = planAndNeeds(settings, context)
  const targets = await readTargets({ words, command: line.command }, needs, context)
  return runAndReport({ targets, plan, settings, line, atOnce: 1 }, context)
}
