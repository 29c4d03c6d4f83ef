import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Generated Markdown pages by their path in a folder. */
export type Pages = ReadonlyMap<string, string>

/** The paths of the Markdown pages in a folder and below it. */
export function pagesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.md'))
}

/** Writes pages into a folder, and removes every other Markdown page in it and below it. */
export function writePages(folder: string, pages: Pages): void {
  for (const [path, text] of pages) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  for (const path of pagesIn(folder)) if (!pages.has(path)) rmSync(join(folder, path))
}
