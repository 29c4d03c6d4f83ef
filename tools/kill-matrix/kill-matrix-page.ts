import type { Requirement } from '../../harness/case/requirement'
import { code, escaped, table } from '../../reports/text/markdown-syntax'
import { type Matrix, needsProof, provenBy, UNTRIPPABLE } from './matrix'
import { cases } from './scratch-runs'

function idList(requirements: readonly Requirement[]): string {
  return requirements.map(({ id }) => id).join(', ')
}

/** docs/kill-matrix.md: which defects prove each case, and which cases each defect trips. */
export function killMatrixPage(matrix: Matrix): string {
  const byCase = cases.filter(needsProof).map((testCase) => {
    const { id, level, title, tests } = testCase
    const proofs = provenBy(testCase, matrix).map(code).join(', ')
    return [id, level, escaped(title), idList(tests), proofs || escaped(UNTRIPPABLE.get(id) ?? 'nothing')]
  })
  const byDefect = matrix.rows.map(({ defect, trips }) => [
    code(defect.name),
    escaped(defect.says),
    idList(defect.breaks),
    [...trips].map(([id, { verdict }]) => (verdict === 'fail' ? id : `${id} (${verdict})`)).join(', '),
  ])
  return `# Kill matrix

Each defect of the scratch server breaks one rule. A defect *trips* a case whose verdict is worse than on the intact server.

- Every MUST, SHOULD and SECURITY case is proven by at least one defect that breaks a requirement which the case names.
- No defect trips a case that names none of the requirements it breaks.

\`npx wsspec scratch --defect NAME\` starts a server with a defect. \`npm run docs\` writes this page.

## Defects that prove each case

${table(['case', 'level', 'title', 'requirements', 'defects'], byCase)}

## Cases that each defect trips

${table(['defect', 'what it does', 'breaks', 'trips'], byDefect)}
`
}

/** A page without its measurements: the cases and defects that it has, and what they are about. */
export function withoutMeasurements(page: string): string[] {
  return page.split('\n').map((line) => line.split(' | ').slice(0, -1).join(' | '))
}

/** The names of the defects that prove each case according to a page, by the id of the case. */
export function documentedProofs(page: string): Map<string, string[]> {
  const rows = [...page.matchAll(/^\| (\d+\.\d+) \| .* \| (.*) \|$/gm)]
  return new Map(
    rows.map(([, id = '', names = '']) => [id, [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)]),
  )
}
