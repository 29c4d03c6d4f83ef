import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { introducedIn, meaningOf } from '../../harness/case/catalogue'
import { ROLES, type Role } from '../../harness/case/role'
import { CATALOGUE_OF } from '../../suites/catalogues'

/** The file for one side with the id, level, title and meaning of every case, which change only on purpose. */
export function snapshotPath(role: Role): string {
  return join(__dirname, `../../test/catalogue/${role}-cases.json`)
}

/** The id, level, title, first catalogue and meaning of every case for one side, one case a line. */
export function snapshot(role: Role): string {
  const lines = CATALOGUE_OF[role].suites.flatMap(({ cases }) =>
    cases.map((of) => {
      const { id, level, title, contested } = of
      const [introduced, meaning] = [introducedIn(of), meaningOf(of)]
      return JSON.stringify({ id, level, title, contested: contested !== undefined, introduced, meaning })
    }),
  )
  return `[\n${lines.join(',\n')}\n]\n`
}

if (require.main === module) for (const role of ROLES) writeFileSync(snapshotPath(role), snapshot(role))
