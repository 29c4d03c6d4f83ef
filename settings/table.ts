import { type PathKey, REPORT_FLAGS, type SwitchKey } from '../reports/registry'

/**
 * The settings: one row each. From its row follow the flag, the WSSPEC_ variable, the key in wsspec.config.json and its
 * schema, the type, the default, the help, the completion, the commands that take it, and the option of the library.
 */

/** The headings of the help, in their order. */
export const GROUPS = ['Cases', 'Reports', 'Verdict', 'Run', 'Target'] as const

/** A command that takes settings. */
type SettingsCommand =
  | 'run'
  | 'compare'
  | 'list'
  | 'bisect'
  | 'merge'
  | 'clients run'
  | 'clients list'
  | 'clients serve'

interface SettingRow {
  /** `list`: texts, the flag may be repeated. `text`: one text. `count`: a whole number. `switch`: true or false. */
  kind: 'list' | 'text' | 'count' | 'switch'
  group: (typeof GROUPS)[number]
  /** What the value is called in the help. `file` and `dir` complete to paths, `pattern` to cases. A switch has none. */
  value?: string
  /** The text of the help, without the default. */
  help: string
  /** The value of a count that is not set. Without it, the count stays undefined. */
  default?: number
  /** The smallest count. */
  min?: number
  /** The value of a flag that is given without one. Without this, the flag needs a value. */
  withoutValue?: number
  /** The values that there are, for completion. */
  words?: readonly string[]
  /** What separates the members of a list in the variable. */
  separator?: RegExp
  /** The file is read, so that no report may be written there. */
  reads?: true
  /** The commands for servers that take it, where these are not `run` and `compare`. */
  commands?: readonly SettingsCommand[]
  /**
   * Whether it means something for clients. `no`: only servers have it. `driven`: only where wsspec starts the client, not for
   * `clients serve`. Without it, `clients run` and `clients serve` take what `run` takes, and `clients list` what `list` takes.
   */
  clients?: 'no' | 'driven'
  /** The library has an option of the same name, type and default. An editor shows the comment above the row there. */
  library?: true
}

const COMMAS_OR_LINES = /[,\n]/
const LINES = /\n/

/** The settings of the reports, from the registry of reports. */
const REPORT_ROWS = Object.fromEntries(
  REPORT_FLAGS.map(({ key, group, value, about, words }): [string, SettingRow] => {
    if (value === undefined) return [key, { kind: 'switch', group, help: about }]
    return [key, { kind: 'text', group, value, help: about, ...(words ? { words } : {}) }]
  }),
) as Record<PathKey | 'format', SettingRow & { kind: 'text' }> & Record<SwitchKey, SettingRow & { kind: 'switch' }>

