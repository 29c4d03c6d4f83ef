import { resultsDocument } from '../../collect/results-document'
import { batchDriver } from '../../harness/drive/batch-driver'
import { pageDriver } from '../../harness/drive/page-driver'
import { processDriver } from '../../harness/drive/process-driver'
import type { ProgramOptions } from '../../harness/drive/programs'
import type { ClientRunOptions, ClientTarget } from '../../harness/run/client/client-target'
import { runClient } from '../../harness/run/client/run-client'
import { maskCommand, secretsInCommand } from '../../harness/run/masking/words'
import { knownBefore, knownFailures } from '../../settings/plan'
import { runOptionsOf } from '../../settings/run-options'
import { select } from '../../settings/selection'
import { type Settings, sourceOf } from '../../settings/settings'
import { UsageError } from '../../settings/usage-error'
import { clientSuites } from '../../suites/client'
import type { ExitCode } from '../exit-codes'
import { Progress } from '../progress'
import { checkReporting } from '../reporting'
import { judgeAndReport } from '../run-and-report'
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
  const marks = knownFailures(settings, context.cwd, 'client')
  const known = { marks, before: knownBefore(settings, marks, context.cwd) }
  const reporting = checkReporting(settings, [], context)
  const target = {
    name: settings.name ?? command.join(' '),
    ...wayOf(flags, { command, cwd: context.cwd }),
    secrets: secretsInCommand(context.argv),
  }
  const progress = new Progress(context, {
    quiet: settings.quiet,
    deadlineMs: settings.timeout,
    suites: clientSuites,
  })
  const options = { ...runOptionsOf(settings), ...shownBy(progress, target), signal: context.signal }
  const typed = maskCommand([...line.words, '--', ...command])
  progress.begin(target)
  const results = await resultsDocument(typed, async () => [await runClient(target, clientSuites, selected, options)])
  progress.end(target)
  const compared = results.targets.length > 1
  return judgeAndReport(results, { reporting, settings, known, compared }, context)
}

/** What a run calls, so that progress shows it. */
function shownBy(progress: Progress, target: { name: string }): Pick<ClientRunOptions, 'onTried' | 'onWait'> {
  return {
    onTried: (suite, done, total) => progress.step(target, { suite }, done, total),
    onWait: (waits) => progress.wait(target, waits),
  }
}
