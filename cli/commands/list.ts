import { type Entry, introducedIn, meaningOf } from '../../harness/case/catalogue'
import { clauseName } from '../../harness/case/clause'
import { selectionOf } from '../../settings/selection'
import { EXIT, type ExitCode } from '../exit-codes'
import type { Call } from './command'

/** A case in the JSON of `wsspec list --json`. */
function asJson({ suite, case: each }: Entry) {
  return {
    id: each.id,
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

function lineOf({ case: { id, level, title, contested, hurts, slow } }: Entry): string {
  const tags = [contested ? 'contested' : '', hurts ? 'destructive' : '', slow ? 'slow' : ''].filter(
    (tag) => tag !== '',
  )
  return `  ${id.padEnd(6)} ${level.padEnd(8)} ${title}${tags.length > 0 ? ` (${tags.join(', ')})` : ''}\n`
}

/** The suites with their cases, as lines. */
function textOf(entries: readonly Entry[]): string {
  const suites = [...new Set(entries.map(({ suite }) => suite))]
  return suites
    .map((suite) => {
      const lines = entries.filter((entry) => entry.suite === suite).map(lineOf)
      return `${suite.number} ${suite.title} (${suite.slug})\n${lines.join('')}`
    })
    .join('')
}

/** `wsspec list`: the cases that --only and --skip choose. */
export function action({ context, settings, flags }: Call): ExitCode {
  const { selected } = selectionOf(settings)
  const json = flags['json'] === true
  context.stdout.write(json ? `${JSON.stringify(selected.map(asJson), null, 2)}\n` : textOf(selected))
  return EXIT.fine
}
