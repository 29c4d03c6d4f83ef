import { resultsDocument } from '../../collect/results-document'
import { idsOf } from '../../harness/case/catalogue'
import { batchDriver } from '../../harness/drive/batch-driver'
import { pageDriver } from '../../harness/drive/page-driver'
import { processDriver } from '../../harness/drive/process-driver'
import type { ProgramOptions } from '../../harness/drive/programs'
import type { ClientTarget } from '../../harness/run/client/client-target'
import { runClient } from '../../harness/run/client/run-client'
import { maskCommand, secretsInCommand } from '../../harness/run/masking/words'
import { markKnown, today } from '../../reports/known/known-failures'
import { readKnown } from '../../settings/known-file'
import { printError } from '../../settings/process-context'
import { runOptionsOf } from '../../settings/run-options'
import { select } from '../../settings/selection'
import { type Settings, sourceOf } from '../../settings/settings'
import { UsageError } from '../../settings/usage-error'
import { clientSuites } from '../../suites/client'
import { clientCauses } from '../../suites/client/causes'
import { EXIT, type ExitCode, exitOf, interruption, worstExit } from '../exit-codes'
import { checkReporting, writeReports } from '../reporting'
import type { Call } from './command'

/** The settings that mean nothing for a client. */
const OF_SERVERS = [
  'header',
  'headerEnv',
  'origin',
  'subprotocol',
  'profile',
  'insecure',
  'ca',
  'connect',
  'destructive',
  'targets',
  'shard',
  'catalogue',
] as const

/** Refuses what would be ignored. */
function checkSettings(
  settings: Settings,
  words: readonly string[],
  command: readonly string[] | null,
): asserts command is readonly string[] {
  if (command === null || command.length === 0)
    throw new UsageError(
      "no client is named; write 'wsspec clients run -- CMD ARG… {url} {protocols}' (docs/clients.md)",
    )
  if (words.length > 0) throw new UsageError(`${words[0]}: a client is started by the command after --`)
  const given = OF_SERVERS.find((key) => (settings.sources as Record<string, unknown> | undefined)?.[key] !== undefined)
  if (given !== undefined) throw new UsageError(`${sourceOf(settings, given)}: it is for servers`)
}

/** How long a browser may take until its page asks for attempts, ms. */
const BROWSER_START_MS = 60_000

/** The driver that the flags name, and whose rules bind the client. A page always has the WebSocket API of browsers. */
function wayOf(
  { batch, page, whatwg }: Call['flags'],
  program: ProgramOptions,
): Pick<ClientTarget, 'driver' | 'profile' | 'startMs'> {
  if (batch === true && page === true) throw new UsageError('--batch and --page exclude each other; give one')
  if (page === true) return { driver: pageDriver(program), profile: 'whatwg', startMs: BROWSER_START_MS }
  const driver = batch === true ? batchDriver(program) : processDriver(program)
  return { driver, profile: whatwg === true ? 'whatwg' : 'rfc' }
}

/** `wsspec clients run`: runs the client cases with a command as the driver, and reports the results. */
export async function action({ context, words, settings, flags, line }: Call): Promise<ExitCode> {
  const { command } = line
  checkSettings(settings, words, command)
  const selected = new Set(select(clientSuites, settings).map((entry) => entry.case.id))
  const known =
    settings.known === undefined
      ? []
      : readKnown(settings.known, { cwd: context.cwd, ids: idsOf(clientSuites), source: sourceOf(settings, 'known') })
  const reporting = checkReporting(settings, [], context)
  const target = {
    name: settings.name ?? command.join(' '),
    ...wayOf(flags, { command, cwd: context.cwd }),
    secrets: secretsInCommand(context.argv),
  }
  const options = { ...runOptionsOf(settings), signal: context.signal }
  const typed = maskCommand([...line.words, '--', ...command])
  const results = await resultsDocument(typed, async () => [await runClient(target, clientSuites, selected, options)])
  for (const each of results.targets) {
    markKnown(each, known, today())
    if (each.diagnosis !== undefined) printError(context, `${each.name}: ${each.diagnosis}`)
  }
  const catalogue = { suites: clientSuites, causes: clientCauses }
  const faults = await writeReports(results, { ...reporting, settings, known, compared: false, catalogue }, context)
  for (const fault of faults) printError(context, fault)
  const unwritten = reporting.blocked || faults.length > 0 ? EXIT.usage : EXIT.fine
  return worstExit([...results.targets.map((each) => exitOf(each, settings)), unwritten, interruption(context.signal)])
}
