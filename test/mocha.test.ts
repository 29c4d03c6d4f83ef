import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { listen } from '../servers-under-test/scratch/server'
import { answering, response, switchOf } from './kit/answering-server'
import { ROOT } from './kit/checkout'
import { Folder } from './kit/folder'

/** Runs mocha with the configuration of the project against `target`. Returns its exit code and its output. */
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
  child.stdout.on('data', (bytes) => (out += bytes))
  child.stderr.on('data', (bytes) => (out += bytes))
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out })))
}

describe('npx mocha', function () {
  this.timeout(300_000)
  const folder = new Folder()
  after(() => folder.remove())

  it('passes on a server that conforms, with one test for each case, and writes the page', async () => {
    const server = await listen()
    const { code, out } = await mocha(`ws://127.0.0.1:${server.port}/`, folder).finally(() => server.close())
    expect(out).to.match(/✔ 6\.02 MUST Sec-WebSocket-Version is 14/)
    expect(out).to.match(/- 0\.05 INFO Opening handshake with only the required fields \(skip: /)
    expect(code).to.equal(0)
    const page = readFileSync(join(folder.path, 'index.html'), 'utf8')
    expect(page).to.include('Sec-WebSocket-Version is 14').and.include('Sec-WebSocket-Version: 14')
  })

  it('compares with the published servers, whose findings WSSPEC_KNOWN_AS makes known', async () => {
    const { code, out } = await mocha('ws', folder, { WSSPEC_ONLY: '2.01,6.02', WSSPEC_KNOWN_AS: 'ws' })
    expect(code).to.equal(0)
    expect(out).to.match(/- 2\.01 MUST [^\n]*published finding of ws 8\.23\.0/)
    const page = readFileSync(join(folder.path, 'index.html'), 'utf8')
    expect(page).to.include('as published: 2 of 2 verdicts of ws 8.23.0 are the same')
  })

  it('fails where a case fails, with what was expected and got', async () => {
    const server = await listen({ defects: ['version-untold'] })
    const { code, out } = await mocha(`ws://127.0.0.1:${server.port}/`, folder, { WSSPEC_ONLY: '6.02,6.13' }).finally(
      () => server.close(),
    )
    expect(code).to.equal(1)
    expect(out).to.match(/2 passing[\s\S]*1 failing[\s\S]*6\.02 MUST Sec-WebSocket-Version is 14/)
    expect(out).to.match(/^ +\+a 4xx with a Sec-WebSocket-Version that lists 13$/m)
  })

  it('shows what is a free choice, and the causes in the context of the suite', async () => {
    const server = await listen({ defects: ['version-untold'] })
    const { out } = await mocha(`ws://127.0.0.1:${server.port}/`, folder, { WSSPEC_ONLY: '6.02,6.19,1.12' }).finally(
      () => server.close(),
    )
    expect(out).to.match(/✔ 1\.12 INFO .* \(observed \(free choice\): /)
    const page = readFileSync(join(folder.path, 'index.html'), 'utf8').replaceAll('&quot;', '"')
    expect(page).to.match(/A refusal lacks the field that its status requires/)
    expect(page).to.match(/FAILED: 1 cause, 1 failed case/)
    expect(page).to.match(/"title":"1 [^"]* \(1 free choice\)"/)
  })

  it('expects the failures in WSSPEC_KNOWN, and fails on a stale one with its line', async () => {
    const server = await listen({ defects: ['version-untold'] })
    const known = folder.put('known.yml', '- {id: 6.02, reason: issue 7}\n- {id: 6.13, reason: fixed}\n')
    const env = { WSSPEC_ONLY: '6.02,6.13', WSSPEC_KNOWN: known }
    const { code, out } = await mocha(`ws://127.0.0.1:${server.port}/`, folder, env).finally(() => server.close())
    expect(out).to.match(/- 6\.02 MUST Sec-WebSocket-Version is 14 \(fail: .*; known: issue 7\)/)
    expect(out)
      .to.match(/1 failing/)
      .and.include('known.yml, line 2: stale, 6.13: it was expected to fail, but its verdict is pass')
    expect(code).to.equal(1)
  })

  it('fails on more cases without a verdict than WSSPEC_ALLOW_INCONCLUSIVE', async () => {
    const busy = await answering((request) =>
      /sec-websocket-version: 13/i.test(request) ? switchOf(request) : response('503 Service Unavailable'),
    )
    const env = { WSSPEC_ONLY: '6.02', WSSPEC_TIMEOUT: '2000' }
    try {
      const refused = await mocha(busy.url, folder, env)
      expect(refused.code).to.not.equal(0)
      expect(refused.out).to.include('1 cases are without a verdict, 0 allowed')
      expect((await mocha(busy.url, folder, { ...env, WSSPEC_ALLOW_INCONCLUSIVE: '1' })).code).to.equal(0)
    } finally {
      await busy.close()
    }
  })

  it('fails where the correct handshake is not answered with 101', async () => {
    const { code, out } = await mocha('ws://127.0.0.1:1/', folder)
    expect(code).to.not.equal(0)
    expect(out)
      .to.match(/0 passing/)
      .and.match(/nothing listens on 127\.0\.0\.1:1/)
  })
})
