import { requirements } from '../../suites/requirements'
import { cases } from './kill-matrix'

const TLS = 'a rule of TLS: no suite speaks of it yet'
const HTTP2 = 'a rule of HTTP/2: no suite speaks it yet'
const HTTP3 = 'a rule of HTTP/3: no suite speaks it yet'

function all(reason: string, ...ids: string[]): [string, string][] {
  return ids.map((id) => [id, reason])
}

/** Why no case tests a normative statement. */
export const UNTESTED: ReadonlyMap<string, string> = new Map([
  ['N02', 'defines who the server is; it decides whom a verdict is about'],
  ['N46', 'a log cannot be seen from outside'],
  ...all(TLS, 'N16', 'N54', 'N97', 'N103', 'N124', 'N125', 'N126', 'N127', 'N128'),
  ...all(HTTP2, 'N98', 'N99', 'N100', 'N129', 'N130', 'N131', 'N132', 'N133', 'N134', 'N135', 'N136'),
  ...all(HTTP3, 'N101', 'N102', 'N137', 'N138', 'N139'),
])

/** The ids of the cases that test each normative statement. */
export function casesByStatement(): Map<string, string[]> {
  return new Map(
    Object.keys(requirements).map((id) => [id, cases.filter(({ tests }) => tests.includes(id)).map((of) => of.id)]),
  )
}

/** docs/coverage.md: each normative statement and the cases that test it, or why none does. */
export function renderCoverage(): string {
  const tested = casesByStatement()
  const rows = Object.entries(requirements).map(([id, { where, level, statement }]) => {
    const by = tested.get(id) ?? []
    return `| ${id} | ${where} | ${level} | ${statement.replaceAll('|', '\\|')} | ${by.join(', ') || `none: ${UNTESTED.get(id)}`} |`
  })
  return `# Coverage

The normative statements that bind the server in an opening handshake, and the cases that test each. Written by \`npm run docs\`.

| id | where | level | statement | cases |
| --- | --- | --- | --- | --- |
${rows.join('\n')}
`
}
