import { catalogueOf } from '../harness/case/catalogue'
import type { MadeWith, Results } from '../harness/case/results'
import { differenceOf } from '../settings/made-with'

/** Results, and the name of the file that holds them. */
export interface NamedResults {
  file: string
  results: Results
}

/** A part of a run. */
interface Part {
  file: string
  index: number
  of: number
  results: Results
}

/** The value of --shard in a command line. Older results name their part nowhere else. */
function shardWord(command: readonly string[]): string | undefined {
  const at = command.findIndex((word) => word === '--shard' || word.startsWith('--shard='))
  return command[at] === '--shard' ? command[at + 1] : command[at]?.slice('--shard='.length)
}

/** The part of a run that results are; none where they are the whole. */
function partIn({ file, results }: NamedResults): Part[] {
  const [, index, of] = /^(\d+)\/(\d+)$/.exec(results.madeWith?.shard ?? shardWord(results.command) ?? '') ?? []
  return index === undefined ? [] : [{ file, index: Number(index), of: Number(of), results }]
}

function wholeOf({ shard: _, ...rest }: MadeWith): MadeWith {
  return rest
}

/** How a part was made otherwise than the first one; null where it was not, or where that is not known. */
function mismatch(part: Part, first: Part): string | null {
  if (part.of !== first.of) return `is one of ${part.of} parts`
  const [own, other] = [part.results.madeWith, first.results.madeWith]
  return own && other ? differenceOf(wholeOf(own), wholeOf(other)) : null
}

/** A sentence for each part that was made with other flags than the first: parts of two runs do not make one run. */
function mismatches(parts: readonly Part[]): string[] {
  const [first] = parts
  if (!first) return []
  const sentences = parts.flatMap((part) => {
    const how = mismatch(part, first)
    return how === null ? [] : [`${part.file} ${how}, unlike ${first.file}`]
  })
  return [...new Set(sentences)]
}

/** What the parts of a run lack to be the whole, a sentence each: missing parts, and parts that were made otherwise. */
export function incompleteShards(all: readonly NamedResults[]): string[] {
  const parts = all.flatMap(partIn)
  const [first] = parts
  if (!first) return []
  const have = new Set(parts.filter(({ of }) => of === first.of).map(({ index }) => index))
  const gone = Array.from({ length: first.of }, (_, at) => at + 1).filter((index) => !have.has(index))
  const missing = gone.map((at) => `${at}/${first.of}`).join(', ')
  return [...mismatches(parts), ...(gone.length === 0 ? [] : [`the run had ${first.of} parts; missing: ${missing}`])]
}

/** The catalogues by whose rules results were judged, each with the first file of it, in their order. */
export function cataloguesOf(all: readonly NamedResults[]): Map<string, string> {
  const found = all.map(({ file, results }) => [catalogueOf(results), file] as const)
  return new Map(found.toReversed().toSorted(([a], [b]) => a.localeCompare(b, 'en', { numeric: true })))
}
