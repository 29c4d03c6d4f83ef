import { Command as CommanderCommand, Option } from 'commander'
import { CONFIG_FILE } from '../settings/config-file'
import { asRead, readPipes } from '../settings/pipes'
import type { ProcessContext } from '../settings/process-context'
import { readSettings } from '../settings/read-settings'
import { DEFAULT_SETTINGS, filesReadBy, flagName, helpOf, type Settings } from '../settings/settings'
import { type Setting, settingsOf } from '../settings/table'
import { UsageError } from '../settings/usage-error'
import { ownVersion } from '../settings/version'
import type { CommandLine } from './command-line'
import type { Command, OwnFlag } from './commands/command'
import { COMMANDS } from './commands/index'
import { EXIT, type ExitCode } from './exit-codes'
import { checkValues } from './missing-values'
import { parseErrorText } from './parse-errors'

const EXAMPLES = `Examples:
  wsspec run ws://127.0.0.1:8080/chat                    test a server that runs
  wsspec run ws --html report.html                       start a known server, test it, write a page
  wsspec run -- node server.js                           start a command with $PORT, test its server
  wsspec run 'ws://127.0.0.1:$PORT/ws' -- ./server -p '$PORT'
  wsspec compare ws scratch                              test two servers, show them side by side
  wsspec explain 6.02                                    show what a case sends and requires
`

const EXIT_CODES_AND_SETTINGS = `
Exit codes: 0 nothing failed; 1 a case failed; 2 wrong usage, or a report cannot be written; 3 the target cannot be
judged, or cases are inconclusive; 4 a bug in wsspec; 129, 130, 143 interrupted.
Every flag has an environment variable (--allow-inconclusive is WSSPEC_ALLOW_INCONCLUSIVE; lists are separated by commas
or lines, --header by lines) and a key in wsspec.config.json (allowInconclusive). Flags go before environment variables,
and these before the file.
`

function repeated(value: string, before: string[] | undefined): string[] {
  return [...(before ?? []), value]
}

/** The options of a setting. A switch also has a hidden one that turns it off again. */
function optionsOf(setting: Setting): Option[] {
  const { key, kind, group, value, withoutValue } = setting
  const name = flagName(key)
  const suffix = value === undefined ? '' : withoutValue === undefined ? ` <${value}>` : ` [${value}]`
  const option = new Option(name + suffix, helpOf(setting)).helpGroup(`${group}:`)
  if (kind === 'list') option.argParser(repeated)
  return kind === 'switch' ? [option, new Option(name.replace('--', '--no-'), `not ${name}`).hideHelp()] : [option]
}

function ownOption({ name, value, help, repeats, default: usual }: OwnFlag): Option {
  const option = new Option(`--${name}${value === undefined ? '' : ` <${value}>`}`, help)
  if (repeats) option.argParser(repeated)
  return usual === undefined ? option : option.default(usual)
}

/** What a command line is run with. */
interface Running {
  context: ProcessContext
  line: CommandLine
  /** Takes the exit code of the command that was called. */
  finish: (code: ExitCode) => void
}

/** The settings of a command. The pipes that they name are read. */
async function settingsFor(name: string, flags: Record<string, unknown>, context: ProcessContext): Promise<Settings> {
  await readPipes(asRead(CONFIG_FILE), context)
  const settings = readSettings(context, flags, name)
  await readPipes(filesReadBy(settings), context)
  return settings
}

/** Adds a command with its arguments, flags, settings and subcommands. The names of the commands above it are its path. */
function addCommand(parent: CommanderCommand, command: Command, running: Running, path: readonly string[] = []): void {
  const { context, line, finish } = running
  const name = [...path, command.name].join(' ')
  const settingOptions = settingsOf(name).flatMap(optionsOf)
  const takesSettings = settingOptions.length > 0
  const added = parent.command(command.name).description(command.description)
  if (command.longHelp) added.addHelpText('before', EXAMPLES).addHelpText('after', EXIT_CODES_AND_SETTINGS)
  for (const { syntax, help } of command.arguments ?? []) added.argument(syntax, help)
  for (const option of settingOptions) added.addOption(option)
  for (const flag of command.flags ?? []) added.addOption(ownOption(flag))
  for (const subcommand of command.subcommands ?? []) addCommand(added, subcommand, running, [...path, command.name])
  added.action(async () => {
    const words = added.processedArgs.flat().filter((word) => word !== undefined) as string[]
    const flags = added.opts()
    const settings = takesSettings ? await settingsFor(name, flags, context) : DEFAULT_SETTINGS
    const { action } = command.load()
    finish(await action({ context, words, flags, settings, line, commands: COMMANDS }))
  })
}

/** The parser of command lines. */
function parserFor(running: Running): CommanderCommand {
  const { context } = running
  const parser = new CommanderCommand('wsspec')
    .description('Numbered conformance cases for the WebSocket opening handshake (RFC 6455), run against any URL.')
    .usage('<command> [flags]')
    .version(ownVersion(), '-V, --version', 'the version of wsspec')
    .helpOption('-h, --help', 'this help')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ writeOut: (text) => context.stdout.write(text), writeErr: () => {} })
    .addHelpText('before', EXAMPLES)
    .addHelpText('after', EXIT_CODES_AND_SETTINGS)
  for (const command of COMMANDS) addCommand(parser, command, running)
  return parser
}

/** Refuses `--` without a command that can take the words after it. */
function checkCommandWords({ words, command }: CommandLine): void {
  const [first, second = ''] = words
  if (command === null || first === 'run' || first === 'compare') return
  if (first === 'clients') {
    if (second === 'run') return
    const named = `wsspec clients ${second.startsWith('-') ? '' : second}`.trim()
    throw new UsageError(`--: '${named}' starts no command; write 'wsspec clients run -- CMD ARG… {url} {protocols}'`)
  }
  throw new UsageError(
    first === undefined
      ? "--: no command of wsspec is before it; write 'wsspec run -- CMD ARG…'"
      : `--: 'wsspec ${first}' starts no command; write 'wsspec run -- CMD ARG…'`,
  )
}

/**
 * Parses a command line and runs its command. Returns the exit code.
 * @throws {UsageError} for a command line that cannot be parsed.
 */
export async function runCommandLine(context: ProcessContext, line: CommandLine): Promise<ExitCode> {
  checkCommandWords(line)
  checkValues(line.words)
  let code: ExitCode = EXIT.fine
  const finish = (given: ExitCode): void => {
    code = given
  }
  const parser = parserFor({ context, line, finish })
  if (line.words.length === 0) {
    context.stderr.write(parser.helpInformation())
    return EXIT.usage
  }
  try {
    await parser.parseAsync(line.words, { from: 'user' })
    return code
  } catch (error) {
    const { code: kind, exitCode, message } = error as { code?: string; exitCode?: number; message: string }
    if (!kind?.startsWith('commander.')) throw error
    if (exitCode === 0) return EXIT.fine
    throw new UsageError(parseErrorText(message, line.words, context))
  }
}
