import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ROLES, type Role } from '../../../harness/case/role'

const ROOT = join(__dirname, '..', '..', '..')

/** True where the pages of client cases have been generated: docs are generated in one go, after cases are added. */
function hasClientPages(): boolean {
  return existsSync(join(ROOT, 'docs', 'cases', 'C5.01.md'))
}

/** The sides whose pages are in docs. */
export function generatedRoles(): readonly Role[] {
  return hasClientPages() ? ROLES : ['server']
}
