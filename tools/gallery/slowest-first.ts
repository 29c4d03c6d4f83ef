import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Role } from '../../harness/case/role'
import type { BriefResults } from '../../reports/brief-results'
import { fileOf } from './gallery'

/** Words of an answer that never came, or of a connection that stayed open: the run waited for it. */
const WAITED = /no response within|stays open|no Pong|no Close frame|waited|still waits/

/** In how many cases of its last results a server let the run wait; 0 where it has none. */
function waits(folder: string, word: string, role: Role): number {
  const file = join(folder, fileOf(word, role))
  if (!existsSync(file)) return 0
  const [target] = (JSON.parse(readFileSync(file, 'utf8')) as BriefResults).targets
  return (target?.cases ?? []).filter(({ got = '' }) => WAITED.test(got)).length
}

/**
 * Orders servers or clients so that those which took longest the last time are run first, and the others fill the time beside them.
 * @param folder the folder with their last results
 */
export function slowestFirst(folder: string, words: readonly string[], role: Role): string[] {
  const counted = words.map((word) => ({ word, waits: waits(folder, word, role) }))
  return counted.sort((a, b) => b.waits - a.waits).map(({ word }) => word)
}
