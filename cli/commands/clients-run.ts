import { resultsDocument } from '../../collect/results-document'
import { maskCommand } from '../../harness/run/masking/words'
import { knownBefore, knownFailures } from '../../settings/plan'
import { runOptionsOf } from '../../settings/run-options'
import { select } from '../../settings/selection'
import { type Settings, sourceOf } from '../../settings/settings'
import { type NamedClient, readClients, renamedClient } from '../../settings/targets/client'
import { UsageError } from '../../settings/usage-error'
import { clientSuites } from '../../suites/client'
import type { ExitCode } from '../exit-codes'
import { Progress } from '../progress'
import { checkReporting } from '../reporting'
import { judgeAndReport } from '../run-and-report'
import { runClients } from '../run-clients'
import type { Call } from './command'

/** The clients, with the name of --name. */
function withName(clients: readonly NamedClient[], settings: Settings): readonly NamedClient[] {
  const { name } = settings
  if (name === undefined) return clients
  if (clients.length > 1)
    throw new UsageError(`${sourceOf(settings, 'name')} ${name}: it names one client, and ${clients.length} are given`)
  return clients.map((client) => renamedClient(client, name))
}

/** The clients that the command line names. */
async function clientsOf({ context, words, settings, flags, line }: Call): Promise<readonly NamedClient[]> {
  const given = ['whatwg', 'batch', 'page'].find((flag) => flags[flag] === true)
  if (given !== undefined && words.length > 0)
    throw new UsageError(`--${given}: only for a command after --; a known client has a driver of its own`)
  const profile = flags['whatwg'] === true ? 'whatwg' : 'rfc'
  if (flags['batch'] === true && flags['page'] === true)
    throw new UsageError('--batch and --page exclude each other; give one')
  const placeholder = line.command?.flatMap((word) => /\{(?:url|protocols?\.*|case|timeout)\}/.exec(word) ?? []).at(0)
  if (flags['batch'] === true && placeholder !== undefined)
    throw new UsageError(
      `--batch does not fill in ${placeholder}: the driver reads a line for each attempt (docs/clients.md)`,
    )
  const way = flags['page'] === true ? 'page' : flags['batch'] === true ? 'batch' : 'each'
  return withName(await readClients({ words, command: line.command, profile, way }, context), settings)
}

/** `wsspec clients run`: runs the client cases with known clients, or with a command as the driver, and reports the results. */
export async function action(call: Call): Promise<ExitCode> {
  const { context, settings, line } = call
  const clients = await clientsOf(call)
  const selected = select(clientSuites, settings)
  const marks = knownFailures(settings, context.cwd, 'client')
  const known = { marks, before: knownBefore(settings, marks, context.cwd) }
  const reporting = checkReporting(settings, [], context)
  const progress = new Progress(context, {
    quiet: settings.quiet,
    deadlineMs: settings.timeout,
    suites: clientSuites,
  })
  const running = { selected, options: runOptionsOf(settings), progress, context }
  const typed = maskCommand(line.command === null ? line.words : [...line.words, '--', ...line.command])
  const results = await resultsDocument(typed, () => runClients(clients, running))
  const compared = results.targets.length > 1
  return judgeAndReport(results, { reporting, settings, known, compared }, context)
}
