/** What a flag is for when a command is repeated. */
interface FlagUse {
  /**
   * `target`: how to reach and ask the target, so that every repeated command needs it. `run`: which cases run and what
   * fails, so that only the repeated run as a whole needs it. `report`: where results go; never repeated.
   */
  use: 'target' | 'run' | 'report'
  /** True where a value follows. */
  valued: boolean
}

function rows(use: FlagUse['use'], valued: boolean, names: string): [string, FlagUse][] {
  return names.split(' ').map((name) => [`--${name}`, { use, valued }])
}

/** Every flag of the commands that run cases or report results. */
export const FLAGS: ReadonlyMap<string, FlagUse> = new Map([
  ...rows('target', true, 'name header header-env origin subprotocol profile ca connect hop'),
  ...rows('target', true, 'catalogue timeout max-time jobs rate'),
  ...rows('target', false, 'insecure probe destructive slow thorough whatwg batch page'),
  ...rows('run', true, 'only skip repeat known known-as allow-inconclusive bail targets at-once shard'),
  ...rows('run', false, 'strict'),
  ...rows('report', true, 'json html junit markdown mochawesome badge trace autobahn write-known format lines'),
  ...rows('report', false, 'github stable quiet verbose resume'),
])

/** A flag of a command line with its words: `['--origin', 'http://a']`, or `['--insecure']`. */
interface GivenFlag {
  /** `--origin`, also where it is `--origin=…` or `--no-…`. */
  name: string
  use: FlagUse['use']
  words: readonly string[]
  /** Its value; empty for a switch. */
  value: string
}

/** A recorded command line, taken apart. */
export interface CommandWords {
  /** The command of wsspec: `run`, `compare`, `merge`, `clients` (its first word is then `run`); `run` where there is none, as in results of the library. */
  verb: string
  /** The words that name targets and files, as they were typed. */
  words: readonly string[]
  flags: readonly GivenFlag[]
  /** The command after `--`, which started the server; empty without one. */
  started: readonly string[]
}

/** Takes a recorded command line (`Results.command`) apart. A flag that is not known counts as one of the report. */
export function commandWords(command: readonly string[]): CommandWords {
  const at = command.indexOf('--')
  const [verb = 'run', ...own] = at < 0 ? command : command.slice(0, at)
  const words: string[] = []
  const flags: GivenFlag[] = []
  for (let i = 0; i < own.length; i++) {
    const word = own[i] as string
    if (!word.startsWith('-')) {
      words.push(word)
      continue
    }
    const [spelled = '', inline] = word.split(/=(.*)/s)
    const name = spelled.replace(/^--no-/, '--')
    const { use, valued } = FLAGS.get(name) ?? { use: 'report', valued: false }
    const next = valued && inline === undefined ? own.slice(++i, i + 1) : []
    flags.push({ name, use, words: [word, ...next], value: inline ?? next[0] ?? '' })
  }
  return { verb, words, flags, started: at < 0 ? [] : command.slice(at + 1) }
}
