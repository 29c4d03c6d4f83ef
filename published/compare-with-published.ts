import type { CaseResult, Likeness, TargetResult } from '../harness/case/results'
import { likenessOf } from './likeness'
import { prevalenceOf } from './prevalence'
import { type PublishedServer, readableEntries } from './servers'

function serverOf({ name, version }: Likeness, all: readonly PublishedServer[]): PublishedServer | undefined {
  return all.find((server) => server.name === name && server.version === version)
}

/** Sets which published servers have the finding of a case too (`prevalence`), unless the result has that already. */
export function markPrevalence(
  result: CaseResult,
  { server, like }: Pick<TargetResult, 'server' | 'like'>,
  all: readonly PublishedServer[] = readableEntries(),
): void {
  if (all.length === 0 || result.prevalence !== undefined) return
  const other = like && !like.published ? serverOf(like, all) : undefined
  const prevalence = prevalenceOf(result, { except: server?.name, like: other, all })
  if (prevalence !== undefined) result.prevalence = prevalence
}

/**
 * Compares a target with the published servers: sets which of them it behaves like (`like`), and who has its findings too
 * (`prevalence` of each case). What the results have already stays. Without published verdicts nothing is set.
 */
export function compareWithPublished(target: TargetResult, all: readonly PublishedServer[] = readableEntries()): void {
  if (all.length === 0 || target.diagnosis !== undefined) return
  if (target.like === undefined) {
    const like = likenessOf(target, all)
    if (like !== undefined) target.like = like
  }
  for (const result of target.cases) markPrevalence(result, target, all)
}
