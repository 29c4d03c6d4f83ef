import type { Entry } from '../../harness/case/catalogue'
import { introducedIn, meaningOf } from '../../harness/case/catalogue'
import { clauseName } from '../../harness/case/clause'
import { catalogueOf } from '../../settings/catalogue'
import type { ProcessContext } from '../../settings/process-context'
import { select } from '../../settings/selection'
import { patternsSaidIn, type Settings } from '../../settings/settings'
import { suites } from '../../suites/server/index'
import { EXIT, type ExitCode } from '../exit'

/** A case as `list --json` tells it. */
function machineReadable({ suite, case: each }: Entry) {
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
  const tags = [contested ? 'contested' : '', hurts ? 'hurts' : '', slow ? 'slow' : ''].filter((tag) => tag !== '')
  return `  ${id.padEnd(6)} ${level.padEnd(8)} ${title}${tags.length > 0 ? ` (${tags.join(', ')})` : ''}\n`
}

/** `wsspec list`: every case that --only and --skip leave. */
export function list(context: ProcessContext, settings: Settings, json: boolean): ExitCode {
  const { only, skip, catalogue } = settings
  const entries = select(catalogueOf(suites, catalogue), only, skip, patternsSaidIn(settings))
  if (json) {
    context.stdout.write(`${JSON.stringify(entries.map(machineReadable), null, 2)}\n`)
    return EXIT.fine
  }
  for (const suite of new Set(entries.map((entry) => entry.suite))) {
    context.stdout.write(`${suite.number} ${suite.title} (${suite.slug})\n`)
    for (const entry of entries.filter((each) => each.suite === suite)) context.stdout.write(lineOf(entry))
  }
  return EXIT.fine
}
