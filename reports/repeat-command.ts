import type { TargetResult } from '../harness/case/results'
import { findings, hasOwnName } from './target-words'
import { shellLine } from './text/shell'

/** The word for a target on a command line: the one that was used, its name where wsspec started it, or its URL. */
export function targetWord(target: TargetResult, command: readonly string[]): string {
  if (target.via && command.includes(target.via.name)) return target.via.name
  if (!target.server)
    return target.url || (command.some((word) => /^--name\b/.test(word)) ? (command[1] ?? '') : '') || target.name
  const { name, version } = target.server
  const exact = hasOwnName(target) ? `${name}@${version}` : target.name
  return command.includes(exact) || !command.includes(name) ? exact : name
}

/** The flags that a repeated command needs, because they say how to reach and ask the target; true where a value follows. */
export const KEPT_FLAGS: ReadonlyMap<string, boolean> = new Map([
  ...[
    'name',
    'header',
    'header-env',
    'origin',
    'subprotocol',
    'profile',
    'ca',
    'connect',
    'hop',
    'timeout',
    'jobs',
  ].map((name) => [`--${name}`, true] as const),
  ...['insecure', 'destructive', 'slow', 'thorough'].map((name) => [`--${name}`, false] as const),
])

/** The parts of a command line that a repeated one keeps: those flags, and the command that was started with the URL for it. */
function kept(command: readonly string[]): { flags: string[]; url: string[]; started: readonly string[] } {
  const at = command.indexOf('--')
  const words = at < 0 ? command : command.slice(0, at)
  const flags: string[] = []
  const url: string[] = []
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string
    const [name = ''] = word.split('=', 1)
    const valued = KEPT_FLAGS.get(name)
    if (valued === undefined && /^wss?:\/\//i.test(word)) url.push(word)
    if (valued !== undefined) flags.push(word)
    if (valued && name === word) flags.push(...words.slice(++i, i + 1))
  }
  return { flags, url: url.slice(0, 1), started: at < 0 ? [] : command.slice(at) }
}

/**
 * The command line that does `verb` again with `targets`. It has the flags of `command` that they need; where `command`
 * started a server, it starts it again, because the port is gone.
 * @param more further flags
 */
export function repeatCommand(
  verb: 'run' | 'compare',
  targets: readonly string[],
  command: readonly string[],
  more: readonly string[],
): string {
  const { flags, url, started } = kept(command)
  return shellLine(['wsspec', verb, ...(started.length > 0 ? url : targets), ...flags, ...more, ...started])
}

/** The command line that runs one case again as `command` ran it, with the other cases whose answers decided it (`evidence`). */
export function repeatLine(
  id: string,
  target: string,
  evidence: readonly string[] = [],
  command: readonly string[] = [],
): string {
  const only = [id, ...evidence].flatMap((each) => ['--only', each])
  return repeatCommand('run', [target], command, [...only, '--verbose'])
}

/** The command that shows more: of the gravest new finding of a target, or of the whole target where there is none. */
export function nextStep(target: TargetResult, command: readonly string[]): string {
  const found = findings(target)
  const first = found.find(({ known }) => known === null) ?? found[0]
  const only = target.diagnosis === undefined && first ? ['--only', first.id] : []
  return repeatCommand('run', [targetWord(target, command)], command, [...only, '--html', 'report.html'])
}
