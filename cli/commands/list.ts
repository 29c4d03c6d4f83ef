import { catalogueOf } from '../../api/catalogue'
import { type Entry, select } from '../../api/select'
import { clauseName } from '../../harness/case'
import { introducedIn, meaningOf } from '../../harness/catalogue'
import { suites } from '../../suites/server/index'
import { EXIT, type ExitCode } from '../exit'
import { patternsSaidIn, type Settings } from '../flags'
import type { World } from '../world'

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
export function list(world: World, settings: Settings, json: boolean): ExitCode {
  const { only, skip, catalogue } = settings
  const entries = select(catalogueOf(suites, catalogue), only, skip, patternsSaidIn(settings))
  if (json) {
    world.stdout.write(`${JSON.stringify(entries.map(machineReadable), null, 2)}\n`)
    return EXIT.fine
  }
  for (const suite of new Set(entries.map((entry) => entry.suite))) {
    world.stdout.write(`${suite.number} ${suite.title} (${suite.slug})\n`)
    for (const entry of entries.filter((each) => each.suite === suite)) world.stdout.write(lineOf(entry))
  }
  return EXIT.fine
}
