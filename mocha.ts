/** The cases as tests in a mocha suite of one's own. */

import { register } from './mocha/register'
import type { ContextItem } from './reports/mochawesome/mochawesome-data'
import { type Options, planOf, targetAt } from './settings/library-options'
import type { OpenTarget } from './settings/targets/open-target'
import { UsageError } from './settings/usage-error'

/** What `handshakeConformance` may be told beside the options of a run. */
export interface ConformanceOptions extends Options {
  /** What the suite is called. */
  title?: string
  /** How many cases may stay without a verdict (0). */
  allowInconclusive?: number
  /** mochawesome's `addContext`, where its report is to show octets: `require('mochawesome/addContext')`. */
  addContext?: (context: object, item: ContextItem) => void
}

/** Where the server is: a URL, or what gives one once it listens. */
export type Where = string | URL | (() => string | URL | Promise<string | URL>)

/**
 * Registers the cases with mocha: a suite with a test for each case, told in mocha's terms: a failure with what was
 * expected and got, a pending test for what is skipped, without a verdict, or known to fail. A function is called in the
 * suite's own `before` hook, behind those of the suites around it. Nothing in it is bound by mocha's timeout.
 * @throws {UsageError} for an option that cannot be read, or where mocha does not run.
 */
export function handshakeConformance(where: Where, options: ConformanceOptions = {}): void {
  if (typeof describe !== 'function')
    throw new UsageError('handshakeConformance: this is for a file that mocha runs; index.js has run() for any other')
  const { title = 'WebSocket opening handshake', allowInconclusive = 0, addContext, strict = false } = options
  const open = async (): Promise<OpenTarget> => {
    const url = typeof where === 'function' ? await where() : where
    return { target: targetAt(url, options), close: async () => {} }
  }
  register(title, planOf(options), { strict, allowInconclusive, addContext }, open)
}
