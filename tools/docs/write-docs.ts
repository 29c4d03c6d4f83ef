import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { FIXES, fixPages } from '../fixes/fix-pages'
import { killMatrixPage } from '../kill-matrix/kill-matrix-page'
import { measure } from '../kill-matrix/measure'
import { writePages } from '../page-folder'
import { casePages } from './case-pages'
import { causesPage } from './causes-page'
import { coveragePage } from './coverage-page'
import { renderProfile, renderProfileExample, renderProfileSchema, renderTargetsSchema } from './profile'

/** The folder of the pages. */
const DOCS = join(__dirname, '..', '..', 'docs')

function write(name: string, text: string): void {
  writeFileSync(join(DOCS, name), text)
}

/** What can be generated, by the word that names it. The matrix takes minutes. */
const PARTS: Readonly<Record<string, () => void | Promise<void>>> = {
  cases: () => writePages(join(DOCS, 'cases'), casePages()),
  causes: () => write('causes.md', causesPage()),
  fixes: () => writePages(FIXES, fixPages()),
  coverage: () => write('coverage.md', coveragePage()),
  profile: () => {
    write('targets.schema.json', renderTargetsSchema())
    write('profile.schema.json', renderProfileSchema())
    write('profile.example.json', renderProfileExample())
    write('profile.md', renderProfile())
  },
  matrix: async () => write('kill-matrix.md', killMatrixPage(await measure('all'))),
}

/** `npm run docs [-- PART…]`: writes the named parts of the generated pages, or all of them. */
async function main(names: readonly string[]): Promise<void> {
  const unknown = names.find((name) => !(name in PARTS))
  if (unknown !== undefined) throw new RangeError(`${unknown}: npm run docs generates ${Object.keys(PARTS).join(', ')}`)
  for (const [name, generate] of Object.entries(PARTS)) if (names.length === 0 || names.includes(name)) await generate()
}

void main(process.argv.slice(2))
