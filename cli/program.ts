import { Command, Option } from 'commander'
import { listed } from '../reports/text/phrases'
import type { ProcessContext } from '../settings/process-context'
import { readSettings } from '../settings/read-settings'
import { FLAGS, type Flag, flagName, settingKeys } from '../settings/settings'
import { UsageError } from '../settings/usage-error'
import { ownVersion } from '../settings/version'
import type { Line } from './command-line'
import type { DiffFlags } from './commands/diff'
import type { ScratchOptions } from './commands/scratch'
import { EXIT, type ExitCode } from './exit'

const EXAMPLES = `
  wsspec run ws://127.0.0.1:8080/chat                    test a server that runs
  wsspec run ws --html report.html                       start a known server, test it, write a page
  wsspec run -- node server.js                           start a command with $PORT, test that
  wsspec run 'ws://127.0.0.1:$PORT/ws' -- ./server -p '$PORT'
  wsspec compare ws scratch                              two servers side by side
  wsspec explain 6.02                                    what a case sends and requires
`

const ENDINGS = `
Exit codes: 0 nothing failed; 1 a case failed; 2 wrong usage, or a report that cannot be written; 3 the target cannot
be judged, or cases stayed inconclusive; 4 a bug in wsspec; 130, 143 interrupted.
Every flag has an environment variable (--allow-inconclusive is WSSPEC_ALLOW_INCONCLUSIVE; lists are separated by commas
or lines, --header by lines) and a key in wsspec.config.json (allowInconclusive). Flags go before the environment, that
before the file.
`

function collect(value: string, before: string[] | undefined): string[] {
  return [...(before ?? []), value]
}

function optionOf(flag: Flag): Option {
  const value = flag.value === undefined ? '' : flag.bare === undefined ? ` <${flag.value}>` : ` [${flag.value}]`
  const option = new Option(flagName(flag.key) + value, flag.about).helpGroup(`${flag.group}:`)
  return flag.kind === 'list' ? option.argParser(collect) : option
}

/** Adds the settings `keys` to a command; a switch can be turned off again, which the help leaves out. */
function withSettings(command: Command, keys: readonly string[]): Command {
  for (const flag of FLAGS.filter(({ key }) => keys.includes(key))) {
    command.addOption(optionOf(flag))
    if (flag.kind === 'switch')
      command.addOption(new Option(flagName(flag.key).replace('--', '--no-'), `not ${flagName(flag.key)}`).hideHelp())
  }
  return command
}

/** The commands of wsspec. Each loads what it needs when it is called; `finish` gets its exit code. */
export function programOf(
  context: ProcessContext,
  { command, words }: Line,
  finish: (code: ExitCode) => void,
): Command {
  const program = new Command('wsspec')
    .description('Numbered conformance cases for the WebSocket opening handshake (RFC 6455), run against any URL.')
    .usage('<command> [flags]')
    .version(ownVersion(), '-V, --version', 'the version of wsspec')
    .helpOption('-h, --help', 'this help')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ writeOut: (text) => context.stdout.write(text), writeErr: () => {} })
    .addHelpText('before', `Examples:${EXAMPLES}`)
    .addHelpText('after', ENDINGS)
  const line = command === null ? words : [...words, '--', ...command]

  for (const name of ['run', 'compare'] as const) {
    const summary = name === 'run' ? 'run the cases against targets' : 'the same for several targets, told side by side'
    const target = 'a ws:// or wss:// URL, or the name of a known server'
    const sub = program
      .command(name)
      .description(summary)
      .argument('[target...]', name === 'run' ? target : `${target}, or a results file (.json, .html)`)
      .addHelpText('before', `Examples:${EXAMPLES}`)
      .addHelpText('after', ENDINGS)
    withSettings(sub, settingKeys(name)).action(async (targets: string[], given: Record<string, unknown>) => {
      const settings = readSettings(context, given, settingKeys(name))
      const { runCommand } = require('./commands/run') as typeof import('./commands/run')
      finish(await runCommand(context, { name, words: targets, command, line }, settings))
    })
  }
  withSettings(program.command('list'), settingKeys('list'))
    .description('every case: id, level, title')
    .option('--json', 'as JSON, for programs')
    .action((given: { json?: boolean }) => {
      const { list } = require('./commands/list') as typeof import('./commands/list')
      finish(
        list(context, readSettings(context, { ...given, json: undefined }, settingKeys('list')), given.json === true),
      )
    })
  program
    .command('explain')
    .description('what a case sends and requires, why, and how to run it')
    .argument('<id...>', 'the id of a case, as in 6.02')
    .action((ids: string[]) => {
      const { explain } = require('./commands/explain') as typeof import('./commands/explain')
      finish(explain(context, ids))
    })
  const known = program
    .command('servers')
    .description('the known servers, which of them run here, how to get the rest')
    .option('--json', 'as JSON, for programs')
    .action(async (given: { json?: boolean }) => {
      const { servers } = require('./commands/servers') as typeof import('./commands/servers')
      finish(await servers(context, given.json === true))
    })
  known
    .command('install')
    .description('what gets servers that do not run here; with --yes, get them')
    .argument('<name...>', "names that 'wsspec servers' lists; of npm also a version, as in ws@8.18.2")
    .option('--yes', 'install: Debian packages as root, npm packages into the cache')
    .action(async (names: string[], given: { yes?: boolean }) => {
      const { installServers } = require('./commands/servers-install') as typeof import('./commands/servers-install')
      finish(await installServers(context, names, given.yes === true))
    })
  withSettings(program.command('bisect'), settingKeys('bisect'))
    .description('the first version of a server from npm in which a case came to another verdict')
    .argument('<name>', 'a server of npm, as in ws')
    .argument('<id>', 'the id of a case, as in 6.02')
    .argument('[versions...]', 'the versions between which to look; the oldest and the newest without them')
    .action(async (name: string, id: string, ends: string[], given: Record<string, unknown>) => {
      if (ends.length > 2)
        throw new UsageError(`bisect ${ends[2]}: it looks between two versions; leave out the others`)
      const settings = readSettings(context, given, settingKeys('bisect'))
      const { bisectCommand } = require('./commands/bisect') as typeof import('./commands/bisect')
      finish(await bisectCommand(context, { name, id, ends }, settings))
    })
  program
    .command('diff')
    .description('what changed between two results files; exit 1 on regressions only')
    .argument('<old>', 'results of --json, or a page of --html')
    .argument('<new>', 'the same, of the later run')
    .option('--json', 'as JSON, for programs')
    .option('--markdown <file>', 'what changed, fit for a comment; - is stdout')
    .option('--html <file>', 'what changed, as one self-contained page')
    .action((before: string, after: string, given: DiffFlags) => {
      const { diff } = require('./commands/diff') as typeof import('./commands/diff')
      finish(diff(context, before, after, given))
    })
  program
    .command('scratch')
    .description('start the reference server, intact or with named defects')
    .option('--port <n>', 'where to listen on 127.0.0.1; 0 is any free port', '0')
    .option('--defect <name>', 'break one rule; may be repeated', collect)
    .option('--variant <name>', 'do otherwise what several ways of doing conform; may be repeated', collect)
    .option('--fixture <name>', 'be a site that a profile declares: full (docs/profile.md)')
    .action(async (given: ScratchOptions) => {
      const { scratch } = require('./commands/scratch') as typeof import('./commands/scratch')
      finish(await scratch(context, given))
    })
  program
    .command('completion')
    .description('a script that completes commands, flags, ids and servers in bash, zsh or fish')
    .argument('<shell>', 'bash, zsh or fish')
    .action((name: string) => {
      const { completionWords, SHELLS } = require('./completion/words') as typeof import('./completion/words')
      const { completion } = require('./completion/scripts') as typeof import('./completion/scripts')
      const shell = SHELLS.find((each) => each === name)
      if (shell === undefined) throw new UsageError(`completion ${name}: this is one of ${SHELLS.join(', ')}`)
      context.stdout.write(completion(shell, completionWords(program)))
    })
  return program
}

