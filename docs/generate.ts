import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { renderCoverage } from './coverage'
import { measure, render } from './kill-matrix'

/** Writes the generated pages of this folder. */
async function main(): Promise<void> {
  writeFileSync(join(__dirname, 'coverage.md'), renderCoverage())
  writeFileSync(join(__dirname, 'kill-matrix.md'), render(await measure('all')))
}

void main()
