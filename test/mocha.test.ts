import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { listen } from '../servers-under-test/scratch/server'
import { Folder, ROOT } from './cli/support'

/** Runs the project's own mocha configuration against `target`; gives its exit code and what it wrote. */
function mocha(
  target: string,
  folder: Folder,
  env: Record<string, string> = {},
): Promise<{ code: number | null; out: string }> {
  const report = `reportDir=${folder.path},reportFilename=index,inlineAssets=true,quiet=true,code=false`
  const child = spawn(
    process.execPath,
    [require.resolve('mocha/bin/mocha.js'), '--no-color', '--reporter-option', report],
    {
      cwd: ROOT,
      env: { ...process.env, ...env, WSSPEC_TARGET: target },
    },
  )
  let out = ''
  child.stdout.on('data', (octets) => (out += octets))
  child.stderr.on('data', (octets) => (out += octets))
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out })))
}

describe('npx mocha', function () {
  this.timeout(300_000)
  const folder = new Folder()
  after(() => folder.remove())

  it('passes on a server that keeps the rules, one test for each case, and writes the page', async () => {
    const server = await listen()
    const { code, out } = await mocha(`ws://127.0.0.1:${server.port}/`, folder).finally(() => server.close())
    expect(out).to.match(/✔ 6\.02 MUST Unsupported 14/)
    expect(out).to.match(/- 0\.05 INFO Minimal handshake \(skip: /)
    expect(code).to.equal(0)
    const page = readFileSync(join(folder.path, 'index.html'), 'utf8')
    expect(page).to.include('Unsupported 14').and.include('Sec-WebSocket-Version: 14')
  })

  it('fails where a case fails, with what was expected and got', async () => {
    const server = await listen({ defects: ['version-untold'] })
    const { code, out } = await mocha(`ws://127.0.0.1:${server.port}/`, folder, { WSSPEC_ONLY: '6.02,6.13' }).finally(
      () => server.close(),
    )
    expect(code).to.equal(1)
    expect(out).to.match(/1 passing[\s\S]*1 failing[\s\S]*6\.02 MUST Unsupported 14/)
    expect(out).to.match(/^ +\+a 4xx, and in it Sec-WebSocket-Version with 13$/m)
  })

  it('is not green where the correct handshake is not answered 101', async () => {
    const { code, out } = await mocha('ws://127.0.0.1:1/', folder)
    expect(code).to.not.equal(0)
    expect(out)
      .to.match(/0 passing/)
      .and.match(/nothing listens on 127\.0\.0\.1:1/)
  })
})
