import { accessSync, constants } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { delimiter, isAbsolute, join } from 'node:path'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

/** The arguments of a browser without a window. */
export const ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Long enough for a machine that is busy with other tests. */
const WAIT_MS = 10_000

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** The browser that $CHROME names, or `chromium` of the PATH; null where there is none. */
export function browserPath(): string | null {
  const name = process.env['CHROME'] || 'chromium'
  if (isAbsolute(name)) return runs(name) ? name : null
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  return folders.map((folder) => join(folder, name)).find(runs) ?? null
}

let browser: Browser | null = null
let missed = false

/**
 * Starts a browser with its own profile for the tests of a file; `closeBrowser` ends it after them. Without a browser the
 * tests are skipped, and the run reports it at its end; where CI is set, that is a failure.
 */
export async function needsBrowser(context: Mocha.Context): Promise<void> {
  context.timeout(30_000)
  const executablePath = browserPath()
  if (executablePath !== null) {
    browser ??= await chromium.launch({ executablePath, args: ARGS, timeout: 25_000 })
    return
  }
  if (process.env['CI']) throw new Error('no browser: install chromium, or name one in $CHROME')
  missed = true
  context.skip()
}

/** Ends the browser. */
export async function closeBrowser(): Promise<void> {
  contexts.clear()
  await browser?.close()
  browser = null
}

process.on('exit', () => {
  if (missed)
    console.error(
      '\nNOT TESTED: the HTML report in a browser. Install chromium, or name one in $CHROME, and run again.',
    )
})

/** A page in the browser, with what it asked for and what it complained of. */
export interface Opened {
  page: Page
  /** Every URL that was asked for. */
  requests: string[]
  /** What the console shows, and errors that nothing caught. */
  complaints: string[]
}

const contexts = new Map<string, BrowserContext>()

/** The context for these options: making one takes longer than most tests, so each is made once. */
async function contextFor(options: BrowserContextOptions): Promise<BrowserContext> {
  if (!browser) throw new Error('the browser was not started')
  const key = JSON.stringify(options)
  const made = contexts.get(key) ?? (await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options }))
  contexts.set(key, made)
  made.setDefaultTimeout(WAIT_MS)
  return made
}

/** Opens an address in a page of its own, does `look`, and closes it. */
export async function opened(
  url: string,
  options: BrowserContextOptions,
  look: (opened: Opened) => Promise<void>,
): Promise<void> {
  const page = await (await contextFor(options)).newPage()
  try {
    const requests: string[] = []
    const complaints: string[] = []
    page.on('request', (request) => requests.push(request.url()))
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(url)
    await look({ page, requests, complaints })
  } finally {
    await page.close()
  }
}

/** Waits until the address of the page has this fragment, `#` included: the browser reports a new one after the action that set it. */
export async function hasHash(page: Page, hash: string): Promise<void> {
  await page.waitForURL((url) => url.hash === hash)
}

/** Serves pages by name on loopback: a clipboard is only for secure contexts, and a server sees every request. */
export interface Site {
  url: string
  /** Every path that was asked for. */
  asked: string[]
  close(): Promise<void>
}

/** Starts a site of these pages. */
export async function siteOf(pages: Readonly<Record<string, string>>): Promise<Site> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').slice(1)
    asked.push(path)
    response.writeHead(pages[path] === undefined ? 404 : 200, { 'Content-Type': 'text/html; charset=utf-8' })
    response.end(pages[path])
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, asked, close }
}
