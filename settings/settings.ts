/** What flags, environment, configuration file and defaults come to. Times in milliseconds. */
export interface Settings {
  only: string[]
  skip: string[]
  catalogue?: string
  json?: string
  html?: string
  junit?: string
  markdown?: string
  mochawesome?: string
  badge?: string
  trace?: string
  autobahn?: string
  github: boolean
  format?: string
  strict: boolean
  known?: string
  writeKnown?: string
  timeout: number
  jobs: number
  repeat: number
  thorough: boolean
  slow: boolean
  header: string[]
  headerEnv: string[]
  origin?: string
  subprotocol: string[]
  profile?: string
  insecure: boolean
  ca?: string
  connect?: string
  hop: string[]
  destructive: boolean
  allowInconclusive: number
  bail?: number
  quiet: boolean
  verbose: boolean
  stable: boolean
  /** Where settings were said that no flag said: `WSSPEC_ORIGIN`, `wsspec.config.json: origin`. */
  said?: Partial<Record<string, string>>
}

/**
 * One setting. Its flag is `--` and the key in kebab case, its variable WSSPEC_ and the key in capitals.
 * `list` is repeated, `text` takes a value, `count` a whole number of at least `min`, `switch` none.
 */
export interface Flag {
  key: Exclude<keyof Settings, 'said'>
  kind: 'list' | 'text' | 'count' | 'switch'
  group: string
  /** The name of its value in the help. */
  value?: string
  about: string
  min?: number
  /** The value may be left out; this is it then. */
  bare?: number
  /** What separates the members of a list in the environment. */
  separator?: RegExp
}

/** The largest count: a timer holds little more than twice as many milliseconds. */
export const MOST = 999_999_999

const LIST = /[,\n]/
const LINES = /\n/

