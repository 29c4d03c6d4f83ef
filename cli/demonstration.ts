import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ProcessContext } from '../settings/process-context'
import { EXIT, type ExitCode, worstExit } from './exit-codes'
import { main } from './main'

/** What the demonstration runs: the servers side by side, then the client of one of them. Each writes a page. */
const PARTS = [
  { page: 'index.html', words: ['compare', 'ws', 'scratch'] },
  { page: 'client.html', words: ['clients', 'run', 'ws'] },
] as const

/**
 * Tests ws beside the reference server, then the client of ws, and writes a page for each into `folder`. Failed cases do not
 * fail the demonstration.
 * @param more words that both commands get
 */
export async function demonstrate(
  context: Omit<ProcessContext, 'argv'>,
  folder: string,
  more: readonly string[] = [],
): Promise<ExitCode> {
  const { stdout } = context
  mkdirSync(folder, { recursive: true })
  const codes: ExitCode[] = []
  for (const { page, words } of PARTS) {
    if (codes.length > 0) stdout.write('\n')
    codes.push(await main({ ...context, argv: [...words, '--html', join(folder, page), ...more] }))
  }
  const pages = PARTS.map(({ page }) => join(folder, page))
  stdout.write(`\nThe pages: ${pages.join('\n           ')}\n`)
  return worstExit(codes.filter((code) => code !== EXIT.failed))
}