/** Every setting. The help lists the groups in the order of GROUPS, and the settings of a group in this order. */
export const SETTINGS = {
  /** Run only these cases: ids, suites (`6` or `version`), globs (`6.*`), levels (`MUST`). */
  only: {
    kind: 'list',
    group: 'Cases',
    value: 'pattern',
    separator: COMMAS_OR_LINES,
    help: 'run only these cases: an id, a suite (6 or version), a glob (6.*) or a level (MUST); several between commas',
    commands: ['run', 'compare', 'list'],
    library: true,
  },
  /** Leave out these cases. */
  skip: {
    kind: 'list',
    group: 'Cases',
    value: 'pattern',
    separator: COMMAS_OR_LINES,
    help: 'leave out these cases',
    commands: ['run', 'compare', 'list'],
    library: true,
  },
  /** Use the cases of this version of the catalogue, as in `1.0`. */
  catalogue: {
    kind: 'text',
    clients: 'no',
    group: 'Cases',
    value: 'version',
    help: 'use the cases of this version of the catalogue (1.0), so that an upgrade adds none',
    commands: ['run', 'compare', 'list'],
    library: true,
  },
  /** Also run the cases that wait for minutes. */
  slow: {
    kind: 'switch',
    group: 'Cases',
    help: 'also run the cases that wait for minutes',
    commands: ['run', 'compare', 'bisect'],
    library: true,
  },
  /** Run destructive cases also against a target that is not on loopback. */
  destructive: {
    kind: 'switch',
    clients: 'no',
    group: 'Cases',
    help: 'run destructive cases also against a target that is neither on loopback nor started by wsspec',
    commands: ['run', 'compare', 'bisect'],
    library: true,
  },
  /** Contested and SHOULD findings fail too. */
  strict: {
    kind: 'switch',
    group: 'Verdict',
    help: 'contested and SHOULD findings fail too',
    library: true,
  },
  known: {
    kind: 'text',
    group: 'Verdict',
    value: 'file',
    help: 'expected failures, YAML or JSON: a list of {id, reason, link, until, server}',
    reads: true,
  },
  /** The published findings of these servers are known failures, too: `ws`, or a version as `ws@8.18.2`. */
  knownAs: {
    kind: 'list',
    clients: 'no',
    group: 'Verdict',
    value: 'name[@version]',
    separator: COMMAS_OR_LINES,
    help: 'the published findings of this server are known failures, too',
    library: true,
  },
  ...REPORT_ROWS,
  lines: {
    kind: 'text',
    clients: 'no',
    group: 'Reports',
    value: 'file',
    help: 'with --targets: the results of each target as a line of JSON, once it ends; - is stdout',
    commands: ['run'],
  },
  stable: { kind: 'switch', group: 'Reports', help: 'write the same output for the same behaviour' },
  quiet: { kind: 'switch', group: 'Reports', help: 'print less', commands: ['run', 'compare', 'merge', 'bisect'] },
  verbose: { kind: 'switch', group: 'Reports', help: 'print more' },
  allowInconclusive: {
    kind: 'count',
    default: 0,
    min: 0,
    group: 'Verdict',
    value: 'n',
    help: 'how many cases may stay without a verdict',
  },
  bail: {
    kind: 'count',
    clients: 'driven',
    min: 1,
    withoutValue: 1,
    group: 'Verdict',
    value: 'n',
    help: 'stop after n failures',
    commands: ['run', 'compare'],
  },
  /** The deadline of a case, in milliseconds. */
  timeout: {
    kind: 'count',
    default: 10_000,
    min: 1,
    group: 'Run',
    value: 'ms',
    help: 'the deadline of a case',
    commands: ['run', 'compare', 'bisect'],
    library: true,
  },
  /** Maximum time for one target, in seconds. */
  maxTime: {
    kind: 'count',
    clients: 'driven',
    default: 120,
    min: 1,
    group: 'Run',
    value: 'seconds',
    help: 'maximum time for one target, for each of its runs; cases without a verdict by then are inconclusive',
    commands: ['run', 'compare', 'bisect'],
    library: true,
  },
  /** How many connections are open at the same time. */
  jobs: {
    kind: 'count',
    clients: 'driven',
    default: 8,
    min: 1,
    group: 'Run',
    value: 'n',
    help: 'how many connections to one target are open at the same time',
    commands: ['run', 'compare', 'bisect'],
    library: true,
  },
  /** How often each case runs. */
  repeat: {
    kind: 'count',
    clients: 'driven',
    default: 1,
    min: 1,
    group: 'Run',
    value: 'n',
    help: 'how often each case runs',
    library: true,
  },
  /** Maximum number of new connections to one host, a second. */
  rate: {
    kind: 'count',
    clients: 'no',
    min: 1,
    group: 'Run',
    value: 'n',
    help: 'at most n new connections a second to one host (default: no limit on loopback, 20 elsewhere with --targets)',
    library: true,
  },
  atOnce: {
    kind: 'count',
    clients: 'no',
    min: 1,
    group: 'Run',
    value: 'n',
    help: 'how many targets of --targets run at the same time (default: 4 for each core)',
    commands: ['run'],
  },
  resume: {
    kind: 'switch',
    clients: 'no',
    group: 'Run',
    help: 'with --targets: leave out the targets whose results the file of --lines has',
    commands: ['run'],
  },
  shard: {
    kind: 'text',
    clients: 'no',
    group: 'Run',
    value: 'i/n',
    help: 'run only the i-th of n parts: of the targets with --targets, else of the cases; wsspec merge joins them',
    commands: ['run'],
  },
  /** Where nothing may happen, wait the full time that the case names. */
  thorough: {
    kind: 'switch',
    clients: 'no',
    group: 'Run',
    help: 'where nothing may happen, wait the full time that the case names',
    commands: ['run', 'compare', 'bisect'],
    library: true,
  },
  name: {
    kind: 'text',
    group: 'Target',
    value: 'name',
    help: 'how the target is called in every report',
    commands: ['run'],
  },
  header: {
    kind: 'list',
    clients: 'no',
    group: 'Target',
    value: "'N: v'",
    separator: LINES,
    help: 'a field line to send in every handshake',
  },
  headerEnv: {
    kind: 'list',
    clients: 'no',
    group: 'Target',
    value: 'N=VAR',
    separator: COMMAS_OR_LINES,
    help: 'the same, with the value of an environment variable',
  },
  /** The Origin that the target accepts. */
  origin: {
    kind: 'text',
    clients: 'no',
    group: 'Target',
    value: 'origin',
    help: 'the Origin that the target accepts; $PORT in it is the port of a server that a command starts',
    library: true,
  },
  subprotocol: {
    kind: 'list',
    clients: 'no',
    group: 'Target',
    value: 'name',
    separator: COMMAS_OR_LINES,
    help: 'a subprotocol that the target speaks',
  },
  profile: {
    kind: 'text',
    clients: 'no',
    group: 'Target',
    value: 'file',
    help: 'what the target needs and supports, as JSON',
    reads: true,
  },
  /** Do not verify the certificate of a wss: target. */
  insecure: {
    kind: 'switch',
    clients: 'no',
    group: 'Target',
    help: 'do not verify the certificate of the target',
    library: true,
  },
  ca: { kind: 'text', clients: 'no', group: 'Target', value: 'file', help: 'PEM certificates to trust', reads: true },
  /** Try usual paths where the target refuses the handshake, also when it is not on loopback. */
  probe: {
    kind: 'switch',
    clients: 'no',
    group: 'Target',
    help: 'try usual paths and subprotocols where the target refuses the handshake, also when it is not on loopback',
    library: true,
  },
  targets: {
    kind: 'text',
    clients: 'no',
    group: 'Target',
    value: 'file',
    help: 'run against each target in this file: a URL or name a line, or a line of JSON (docs/many-targets.md)',
    reads: true,
    commands: ['run'],
  },
  hop: {
    kind: 'list',
    clients: 'no',
    group: 'Target',
    value: 'name',
    separator: COMMAS_OR_LINES,
    help: 'test each target also through this hop, which wsspec starts (nginx,haproxy)',
    commands: ['compare'],
  },
  connect: {
    kind: 'text',
    clients: 'no',
    group: 'Target',
    value: 'host:port',
    help: 'connect to this host and port, and not to those of the URL',
  },
} as const satisfies Record<string, SettingRow>

