import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { casePages } from './cases'
import { renderCoverage } from './coverage'
import { measure, render } from './kill-matrix'
import { renderProfile, renderProfileExample, renderProfileSchema } from './profile'

/** The folder that holds the pages. */
const DOCS = join(__dirname, '..', '..', 'docs')

function writeCases(): void {
  const folder = join(DOCS, 'cases')
  const pages = casePages()
  mkdirSync(folder, { recursive: true })
  for (const name of readdirSync(folder)) if (!pages.has(name)) rmSync(join(folder, name))
  for (const [name, text] of pages) writeFileSync(join(folder, name), text)
}

/** What is generated, by the word that asks for it alone. The matrix takes minutes. */
const PARTS: Readonly<Record<string, () => void | Promise<void>>> = {
  cases: writeCases,
  coverage: () => writeFileSync(join(DOCS, 'coverage.md'), renderCoverage()),
  profile: () => {
    writeFileSync(join(DOCS, 'profile.schema.json'), renderProfileSchema())
    writeFileSync(join(DOCS, 'profile.example.json'), renderProfileExample())
    writeFileSync(join(DOCS, 'profile.md'), renderProfile())
  },
  matrix: async () => writeFileSync(join(DOCS, 'kill-matrix.md'), render(await measure('all'))),
}

/** Writes the generated pages of this folder: those that are named, or all. */
async function main(names: readonly string[]): Promise<void> {
  const unknown = names.find((name) => !(name in PARTS))
  if (unknown !== undefined)
    throw new RangeError(`${unknown}: what can be generated is ${Object.keys(PARTS).join(', ')}`)
  for (const [name, write] of Object.entries(PARTS)) if (names.length === 0 || names.includes(name)) await write()
}

void main(process.argv.slice(2))
