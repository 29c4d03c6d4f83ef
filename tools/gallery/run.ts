import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runToEnd } from '../../fleet/processes'
import type { Results } from '../../harness/case/results'
import { brief } from '../../reports/brief-results'
import { linedJson } from '../../reports/json'
import { count } from '../../reports/text/phrases'

const ROOT = join(__dirname, '..', '..')

/** How long one server may take, its installation included, ms. */
const RUN_MS = 3_600_000

/** A server of which more cases than this share came to no verdict died, or was never well. */
const MOST_INCONCLUSIVE = 0.1

/** What running one server came to: the text to publish, or why there is none. */
export type Outcome = { text: string } | { reason: string }

/** Why results are not fit to be published, or null. */
export function unfit({ targets: [target] }: Results): string | null {
  if (!target) return 'there are no results'
  if (target.diagnosis !== undefined) return target.diagnosis
  const { error, inconclusive } = target.summary
  if (error > 0) return `${count(error, 'case')} came to error`
  if (inconclusive <= target.cases.length * MOST_INCONCLUSIVE) return null
  return `${inconclusive} of ${target.cases.length} cases came to no verdict`
}

/** The command line that published results come from: twice each case, so that what is not the same twice is told as such. */
function commandOf(word: string): string[] {
  return ['run', word, '--repeat', '2', '--stable', '--quiet', '--json', 'results.json']
}

function lastWords(output: string): string {
  const said = output.split('\n').filter((line) => line.startsWith('wsspec: '))
  return said.at(-1)?.slice('wsspec: '.length) ?? ''
}

/**
 * Runs wsspec against one server, as a process of its own: `ws`, or `ws@8.18.2`. What npm carries is fetched. Gives the
 * document to publish, or the reason why nothing can be published.
 */
export async function runServer(word: string): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'wsspec-gallery-'))
  const node = [process.execPath, '-r', join(ROOT, 'tools', 'typescript.js')]
  try {
    const { how, output } = await runToEnd([...node, join(ROOT, 'cli', 'bin.ts'), ...commandOf(word)], {
      cwd: folder,
      within: RUN_MS,
    })
    // 3 says that cases are inconclusive, or that the server did not start; the results tell which.
    if (!/^exit status [013]$/.test(how)) return { reason: lastWords(output) || how }
    const results = JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8')) as Results
    const reason = unfit(results)
    return reason === null ? { text: linedJson(brief(results)) } : { reason }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
