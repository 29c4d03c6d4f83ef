import { type CaseResult, identityOf, type Likeness, roleOf, type TargetResult } from '../harness/case/results'
import { roleOfId } from '../harness/case/role'
import { likenessOf } from './likeness'
import { prevalenceOf } from './prevalence'
import { type PublishedServer, readableEntries } from './servers'

function serverOf({ name, version }: Likeness, all: readonly PublishedServer[]): PublishedServer | undefined {
  return all.find((server) => server.name === name && server.version === version)
}

/** Sets which published servers, or clients, have the finding of a case too (`prevalence`), unless the result has that already. */
export function markPrevalence(
  result: CaseResult,
  target: Pick<TargetResult, 'server' | 'client' | 'like'>,
  all: readonly PublishedServer[] = readableEntries(roleOfId(result.id)),
): void {
  if (all.length === 0 || result.prevalence !== undefined) return
  const { like } = target
  const other = like && !like.published ? serverOf(like, all) : undefined
  const prevalence = prevalenceOf(result, { except: identityOf(target)?.name, like: other, all })
  if (prevalence !== undefined) result.prevalence = prevalence
}

/**
 * Compares a target with the published servers, or a client with the published clients: sets which of them it behaves like (`like`), and who has its findings too
 * (`prevalence` of each case). What the results have already stays. Without published verdicts nothing is set.
 */
export function compareWithPublished(
  target: TargetResult,
  all: readonly PublishedServer[] = readableEntries(roleOf(target)),
): void {
  if (all.length === 0 || target.diagnosis !== undefined) return
  if (target.like === undefined) {
    const like = likenessOf(target, all)
    if (like !== undefined) target.like = like
  }
  for (const result of target.cases) markPrevalence(result, target, all)
}
