import type { SuiteTitles } from '../case-notes'
import type { ReportTerms } from '../model/target-report'
import { type Paint, painter } from './layout'

/** How the results of targets are set as text. */
export interface TerminalOptions extends ReportTerms {
  color: boolean
  /** How many cells a line may take; less than 40 counts as 40. */
  width: number
  /** Every case with all that is known of it, however long that is. */
  verbose: boolean
  /** Only the verdict, and a line for each cause that fails the run. */
  quiet: boolean
  /** The titles of the suites. */
  suites?: SuiteTitles
}

/** The options, with what the lines of a block are made with. */
export interface Setting extends TerminalOptions {
  paint: Paint
}

/** The options as a setting: no width below 40, and the painter for the colours. */
export function settingOf(options: TerminalOptions): Setting {
  return { ...options, width: Math.max(40, options.width), paint: painter(options.color) }
}
