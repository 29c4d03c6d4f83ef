import type { CaseRecord } from '../harness/case/case'
import { type Entry, introducedIn, meaningOf } from '../harness/case/catalogue'
import { clauseName } from '../harness/case/clause'
import type { Role } from '../harness/case/role'

/** A case of either role. */
type Listed = CaseRecord & { needs?: readonly string[]; role?: Role }

/** A case in the JSON of `list --json` and `clients list --json`. */
function asJson({ suite, case: each }: Entry<Listed>) {
  return {
    id: each.id,
    ...(each.role ? { role: each.role } : {}),
    suite: suite.number,
    slug: suite.slug,
    title: each.title,
    level: each.level,
    contested: each.contested !== undefined,
    source: [...new Set(each.source.map(clauseName))],
    needs: each.needs ?? [],
    hurts: each.hurts === true,
    slow: each.slow === true,
    introduced: introducedIn(each),
    meaning: meaningOf(each),
  }
}

function lineOf({ case: { id, level, title, contested, hurts, slow } }: Entry<Listed>): string {
  const tags = [contested ? 'contested' : '', hurts ? 'destructive' : '', slow ? 'slow' : ''].filter(
    (tag) => tag !== '',
  )
  return `  ${id.padEnd(6)} ${level.padEnd(8)} ${title}${tags.length > 0 ? ` (${tags.join(', ')})` : ''}\n`
}

/** The suites with their cases, as lines. */
function textOf(entries: readonly Entry<Listed>[]): string {
  const suites = [...new Set(entries.map(({ suite }) => suite))]
  return suites
    .map((suite) => {
      const lines = entries.filter((entry) => entry.suite === suite).map(lineOf)
      return `${suite.number} ${suite.title} (${suite.slug})\n${lines.join('')}`
    })
    .join('')
}

/** The cases that a list command prints, with the line feed at its end. */
export function caseList(entries: readonly Entry<Listed>[], json: boolean): string {
  return json ? `${JSON.stringify(entries.map(asJson), null, 2)}\n` : textOf(entries)
}