/** The name of a setting: its key in wsspec.config.json, and its flag in camel case. */
export type SettingKey = keyof typeof SETTINGS

/** A row of the table with its key. */
export type Setting = SettingRow & { key: SettingKey }

/** Every setting, in the order of the help. */
export const ALL_SETTINGS: readonly Setting[] = GROUPS.flatMap((group) =>
  Object.entries(SETTINGS as Record<SettingKey, SettingRow>)
    .filter(([, row]) => row.group === group)
    .map(([key, row]) => ({ ...row, key: key as SettingKey })),
)

/** The commands that take a setting whose row names none: those that run, and where it is about results also `merge`. */
const RUNNING: readonly SettingsCommand[] = ['run', 'compare']
const REPORTING: readonly SettingsCommand[] = [...RUNNING, 'merge']
const ABOUT_RESULTS: readonly string[] = ['Reports', 'Verdict']

/** The commands for clients that take a setting, by those for servers. */
function forClients(servers: readonly string[], clients: SettingRow['clients']): string[] {
  if (clients === 'no') return []
  return [
    ...(servers.includes('run') ? ['clients run'] : []),
    ...(servers.includes('run') && clients !== 'driven' ? ['clients serve'] : []),
    ...(servers.includes('list') ? ['clients list'] : []),
  ]
}

/** The commands that take a setting. */
export function commandsOf({ commands, group, clients }: Setting): readonly string[] {
  const servers = commands ?? (ABOUT_RESULTS.includes(group) ? REPORTING : RUNNING)
  return [...servers, ...forClients(servers, clients)]
}

/** The settings that a command takes, in the order of the help; none for a command that no row names. */
export function settingsOf(command: string): Setting[] {
  return ALL_SETTINGS.filter((setting) => commandsOf(setting).includes(command))
}
