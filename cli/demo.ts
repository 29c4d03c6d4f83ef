import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { main } from './main'

const FOLDER = join(__dirname, '..', 'reports', 'out')
const PAGE = join(FOLDER, 'index.html')

/** Tests ws and the reference server, prints the comparison and writes its page. Failed cases do not fail the demonstration. */
async function demonstrate(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true })
  const interrupt = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupt.abort(signal))
  const { stdout, stderr, env } = process
  const argv = ['compare', 'ws', 'scratch', '--html', PAGE]
  const code = await main({ argv, env, cwd: process.cwd(), stdout, stderr, signal: interrupt.signal })
  stdout.write(`\nThe page: ${PAGE}\n`)
  process.exitCode = code === 1 ? 0 : code
}

void demonstrate()