/** Every setting, in the order of the help. */
export const FLAGS: readonly Flag[] = [
  {
    key: 'only',
    kind: 'list',
    group: 'Cases',
    value: 'pattern',
    separator: LIST,
    about: 'these cases: an id, a suite (6, version), a glob (6.*), a level',
  },
  { key: 'skip', kind: 'list', group: 'Cases', value: 'pattern', separator: LIST, about: 'not these' },
  {
    key: 'catalogue',
    kind: 'text',
    group: 'Cases',
    value: 'version',
    about: 'only what that version of the catalogue had (1.0): an upgrade adds no case',
  },
  { key: 'slow', kind: 'switch', group: 'Cases', about: 'cases that wait for minutes' },
  {
    key: 'destructive',
    kind: 'switch',
    group: 'Cases',
    about: 'cases that can hurt, also where the target is neither on loopback nor started here',
  },
  { key: 'json', kind: 'text', group: 'Reports', value: 'file', about: 'results as JSON; - is stdout' },
  { key: 'html', kind: 'text', group: 'Reports', value: 'file', about: 'one self-contained page' },
  { key: 'junit', kind: 'text', group: 'Reports', value: 'file', about: 'JUnit XML' },
  { key: 'markdown', kind: 'text', group: 'Reports', value: 'file', about: 'a summary that fits a comment' },
  { key: 'mochawesome', kind: 'text', group: 'Reports', value: 'dir', about: 'a mochawesome report' },
  { key: 'badge', kind: 'text', group: 'Reports', value: 'file', about: 'a badge: .svg, or .json for shields.io' },
  { key: 'trace', kind: 'text', group: 'Reports', value: 'dir', about: 'a transcript of the octets of each case' },
  {
    key: 'autobahn',
    kind: 'text',
    group: 'Reports',
    value: 'dir',
    about: "the results in the shape of Autobahn's index.json",
  },
  { key: 'github', kind: 'switch', group: 'Reports', about: 'annotations and a step summary for GitHub Actions' },
  {
    key: 'format',
    kind: 'text',
    group: 'Reports',
    value: 'name',
    about: 'what stands on stdout: text, or issue, a bug report for each failing case',
  },
  { key: 'stable', kind: 'switch', group: 'Reports', about: 'the same output for the same behaviour' },
  { key: 'quiet', kind: 'switch', group: 'Reports', about: 'tell less' },
  { key: 'verbose', kind: 'switch', group: 'Reports', about: 'tell more' },
  { key: 'strict', kind: 'switch', group: 'Verdict', about: 'contested and SHOULD findings fail too' },
  {
    key: 'known',
    kind: 'text',
    group: 'Verdict',
    value: 'file',
    about: 'expected failures, YAML or JSON: a list of {id, reason, link, until, server}',
  },
  {
    key: 'writeKnown',
    kind: 'text',
    group: 'Verdict',
    value: 'file',
    about: 'write such a list from this run (.json, otherwise YAML); keeps what --known says and still holds',
  },
  {
    key: 'allowInconclusive',
    kind: 'count',
    min: 0,
    group: 'Verdict',
    value: 'n',
    about: 'how many cases may stay without a verdict (0)',
  },
  { key: 'bail', kind: 'count', min: 1, bare: 1, group: 'Verdict', value: 'n', about: 'stop after n failures (1)' },
  { key: 'timeout', kind: 'count', min: 1, group: 'Run', value: 'ms', about: 'the deadline of a case (10000)' },
  { key: 'jobs', kind: 'count', min: 1, group: 'Run', value: 'n', about: 'connections open at once to one target (8)' },
  { key: 'repeat', kind: 'count', min: 1, group: 'Run', value: 'n', about: 'runs of each case (1)' },
  { key: 'thorough', kind: 'switch', group: 'Run', about: 'wait the full seconds in which nothing may happen' },
  {
    key: 'header',
    kind: 'list',
    group: 'Target',
    value: "'N: v'",
    separator: LINES,
    about: 'a field line that every handshake carries',
  },
  {
    key: 'headerEnv',
    kind: 'list',
    group: 'Target',
    value: 'N=VAR',
    separator: LIST,
    about: 'the same, with the value of an environment variable',
  },
  { key: 'origin', kind: 'text', group: 'Target', value: 'origin', about: 'the Origin that the target accepts' },
  {
    key: 'subprotocol',
    kind: 'list',
    group: 'Target',
    value: 'name',
    separator: LIST,
    about: 'a subprotocol that it speaks',
  },
  { key: 'profile', kind: 'text', group: 'Target', value: 'file', about: 'what it needs and speaks, as JSON' },
  { key: 'insecure', kind: 'switch', group: 'Target', about: 'do not verify its certificate' },
  { key: 'ca', kind: 'text', group: 'Target', value: 'file', about: 'PEM certificates to trust' },
  {
    key: 'hop',
    kind: 'list',
    group: 'Target',
    value: 'name',
    separator: LIST,
    about: 'compare: also behind this hop, which wsspec starts (nginx,haproxy)',
  },
  {
    key: 'connect',
    kind: 'text',
    group: 'Target',
    value: 'host:port',
    about: 'where to connect instead of where the URL says',
  },
]

/** The settings that a command takes: `list` only those that choose cases. */
export function settingKeys(command: 'run' | 'compare' | 'list' | 'bisect'): Flag['key'][] {
  if (command === 'list') return ['only', 'skip', 'catalogue']
  if (command === 'bisect') return ['timeout', 'jobs', 'slow', 'thorough', 'destructive', 'quiet']
  return FLAGS.map(({ key }) => key).filter((key) => command === 'compare' || key !== 'hop')
}

/** What a person gets who says nothing. */
export const DEFAULT_SETTINGS: Settings = {
  only: [],
  skip: [],
  strict: false,
  timeout: 10_000,
  jobs: 8,
  repeat: 1,
  thorough: false,
  slow: false,
  header: [],
  headerEnv: [],
  subprotocol: [],
  hop: [],
  insecure: false,
  github: false,
  destructive: false,
  allowInconclusive: 0,
  quiet: false,
  verbose: false,
  stable: false,
}

/** `--allow-inconclusive` for `allowInconclusive`. */
export function flagName(key: string): string {
  return `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}

/** `WSSPEC_ALLOW_INCONCLUSIVE` for `allowInconclusive`. */
export function variableName(key: string): string {
  return `WSSPEC_${key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`
}

/** Where a setting was said, for errors about its value: its flag, its variable, or the file and its key. */
export function saidIn({ said }: Pick<Settings, 'said'>, key: Flag['key']): string {
  return said?.[key] ?? flagName(key)
}

/** Where the patterns that choose cases were said. */
export function patternsSaidIn(settings: Settings): { only: string; skip: string } {
  return { only: saidIn(settings, 'only'), skip: saidIn(settings, 'skip') }
}