/** The commands that take a flag; none where there is no such flag. */
function takersOf(name: string | undefined): string[] {
  const flag = FLAGS.find(({ key }) => flagName(key) === name)
  const commands = (['run', 'compare', 'list', 'bisect'] as const).filter(
    (each) => flag && settingKeys(each).includes(flag.key),
  )
  return commands.map((each) => `'wsspec ${each}'`)
}

/** What commander complains of, as one line with what to do. */
function inOneLine(message: string, words: readonly string[]): string {
  const [first = '', hint] = message.replace(/^error: /, '').split('\n')
  const what = first.replace(/\. Expected .*$/, '')
  const takers = takersOf(/^unknown option '(--[a-z-]+)/.exec(what)?.[1])
  if (takers.length > 0) return `${what}; ${listed(takers)} ${takers.length === 1 ? 'takes' : 'take'} it`
  const meant = /\(Did you mean (?:one of )?(.*)\?\)/.exec(hint ?? '')?.[1]
  if (meant !== undefined) return `${what}; did you mean ${meant}?`
  const command = ['run', 'compare', 'list', 'explain', 'servers', 'bisect', 'diff', 'scratch', 'completion'].find(
    (name) => name === words[0],
  )
  const help = `'wsspec ${command ? `${command} ` : ''}--help' shows what it takes`
  return what.startsWith('unknown command')
    ? `${what}; 'wsspec --help' lists the commands, 'wsspec run NAME' tests a server`
    : `${what}; ${help}`
}

/**
 * Parses a command line and does what it says.
 * @throws {UsageError} for a command line that cannot be parsed.
 */
export async function dispatch(context: ProcessContext, line: Line): Promise<ExitCode> {
  let code: ExitCode = EXIT.fine
  const program = programOf(context, line, (given) => {
    code = given
  })
  if (line.words.length === 0) {
    if (line.command !== null) throw new UsageError("--: no command stands before it; write 'wsspec run -- CMD ARG…'")
    context.stderr.write(`${program.helpInformation()}`)
    return EXIT.usage
  }
  const first = line.words[0] ?? ''
  if (line.command !== null && !['run', 'compare'].includes(first))
    throw new UsageError(`--: 'wsspec ${first}' starts no command; write 'wsspec run -- CMD ARG…'`)
  try {
    await program.parseAsync(line.words, { from: 'user' })
    return code
  } catch (error) {
    const { code: kind, exitCode, message } = error as { code?: string; exitCode?: number; message: string }
    if (!kind?.startsWith('commander.')) throw error
    if (exitCode === 0) return EXIT.fine
    throw new UsageError(inOneLine(message, line.words))
  }
}
