import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type KnownServer, readManifests } from '../../fleet/manifest'
import { runToEnd } from '../../fleet/processes'
import type { Results } from '../../harness/case/results'
import type { Role } from '../../harness/case/role'
import { briefResults } from '../../reports/brief-results'
import { linedJson } from '../../reports/json'
import { count } from '../../reports/text/phrases'

const ROOT = join(__dirname, '..', '..')

/** The longest time for one server, its installation included, ms. */
const RUN_MS = 3_600_000

/** The longest time for one run of a server without its start, seconds: published results are complete. */
const MAX_TIME = 1_800

/** A server with more inconclusive cases than this share has died or was never well. */
const MOST_INCONCLUSIVE = 0.1

/** The text to publish of one server, or the reason why there is none. */
export type PublishedText = { text: string } | { reason: string }

/** The reason why results cannot be published, or null where they can. */
export function whyNotPublished({ targets: [target] }: Results): string | null {
  if (!target) return 'there are no results'
  if (target.diagnosis !== undefined) return target.diagnosis
  const { error, inconclusive } = target.summary
  if (error > 0) return `${count(error, 'case')} ended with an error`
  if (inconclusive <= target.cases.length * MOST_INCONCLUSIVE) return null
  return `${inconclusive} of ${target.cases.length} cases have no verdict`
}

/** The command line of published results: it runs each case twice, so that differing verdicts are reported. */
export function commandOf(
  word: string,
  role: Role,
  servers: readonly KnownServer[] = role === 'server' ? readManifests() : [],
): string[] {
  const deadline = servers.find(({ name }) => name === word.split('@')[0])?.timeoutMs
  const timeout = deadline === undefined ? [] : ['--timeout', String(deadline)]
  return [
    ...(role === 'client' ? ['clients'] : []),
    'run',
    word,
    '--repeat',
    '2',
    ...timeout,
    '--max-time',
    String(MAX_TIME),
    '--stable',
    '--quiet',
    '--json',
    'results.json',
  ]
}

/** The last message of wsspec in its output, or an empty text. */
function lastMessage(output: string): string {
  const messages = output.split('\n').filter((line) => line.startsWith('wsspec: '))
  return messages.at(-1)?.slice('wsspec: '.length) ?? ''
}

/** The results without what was read from the published results before: these are made from them. */
function withoutLike(results: Results): Results {
  return { ...results, targets: results.targets.map(({ like: _, ...target }) => target) }
}

/**
 * Runs wsspec in a process of its own against one server, or one client, which may be fetched from npm for that.
 * @param word the server as the command line names it: `ws`, or `ws@8.18.2`
 */
export async function runServer(word: string, role: Role): Promise<PublishedText> {
  const folder = mkdtempSync(join(tmpdir(), 'wsspec-gallery-'))
  const node = [process.execPath, '-r', join(ROOT, 'tools', 'typescript.js')]
  try {
    const { how, output } = await runToEnd([...node, join(ROOT, 'cli', 'bin.ts'), ...commandOf(word, role)], {
      cwd: folder,
      within: RUN_MS,
    })
    // 3: cases are inconclusive, or the server did not start. The results say which.
    if (!/^exit status [013]$/.test(how)) return { reason: lastMessage(output) || how }
    const results = JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8')) as Results
    const reason = whyNotPublished(results)
    return reason === null ? { text: linedJson(briefResults(withoutLike(results))) } : { reason }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
