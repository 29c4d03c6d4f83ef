import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { expect } from 'chai'
import { pageDriver } from '../../../harness/drive/page-driver'
import { runClient } from '../../../harness/run/client/run-client'
import { clientSuites } from '../../../suites/client'

/** A program that fetches its page and a first attempt as a browser does, and then does what HOW says. */
const FAKE = `
const [url, how] = process.argv.slice(1)
const say = (lines) => fetch(url + 'events', { method: 'POST', body: lines.map((line) => JSON.stringify(line)).join('\\n') })
;(async () => {
  if (how === 'never') return setInterval(() => {}, 1000)
  if (how === 'loads') return fetch(url).then(() => setInterval(() => {}, 1000))
  if (how === 'exits') return fetch(url).then(() => process.exit(7))
  if (!(await (await fetch(url)).text()).includes('new WebSocket')) process.exit(9)
  for (;;) {
    const lines = (await (await fetch(url + 'attempts')).text()).split('\\n').filter(Boolean).map((line) => JSON.parse(line))
    if (lines.length > 0 && how === 'dies') process.kill(process.pid, 'SIGSEGV')
    if (lines.length > 0 && how === 'leaves') return setInterval(() => {}, 1000)
    for (const { attempt } of lines)
      await say([{ attempt, event: 'FAIL', data: 'SyntaxError: no' }, { attempt, event: 'END' }])
  }
})()
`

const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('wsspec-browser-'))

async function diagnosisOf(command: readonly string[], startMs = 8000): Promise<string | undefined> {
  const driver = pageDriver({ command, cwd: __dirname, startMs })
  const target = { name: 'fake', driver, profile: 'whatwg' as const, startMs: startMs + 1000 }
  const options = { timeoutMs: 1000, jobs: 2, repeat: 1, slow: false, strict: false, maxTimeMs: 60_000 }
  return (await runClient(target, clientSuites, new Set(['C5.01']), options)).diagnosis
}

const fake = (how: string) => [process.execPath, '-e', FAKE, '{url}', how]

describe('a driver that is a page', function () {
  this.timeout(60_000)

  it('hands its attempts to the page, and takes its events', async () => {
    expect(await diagnosisOf(fake('answers'))).to.include('the client refused before it connected: SyntaxError: no')
  })

  it('is reported where the browser crashes, the page closes, or the page never asks for attempts', async () => {
    expect(await diagnosisOf(fake('dies'))).to.include('the program died (SIGSEGV)')
    expect(await diagnosisOf(fake('leaves'))).to.include('the program died (the page is gone)')
    expect(await diagnosisOf(['./nothing-here', '{url}'])).to.equal(
      'cannot start ./nothing-here: there is no such program',
    )
  })

  it('says once what a command without a page was waited for, and how long', async () => {
    const node = process.execPath
    const began = performance.now()
    expect(await diagnosisOf(fake('never'), 1500)).to.equal(
      `${node} opened no page: no request for it came within 1.5 s`,
    )
    expect(performance.now() - began).to.be.lessThan(2 * 1500)
    expect(await diagnosisOf([node, '-e', 'setInterval(() => {}, 1000)'], 500)).to.equal(
      `${node} opened no page: no request for it came within 0.5 s; no word of the command has {url}, the address of the page`,
    )
    expect(await diagnosisOf([node, '-e', 'console.error("no display")', '{url}'])).to.equal(
      `${node} ended with exit code 0, and it opened no page: no display`,
    )
    expect(await diagnosisOf(fake('loads'), 2500)).to.equal(
      `${node} opened the page, and its script asked for no attempt within 2.5 s`,
    )
    expect(await diagnosisOf(fake('exits'))).to.equal(
      `${node} ended with exit code 7, and its page asked for no attempt`,
    )
  })

  it('gives the browser a new folder, and removes it', async () => {
    const before = folders()
    const script = "require('node:fs').writeFileSync(process.argv[1] + '/left', ''); process.exit(5)"
    expect(await diagnosisOf([process.execPath, '-e', script, '{profile}', '{url}'])).to.include('exit code 5')
    expect(folders()).to.deep.equal(before)
  })
})
