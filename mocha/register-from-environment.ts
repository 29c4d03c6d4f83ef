import { planAndNeeds } from '../settings/plan'
import type { ProcessContext } from '../settings/process-context'
import { readSettings } from '../settings/read-settings'
import { readTargets } from '../settings/targets/read-targets'
import { causes } from '../suites/causes'
import { type Conformance, register } from './register'

/** The process of mocha. wsspec prints nothing there: mocha's reporter does. */
function silentContext(): ProcessContext {
  const silent = { write: () => {}, isTTY: false }
  const { signal } = new AbortController()
  return { argv: [], env: process.env, cwd: process.cwd(), stdout: silent, stderr: silent, signal }
}

/**
 * Registers the cases with mocha, with the settings of the command line: from the WSSPEC_ variables and wsspec.config.json.
 * WSSPEC_TARGET is the target, a URL or the name of a known server; without it, it is the bundled ws.
 * @throws {UsageError} for a setting that cannot be read.
 */
export function registerFromEnvironment(addContext: Conformance['addContext']): void {
  const context = silentContext()
  const settings = readSettings(context, {}, 'run')
  const { plan, needs } = planAndNeeds(settings, context)
  const word = context.env['WSSPEC_TARGET'] || 'ws'
  const { strict, allowInconclusive } = settings
  register({
    title: 'WebSocket opening handshake',
    plan,
    causes,
    strict,
    allowInconclusive,
    addContext,
    open: async (signal) => {
      const [named] = await readTargets({ words: [word], command: null }, needs, context)
      if (named === undefined) throw new Error(`${word} names no target`)
      return named.open(signal)
    },
  })
}
