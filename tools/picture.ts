import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'

/** The picture in the README: the first screen of the report of a real run, as a browser shows it. */

const ROOT = join(__dirname, '..')
const SCREEN = { width: 1280, height: 900 }

/** The run: a small server on ws and node:http, started as a user starts theirs. */
const RUN = ['--name', 'my-server', '--', process.execPath, join(ROOT, 'docs', 'fixes', 'servers', 'ws', 'server.js')]

/** Runs wsspec, which writes its page to `page`. Findings give exit code 1: that is what the picture shows. */
function writePage(page: string): void {
  const words = [join(ROOT, 'cli', 'bin.ts'), 'run', '--html', page, '--quiet', ...RUN]
  try {
    execFileSync(process.execPath, ['-r', join(__dirname, 'typescript.js'), ...words], { stdio: 'ignore' })
  } catch (error) {
    if ((error as { status?: number }).status !== 1) throw error
  }
}

/** Writes the picture to `path` (PNG). $CHROME names the browser; `chromium` in the PATH without it. */
async function picture(path: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'wsspec-picture-'))
  try {
    const page = join(folder, 'report.html')
    writePage(page)
    const program = process.env['CHROME'] ?? execFileSync('which', ['chromium'], { encoding: 'utf8' }).trim()
    const browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox'] })
    const tab = await browser.newPage({ viewport: SCREEN, colorScheme: 'light' })
    await tab.goto(pathToFileURL(page).href)
    await tab.screenshot({ path })
    await browser.close()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

void picture(process.argv[2] ?? join(ROOT, 'docs', 'report.png'))
