import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { introducedIn, meaningOf } from '../../harness/case/catalogue'
import { suites } from '../../suites/server'

/** The file with the id, level, title and meaning of every case, which change only on purpose. */
export const SNAPSHOT = join(__dirname, '../../test/catalogue/server-cases.json')

/** The id, level, title, first catalogue and meaning of every case, one case a line. */
export function snapshot(): string {
  const lines = suites.flatMap(({ cases }) =>
    cases.map((of) => {
      const { id, level, title, contested } = of
      const [introduced, meaning] = [introducedIn(of), meaningOf(of)]
      return JSON.stringify({ id, level, title, contested: contested !== undefined, introduced, meaning })
    }),
  )
  return `[\n${lines.join(',\n')}\n]\n`
}

if (require.main === module) writeFileSync(SNAPSHOT, snapshot())
