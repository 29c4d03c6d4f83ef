import { type CaseResult, type Results, summarize, type TargetResult } from '../harness/case/results'
import { numbersOfId } from '../harness/case/role'
import { isEvidence, worst } from '../harness/case/verdicts'
import { listed } from '../reports/text/phrases'
import { cataloguesOf, incompleteShards, type NamedResults } from './shards'

/** The results of several runs as those of one, and what a reader must know about that. */
export interface Merged {
  results: Results
  /** What is missing, a sentence each: parts of the run, and cases of a target. */
  missing: string[]
  /** Where two runs disagree, a sentence each. */
  differences: string[]
}

/** A result and the file that holds it. */
interface Found {
  file: string
  result: CaseResult
}

/** Ids in the order of the catalogue: by suite, then by number. */
function byId(a: CaseResult, b: CaseResult): number {
  const [suiteA = 0, caseA = 0] = numbersOfId(a.id)
  const [suiteB = 0, caseB = 0] = numbersOfId(b.id)
  return suiteA - suiteB || caseA - caseB
}

/** The results with evidence that the newest of their rules judged. */
function provenIn(results: readonly Found[]): Found[] {
  const proven = results.filter(({ result }) => isEvidence(result.verdict))
  const newest = Math.max(...proven.map(({ result }) => result.meaning ?? 1))
  return proven.filter(({ result }) => (result.meaning ?? 1) === newest)
}

/** One of several results of a case: one with evidence before one without, then the first with the worst verdict. */
function chosen(results: readonly Found[]): Found | undefined {
  const proven = provenIn(results)
  const among = proven.length > 0 ? proven : results
  const verdict = worst(among.map(({ result }) => result.verdict))
  return among.find(({ result }) => result.verdict === verdict)
}

/** Where results of a case with evidence have different verdicts; null where they agree. */
function difference(target: string, results: readonly Found[], kept: Found): string | null {
  const proven = provenIn(results)
  if (new Set(proven.map(({ result }) => result.verdict)).size < 2) return null
  const each = proven.map(({ file, result }) => `${result.verdict} in ${file}`)
  return `${target}: ${kept.result.id} is ${listed(each)}; ${kept.result.verdict} is kept`
}

/** A case of several parts of a run is compared with the published servers anew: no part knew the others. */
function withoutComparison({ prevalence: _, ...result }: CaseResult): CaseResult {
  return result
}

/** The results of one target, with the files that hold them. */
interface Part {
  file: string
  target: TargetResult
}

/** Files that have another URL or profile under the name of a target than the first one, a sentence each. */
function otherLines(parts: readonly Part[]): string[] {
  const [first, ...others] = parts.filter(({ target }) => target.line !== undefined)
  return others.flatMap(({ file, target: { name, line } }) =>
    line?.digest === first?.target.line?.digest
      ? []
      : [`${name}: ${file} has another URL or profile for it than ${first?.file}`],
  )
}

function mergeTarget(parts: readonly Part[], differences: string[]): TargetResult {
  const first = (parts.find(({ target }) => target.diagnosis === undefined) ?? parts[0]) as Part
  differences.push(...otherLines(parts))
  const found = new Map<string, Found[]>()
  for (const { file, target } of parts)
    for (const result of target.cases) found.set(result.id, [...(found.get(result.id) ?? []), { file, result }])
  const cases = [...found.values()].flatMap((results) => {
    const kept = chosen(results)
    const differs = kept ? difference(first.target.name, results, kept) : null
    if (differs !== null) differences.push(differs)
    return kept ? [parts.length > 1 ? withoutComparison(kept.result) : kept.result] : []
  })
  const controls = parts.flatMap(({ target }) => target.controls)
  const isBrief = parts.some(({ target }) => target.kept !== undefined)
  const sorted = cases.toSorted(byId)
  const { leftOut: _, stale: __, kept: ___, like, ...rest } = first.target
  const leftOut = parts.reduce((sum, { target }) => sum + (target.leftOut ?? 0), 0)
  const stale = parts.flatMap(({ target }) => target.stale ?? [])
  return {
    ...rest,
    ...(parts.length > 1 || like === undefined ? {} : { like }),
    controls: isBrief ? controls.slice(0, 1) : controls,
    ...(isBrief ? { kept: 'findings' as const } : {}),
    ...(leftOut > 0 ? { leftOut } : {}),
    ...(stale.length > 0 ? { stale } : {}),
    summary: summarize(sorted),
    cases: sorted,
  }
}

