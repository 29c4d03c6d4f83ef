import type { TerminalOptions } from '../../../reports/terminal/terminal'

/** A terminal of 80 columns without colours, where nothing more or less is asked for. */
export const PLAIN: TerminalOptions = {
  ...{ color: false, width: 80, verbose: false, quiet: false },
  ...{ strict: false, allowInconclusive: 0, causes: [] },
}
