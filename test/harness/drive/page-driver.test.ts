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
  const driver = pageDriver({ command, cwd: __dirname })
  const target = { name: 'fake', driver, profile: 'whatwg' as const, startMs }
  const options = { timeoutMs: 1000, jobs: 2, repeat: 1, slow: false, strict: false, maxTimeMs: 60_000 }
  return (await runClient(target, clientSuites, new Set(['C5.01']), options)).diagnosis
}

const fake = (how: string) => [process.execPath, '-e', FAKE, '{url}', how]

describe('a driver that is a page', function () {
  this.timeout(60_000)

  it('hands its attempts to the page, and takes its events', async () => {
    expect(await diagnosisOf(fake('answers'))).to.include('the client refused before it connected: SyntaxError: no')
  })

  it('is reported where the browser dies, the page is gone, or nothing asks for attempts', async () => {
    expect(await diagnosisOf(fake('dies'))).to.include('the program died (SIGSEGV)')
    expect(await diagnosisOf(fake('leaves'))).to.include('the program died (the page is gone)')
    expect(await diagnosisOf(fake('never'), 1500)).to.include('no request came; its driver said nothing')
    expect(await diagnosisOf(['./nothing-here', '{url}'])).to.include('there is no such program')
  })

  it('gives the browser a new folder, and removes it', async () => {
    const before = folders()
    const script = "require('node:fs').writeFileSync(process.argv[1] + '/left', ''); process.exit(5)"
    expect(await diagnosisOf([process.execPath, '-e', script, '{profile}', '{url}'])).to.include('exit code 5')
    expect(folders()).to.deep.equal(before)
  })
})
