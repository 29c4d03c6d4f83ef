import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { clauseName } from '../../harness/case/clause'
import { ROLES, type Role } from '../../harness/case/role'
import { CATALOGUE_OF } from '../../suites/catalogues'

/** The file with the quotes of clauses that were found in the text of their RFC, for the cases of one side. */
export function checkedPath(role: Role): string {
  return join(__dirname, '../../test/catalogue', role === 'server' ? 'quotes.json' : 'client-quotes.json')
}

/** The quotes of all cases for one side, by the name of their clause, sorted. */
export function quotesOfCases(role: Role): Record<string, string[]> {
  const clauses = CATALOGUE_OF[role].suites.flatMap(({ cases }) => cases.flatMap(({ source }) => source))
  const quoted = clauses.flatMap((clause) => (clause.quote === undefined ? [] : [[clauseName(clause), clause.quote]]))
  const names = [...new Set(quoted.map(([name = '']) => name))].toSorted()
  const of = (wanted: string) => quoted.flatMap(([name, quote = '']) => (name === wanted ? [quote] : []))
  return Object.fromEntries(names.map((name) => [name, [...new Set(of(name))].toSorted()]))
}

/** One line of running text: without the page headers of old RFCs, and with one space between words. */
function running(text: string): string {
  const pages = text.replace(/\n+[^\n]*\[Page \d+\]\n\f?\n*RFC \d+ [^\n]*\n+/g, '\n')
  // A word that the RFC breaks at its own hyphen is one word.
  return pages
    .replace(/(?<=\w-)\n\s+(?=[a-z])/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}

/** The text of one section of an RFC, without its subsections; empty where the RFC has no such section. */
export function sectionOf(rfc: string, section: string): string {
  const lines = rfc.replace(/\r/g, '').split('\n')
  const heading = /^(?:\d+(?:\.\d+)*|[A-Z](?:\.\d+)*)\.?\s+\S/
  const start = lines.findLastIndex(
    (line) => (line.startsWith(`${section}. `) || line.startsWith(`${section} `)) && !/\. ?\.|\s\d+$/.test(line),
  )
  if (start < 0) return ''
  const end = lines.findIndex((line, at) => at > start && heading.test(line))
  return running(lines.slice(start + 1, end < 0 ? undefined : end).join('\n'))
}

/** The text of the WHATWG WebSockets Standard's source without its markup. Its sections are not numbered, so all of it. */
function livingText(source: string): string {
  const words = source.replace(/<[^>]+>/g, '').replace(/\[=(?:[^=\]]*\/)?([^=\]]+)=\]/g, '$1')
  return words
    .replace(/\{\{([^}]+)\}\}/g, '$1')
    .replace(/[|`\\]/g, '')
    .replace(/\s+/g, ' ')
}

/** The text in which the quotes of a clause are looked up. */
function textOf(name: string, folder: string): string {
  const [, rfc, section = ''] = /^RFC (\d+) (.+)$/.exec(name) ?? []
  const read = (file: string) => readFileSync(join(folder, file), 'utf8')
  return rfc === undefined ? livingText(read('whatwg-websockets.bs')) : sectionOf(read(`rfc${rfc}.txt`), section)
}

/**
 * `npm run quotes -- FOLDER`: looks up every quote in the texts of a folder (`rfc6455.txt`, as the RFC Editor publishes
 * them, and `whatwg-websockets.bs`, the source of that standard), and writes down those that it found.
 * @throws {Error} naming each quote that its section does not have
 */
function check(folder: string): void {
  const missing: string[] = []
  for (const role of ROLES)
    for (const [name, own] of Object.entries(quotesOfCases(role))) {
      const text = textOf(name, folder)
      for (const quote of own) if (!text.includes(quote)) missing.push(`${name}: ${quote}`)
    }
  if (missing.length > 0) throw new Error(`not in the section:\n${missing.join('\n')}`)
  for (const role of ROLES) writeFileSync(checkedPath(role), `${JSON.stringify(quotesOfCases(role), null, 2)}\n`)
}

if (require.main === module) {
  const [folder] = process.argv.slice(2)
  if (folder === undefined) throw new RangeError('npm run quotes -- FOLDER, which has rfc6455.txt and the others')
  check(folder)
}