/** The command line of the whole run: without the flags that differ from part to part. */
function wholeCommand(command: readonly string[]): string[] {
  const words: string[] = []
  for (let at = 0; at < command.length; at++) {
    const word = command[at] as string
    if (word === '--shard' || word === '--lines' || word === '--json') at += 1
    else if (!/^--(?:shard|lines|json)=/.test(word) && word !== '--resume') words.push(word)
  }
  return words
}

/** Maximum number of ids that a sentence about missing cases names. */
const MOST_IDS = 10

/** Cases that some targets have and others do not. Parts of a run by cases make them. */
function missingCases(targets: readonly TargetResult[]): string[] {
  const all = [...new Set(targets.flatMap(({ cases }) => cases.map(({ id }) => id)))]
  return targets.flatMap(({ name, cases }) => {
    const have = new Set(cases.map(({ id }) => id))
    const gone = all.filter((id) => !have.has(id))
    if (gone.length === 0) return []
    const more = gone.length > MOST_IDS ? ` and ${gone.length - MOST_IDS} more` : ''
    return [`${name}: not run: ${gone.slice(0, MOST_IDS).join(', ')}${more}`]
  })
}

/** The settings of all runs without their part; nothing where they differ. */
function wholeRun(all: readonly NamedResults[]): Pick<Results, 'madeWith'> {
  const [one, ...others] = new Map(
    all.map(({ results: { madeWith } }) => {
      const { shard: _, ...whole } = madeWith ?? {}
      return [JSON.stringify([madeWith === undefined, whole]), madeWith && whole]
    }),
  ).values()
  return one === undefined || others.length > 0 ? {} : { madeWith: one }
}

/** Says which files were judged by the rules of which catalogue; nothing where it was the same. */
function mixedCatalogues(catalogues: ReadonlyMap<string, string>): string[] {
  if (catalogues.size < 2) return []
  const each = [...catalogues].map(([version, file]) => `${file} by ${version}`)
  return [`the catalogue differs: ${listed(each)}; a case may have been judged by another rule`]
}

/**
 * Joins results of one or several runs, complete or not. Results of the same target (by its name) become one: every case
 * once. Targets and cases come in an order that does not depend on the order of the files.
 */
export function mergeResults(all: readonly NamedResults[]): Merged {
  const parts = new Map<string, Part[]>()
  for (const { file, results } of all)
    for (const target of results.targets) parts.set(target.name, [...(parts.get(target.name) ?? []), { file, target }])
  const differences: string[] = []
  const names = [...parts.keys()].toSorted((a, b) => (a < b ? -1 : 1))
  const targets = names.map((name) => mergeTarget(parts.get(name) ?? [], differences))
  const started = all.flatMap(({ results }) => results.startedAt ?? []).toSorted()
  const [first] = all
  const catalogues = cataloguesOf(all)
  const [oldest] = catalogues.keys()
  const results: Results = {
    schemaVersion: 1,
    tool: first?.results.tool ?? { name: 'wsspec', version: '' },
    ...(oldest === undefined ? {} : { catalogue: oldest }),
    ...wholeRun(all),
    command: wholeCommand(first?.results.command ?? []),
    startedAt: started[0] ?? null,
    durationMs: all.reduce((sum, { results: { durationMs } }) => sum + durationMs, 0),
    targets,
  }
  return {
    results,
    missing: [...incompleteShards(all), ...missingCases(targets)],
    differences: [...mixedCatalogues(catalogues), ...differences],
  }
}
