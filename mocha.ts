/** The cases as tests in a mocha suite of your own. */

import { register } from './mocha/register'
import type { ContextItem } from './reports/mochawesome/test-words'
import { type Options, planFrom, targetFrom } from './settings/library-options'
import { DEFAULT_SETTINGS } from './settings/settings'
import { UsageError } from './settings/usage-error'
import { causes } from './suites/causes'

/** The options of `handshakeConformance`: those of a run, and those of the mocha suite. */
export interface ConformanceOptions extends Options {
  /** How many cases may stay without a verdict. Default: that of `--allow-inconclusive`. */
  allowInconclusive?: number
  /** The title of the suite. Default: `WebSocket opening handshake`. */
  title?: string
  /** `require('mochawesome/addContext')`: shows the bytes of each case in the mochawesome report. */
  addContext?: (context: object, item: ContextItem) => void
}

/** Where the server is: a URL, or a function that returns the URL once the server listens. */
export type Where = string | URL | (() => string | URL | Promise<string | URL>)

/**
 * Registers the cases with mocha: a suite with a test for each case. A finding fails its test, with what was expected and
 * what the server answered. A skipped or inconclusive case, or a known failure, is a pending test. mocha's timeout does not
 * apply to these tests.
 * @param where the URL. A function is called in a `before` hook of the suite, after the hooks of the suites around it.
 * @throws {UsageError} for an option that cannot be read, or outside of mocha.
 */
export function handshakeConformance(where: Where, options: ConformanceOptions = {}): void {
  if (typeof describe !== 'function')
    throw new UsageError('handshakeConformance: call this in a file that mocha runs; elsewhere, use run() of wsspec')
  const { title = 'WebSocket opening handshake', addContext, strict, allowInconclusive } = options
  register({
    title,
    plan: planFrom(options),
    causes,
    strict: strict ?? DEFAULT_SETTINGS.strict,
    allowInconclusive: allowInconclusive ?? DEFAULT_SETTINGS.allowInconclusive,
    addContext,
    open: async () => {
      const url = typeof where === 'function' ? await where() : where
      return { target: targetFrom(url, options), close: async () => null }
    },
  })
}
