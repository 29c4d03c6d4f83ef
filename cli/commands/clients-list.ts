import { type Entry, entriesOf, introducedIn, meaningOf } from '../../harness/case/catalogue'
import { clauseName } from '../../harness/case/clause'
import type { ClientCase } from '../../harness/case/client-case'
import { select } from '../../settings/selection'
import { clientSuites } from '../../suites/client'
import { EXIT, type ExitCode } from '../exit-codes'
import type { Call } from './command'

/** A client case in JSON. */
function asJson({ suite, case: each }: Entry<ClientCase>) {
  return {
    id: each.id,
    role: 'client',
    suite: suite.number,
    slug: suite.slug,
    title: each.title,
    level: each.level,
    contested: each.contested !== undefined,
    source: [...new Set(each.source.map(clauseName))],
    needs: each.needs ?? [],
    hurts: false,
    slow: each.slow === true,
    introduced: introducedIn(each),
    meaning: meaningOf(each),
  }
}

function textOf(entries: readonly Entry<ClientCase>[]): string {
  const suites = [...new Set(entries.map(({ suite }) => suite))]
  const lineOf = ({ case: { id, level, title, contested } }: Entry<ClientCase>) =>
    `  ${id.padEnd(6)} ${level.padEnd(8)} ${title}${contested ? ' (contested)' : ''}\n`
  return suites
    .map((suite) => {
      const lines = entries.filter((entry) => entry.suite === suite).map(lineOf)
      return `${suite.number} ${suite.title} (${suite.slug})\n${lines.join('')}`
    })
    .join('')
}

/** `wsspec clients list`: the client cases that --only and --skip choose. */
export function action({ context, settings, flags }: Call): ExitCode {
  const { only, skip } = settings
  const entries = only.length + skip.length > 0 ? select(clientSuites, settings) : entriesOf(clientSuites)
  const json = flags['json'] === true
  context.stdout.write(json ? `${JSON.stringify(entries.map(asJson), null, 2)}\n` : textOf(entries))
  return EXIT.fine
}
