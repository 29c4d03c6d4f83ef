import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suites } from '../suites/server'

/** Where the final ids, levels and titles are kept. */
export const SNAPSHOT = join(__dirname, '../test/catalogue/server-cases.json')

/** The ids, levels and titles of every case, one line each. */
export function snapshot(): string {
  const lines = suites.flatMap(({ cases }) =>
    cases.map(({ id, level, title, contested }) =>
      JSON.stringify({ id, level, title, contested: contested !== undefined }),
    ),
  )
  return `[\n${lines.join(',\n')}\n]\n`
}

if (require.main === module) writeFileSync(SNAPSHOT, snapshot())
