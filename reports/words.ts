import type { CaseResult, Ended, Level, Summary, TargetResult } from '../harness/case/results'
import { FINDINGS, isScored, VERDICTS, type Verdict } from '../harness/case/verdicts'
import { clean, count, listed, shellLine } from './text'

/** The shape that stands beside each verdict's word, so that colour never tells alone. */
export const SHAPES: Readonly<Record<Verdict, string>> = {
  pass: '●',
  fail: '✕',
  warn: '▲',
  contested: '◆',
  observed: '○',
  skip: '–',
  inconclusive: '?',
  error: '‼',
}

/** What each verdict says, for legends. */
export const MEANINGS: Readonly<Record<Verdict, string>> = {
  pass: 'what the clause asks for was seen',
  fail: 'a MUST is broken, or the harm that a SECURITY case names was done',
  warn: 'a SHOULD is missed, or a MUST is met in substance and not in form',
  contested: 'two clauses pull apart: both readings are shown',
  observed: 'several behaviours conform: recorded, not scored',
  skip: 'the target lacks what the case needs',
  inconclusive: 'no evidence: the control failed, runs differed, or the network did',
  error: 'a bug in wsspec',
}

/** What marks a finding that the few lines decide which start the server. */
export const FIXTURE = 'fixture, not the library'

/** How a connection stood when it was left, in words. */
export const ENDINGS: Readonly<Record<Ended, string>> = {
  closed: 'closed by the server',
  reset: 'reset by the server',
  open: 'left open, then ended by wsspec',
  timeout: 'still open when the time was over',
  refused: 'never opened',
}

/** Why a failure is expected: its reason, where more stands, until when. */
export function knownWords({ reason, link, until }: NonNullable<CaseResult['known']>): string {
  return [reason, link ?? '', until === undefined ? '' : `until ${until}`].filter((text) => text !== '').join('; ')
}

/** The cases somebody has to look at, the gravest first: error, fail, contested, warn. */
export function findings(target: TargetResult): CaseResult[] {
  return (['error', ...FINDINGS] as const).flatMap((verdict) =>
    target.cases.filter((result) => result.verdict === verdict),
  )
}

/** `ws 8.23.0`, with ` via nginx 1.22.1` where a hop stands before it, or the target's own name where nothing is known of the server. */
export function calledName({ name, server, via }: TargetResult): string {
  const behind = via ? ` via ${via.name} ${via.version}` : ''
  return clean(server ? `${server.name} ${server.version}${behind}` : name)
}

/** The non-zero counts as `● 10 pass`, in the order of VERDICTS. */
export function counts(summary: Summary): { verdict: Verdict; text: string }[] {
  return VERDICTS.filter((verdict) => summary[verdict] > 0).map((verdict) => ({
    verdict,
    text: `${SHAPES[verdict]} ${summary[verdict]} ${verdict}`,
  }))
}

/** How many cases of a level were met, judged (pass, warn, fail or contested) and left without a judgement. */
export function tally(target: TargetResult, level: Level) {
  const all = target.cases.filter((result) => result.level === level)
  const judged = all.filter(({ verdict }) => isScored(verdict))
  const met = judged.filter(({ verdict }) => verdict === 'pass').length
  return { met, judged: judged.length, unjudged: all.length - judged.length }
}

/** How many harms that SECURITY cases name were done. */
export function harmsDone({ cases }: TargetResult): number {
  return cases.filter(({ level, verdict }) => level === 'SECURITY' && verdict === 'fail').length
}

/**
 * The headline: `ws 8.23.0 meets 61 of 63 MUSTs and 9 of 12 SHOULDs; 4 MUSTs were not judged.` Of the cases judged pass, warn,
 * fail or contested only pass counts as met. Broken SECURITY cases stand behind it.
 */
export function sentence(target: TargetResult): string {
  const name = calledName(target)
  if (target.diagnosis !== undefined)
    return `${name} could not be judged: ${clean(target.diagnosis).replace(/(?<![.?])$/, '.')}`
  const levels = (['MUST', 'SHOULD'] as const).map((level) => ({ level, ...tally(target, level) }))
  const met = levels.filter(({ judged }) => judged > 0).map((l) => `${l.met} of ${count(l.judged, l.level)}`)
  const unjudged = levels.filter((l) => l.unjudged > 0).map((l) => count(l.unjudged, l.level))
  const harms = harmsDone(target)
  const clauses = [met.length > 0 ? `${name} meets ${listed(met)}` : `of ${name} no MUST or SHOULD was judged`]
  if (unjudged.length > 0 && met.length > 0) clauses.push(`${listed(unjudged)} not judged`)
  if (harms > 0) clauses.push(`${count(harms, 'SECURITY case')} failed`)
  return `${clauses.join('; ')}.`
}

/** How many cases were left out and why, or null. */
export function leftOutLine(target: TargetResult): string | null {
  if (!target.leftOut) return null
  return `${count(target.leftOut, 'case')} that can hurt left out: the target is not ours (--destructive runs them).`
}

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
