import type { Results } from '../../harness/case/results'
import { reportModel } from '../model/report-model'
import { settingOf, type TerminalOptions } from './setting'
import { glance, targetBlock } from './target-block'

export type { TerminalOptions } from './setting'

/** The lines of a terminal that the result of one target takes at most: a screen of 40, with the command and the prompt. */
const SCREEN = 38

/** Maximum number of targets of which each gets a screen. */
const MOST_SCREENS = 5

/**
 * The results as text for a terminal, a block for each target that fits a screen: the verdict, the causes with what to fix
 * first, a line for each kind of other results, and as the last line the next step. Of many targets each gets a few lines.
 * Text from a target is cleaned: it cannot control the terminal.
 */
export function terminal(results: Results, options: TerminalOptions): string {
  const setting = settingOf(options)
  const { targets } = reportModel(results, options)
  const { quiet, verbose } = setting
  const block = targets.length > MOST_SCREENS && !quiet && !verbose ? glance : targetBlock
  const blocks = targets.map((report) => block(report, { results, setting, lines: SCREEN }).join('\n'))
  return `${blocks.join(quiet ? '\n' : '\n\n')}\n`
}
