import type { TargetResult } from '../harness/case/results'
import { findings } from './target-words'
import { shellLine } from './text/shell'

/** What names a target on the command line: the word that was used for it, its name where wsspec started it, its URL. */
export function targetWord(target: TargetResult, command: readonly string[]): string {
  if (target.via && command.includes(target.via.name)) return target.via.name
  if (!target.server) return target.url || target.name
  const { name } = target.server
  return command.includes(target.name) || !command.includes(name) ? target.name : name
}

/** The flags that say how a target is reached and asked, and whether a value follows: who runs it again needs them again. */
const REACHING: ReadonlyMap<string, boolean> = new Map([
  ...['header', 'header-env', 'origin', 'subprotocol', 'profile', 'ca', 'connect', 'hop', 'timeout', 'jobs'].map(
    (name) => [`--${name}`, true] as const,
  ),
  ...['insecure', 'destructive', 'slow', 'thorough'].map((name) => [`--${name}`, false] as const),
])

/** The parts of a command line that a later one keeps: those flags, and what was started with the URL written for it. */
function kept(command: readonly string[]): { flags: string[]; url: string[]; started: readonly string[] } {
  const at = command.indexOf('--')
  const words = at < 0 ? command : command.slice(0, at)
  const flags: string[] = []
  const url: string[] = []
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string
    const [name = ''] = word.split('=', 1)
    const valued = REACHING.get(name)
    if (valued === undefined && /^wss?:\/\//i.test(word)) url.push(word)
    if (valued !== undefined) flags.push(word)
    if (valued && name === word) flags.push(...words.slice(++i, i + 1))
  }
  return { flags, url: url.slice(0, 1), started: at < 0 ? [] : command.slice(at) }
}

/**
 * The command line that does `verb` again with `targets`, as words: with the flags of `command` that they need, and
 * where it started a command with that command, since its port is gone.
 */
export function again(
  verb: 'run' | 'compare',
  targets: readonly string[],
  command: readonly string[],
  more: readonly string[],
): string {
  const { flags, url, started } = kept(command)
  return shellLine(['wsspec', verb, ...(started.length > 0 ? url : targets), ...flags, ...more, ...started])
}

/** The command line that runs one case again at `target` as `command` ran it, with the other cases whose answers decided it. */
export function repeatLine(
  id: string,
  target: string,
  evidence: readonly string[] = [],
  command: readonly string[] = [],
): string {
  const only = [id, ...evidence].flatMap((each) => ['--only', each])
  return again('run', [target], command, [...only, '--verbose'])
}

/** The command that looks closer at the gravest new finding of a target; without one, the command that writes the page. */
export function nextStep(target: TargetResult, command: readonly string[]): string {
  const found = findings(target)
  const first = found.find(({ known }) => known === null) ?? found[0]
  const only = target.diagnosis === undefined && first ? ['--only', first.id] : []
  return again('run', [targetWord(target, command)], command, [...only, '--html', 'report.html'])
}
