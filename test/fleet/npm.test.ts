import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { nearestVersions } from '../../fleet/versions'
import type { Results } from '../../harness/case/results'
import { answering } from '../kit/answering-server'
import { type Outcome, wsspec } from '../kit/command-line'
import { Folder } from '../kit/folder'
import { type Files, type Registry, registry } from './kit/registry'

/** ws with another answer to a version of the protocol that it does not speak. */
function versioned(answer: string): Files {
  return {
    'index.js': `
      const ws = require(${JSON.stringify(require.resolve('ws'))})
      module.exports = { Server: class extends ws.Server {
        handleUpgrade(request, socket, ...rest) {
          if (request.headers['sec-websocket-version'] === '13') return super.handleUpgrade(request, socket, ...rest)
          socket.end(${JSON.stringify(answer)})
        }
      } }`,
  }
}

const NAMELESS = versioned('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
const NAMING = versioned(
  'HTTP/1.1 426 Upgrade Required\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nContent-Length: 0\r\n\r\n',
)
const BROKEN: Files = { 'index.js': 'throw new Error("made for an older Node")' }

const VERSIONS = {
  '1.0.0': BROKEN,
  '1.1.0': NAMELESS,
  '1.2.0': NAMELESS,
  '1.3.0': BROKEN,
  '1.4.0-beta.1': NAMING,
  '1.4.0': NAMING,
  '1.5.0': NAMING,
  '1.6.0': { ...NAMING, 'package.json': '{"dependencies":{"not-there":"1.0.0"}}' },
}

describe('servers of npm', function () {
  this.timeout(120_000)
  const folder = new Folder()
  const environment = { ...process.env }
  let npmRegistry: Registry
  const runWhole = (argv: readonly string[]): Promise<Outcome> =>
    wsspec(argv, { cwd: folder.path, env: { WSSPEC_CACHE: join(folder.path, 'cache') } })
  /** Without the lines about npm that only a busy machine prints. */
  const run = async (argv: readonly string[]): Promise<Outcome> => {
    const outcome = await runWhole(argv)
    return { ...outcome, stderr: outcome.stderr.replace(/^wsspec: .*: waiting for (?:the )?npm .*\n/gm, '') }
  }
  const kept = () => (existsSync(join(folder.path, 'cache/npm')) ? readdirSync(join(folder.path, 'cache/npm')) : [])

  before(async () => {
    npmRegistry = await registry({ ws: VERSIONS })
    Object.assign(process.env, {
      npm_config_registry: npmRegistry.url,
      npm_config_cache: join(folder.path, 'npm'),
      npm_config_fetch_retries: '0',
    })
  })
  after(async () => {
    for (const name of ['npm_config_registry', 'npm_config_cache', 'npm_config_fetch_retries']) {
      if (environment[name] === undefined) delete process.env[name]
      else process.env[name] = environment[name]
    }
    await npmRegistry.close()
    folder.remove()
  })

  it('are not fetched where none is named', async () => {
    const { code, stdout } = await run(['servers'])
    expect(code).to.equal(0)
    const [, fetched = ''] = stdout.split('Fetched from npm on first use')
    expect(fetched).to.match(/ faye-websocket 0\.11\.4\b/)
    expect(stdout).to.not.include('missing')
    const servers = JSON.parse((await run(['servers', '--json'])).stdout) as Record<string, unknown>[]
    expect(servers.find(({ name }) => name === 'faye-websocket')).to.deep.include({
      runs: false,
      readiness: 'npm',
      missing: ['faye-websocket@0.11.4'],
      install: ['wsspec servers install faye-websocket --yes'],
    })
    expect((await run(['run', 'ws', '--only', '0.01', '--quiet'])).code).to.equal(0)
    expect([npmRegistry.asked, kept()]).to.deep.equal([[], []])
  })

  it('are fetched once in the named version, also by two processes at the same time', async () => {
    const both = await Promise.all([1, 2].map(() => run(['run', 'ws@1.1.0', '--only', '6.02', '--json', '-'])))
    for (const { code, stdout } of both) {
      expect(code).to.equal(1)
      const [target] = (JSON.parse(stdout) as Results).targets
      expect(target?.name).to.equal('ws@1.1.0')
      expect(target?.server).to.deep.equal({ name: 'ws', version: '1.1.0', language: 'JavaScript' })
    }
    expect(kept()).to.have.length(1)
    const asked = npmRegistry.asked.length
    expect((await run(['run', 'ws@1.1.0', '--only', '6.02', '--quiet'])).code).to.equal(1)
    expect(npmRegistry.asked).to.have.length(asked)
  })

  it('that lack the named version: the nearest versions are suggested', async () => {
    for (const [word, said] of [
      [
        'ws@1.2.9',
        'ws@1.2.9: npm has no version 1.2.9 of ws; the newest is ws@1.6.0, near it are ws@1.2.0 and ws@1.3.0',
      ],
      ['ws@1.1', 'ws@1.1: npm has no version 1.1 of ws; the newest is ws@1.6.0, near it is ws@1.1.0'],
      ['ws@latest', 'ws@latest: npm has no version latest of ws; the newest is ws@1.6.0'],
    ])
      expect(await run(['run', word ?? ''])).to.deep.equal({
        code: 2,
        stdout: '',
        stderr: `wsspec: ${said}. Every published version can run: 'npm view ws versions' lists them\n`,
      })
    expect(nearestVersions('9.9.9', [])).to.deep.equal([])
  })

  it('that do not install or start have a column with the reason', async () => {
    const words = ['ws@1.1.0', 'ws@1.6.0', 'ws@1.0.0', 'ws@1.4.0']
    const { code, stderr, stdout } = await run(['compare', ...words, '--only', '6.02', '--json', '-'])
    const { targets } = JSON.parse(stdout) as Results
    expect(targets.map(({ cases }) => cases[0]?.verdict)).to.deep.equal([
      'fail',
      'inconclusive',
      'inconclusive',
      'pass',
    ])
    expect(targets[1]?.diagnosis).to.match(/^ws@1\.6\.0 does not install: .*Not Found.*not-there/)
    expect(targets[2]?.diagnosis).to.match(/^it ended \(exit status 1\) before it answered/)
    expect(stderr).to.include('made for an older Node').and.include('not-there')
    expect(code).to.equal(1)
    expect(kept().filter((name) => name.includes('draft'))).to.deep.equal([])
  })

  it('that are a hop and do not install have a column with the reason, and no change is reported', async () => {
    const compared = await run(['compare', 'ws', '--hop', 'http-proxy', '--only', '6.02', '--json', 'hop.json'])
    expect(compared.code).to.equal(3)
    expect(compared.stdout)
      .to.match(/ws via http-proxy NOT JUDGED: http-proxy@\S+ does not\s+install/)
      .and.match(/^Next: wsspec compare ws --hop http-proxy --only 6\.02 --html report\.html$/m)
    const { targets, changes } = JSON.parse(readFileSync(join(folder.path, 'hop.json'), 'utf8')) as Results
    expect([targets[1]?.via, changes]).to.deep.equal([{ name: 'http-proxy', version: '' }, undefined])
    const alone = await run(['run', 'http-proxy', '--only', '6.02'])
    expect(alone.stdout).to.match(/^Next: wsspec run http-proxy --only 6\.02$/m)
  })

  it('are compared from version to version', async () => {
    const argv = ['compare', 'ws@1.1.0', 'ws@1.2.0', 'ws@1.4.0', '--only', '6.02', '--markdown', 'changes.md']
    const { stdout } = await run(argv)
    expect(stdout).to.include('ws 1.1.0 → 1.2.0: 0 cases changed\n')
    expect(stdout).to.match(/^ws 1\.2\.0 → 1\.4\.0: 1 case changed\n {2}6\.02 +fail → pass +MUST {2}/m)
  })

  it('are searched for the version in which a case changed; versions that do not start are passed over', async () => {
    const found = await run(['bisect', 'ws', '6.02', '--timeout', '3000'])
    expect(found.code).to.equal(3)
    expect(found.stdout)
      .to.match(/^1\.0\.0 +skipped: it ended/m)
      .and.match(/^1\.6\.0 +skipped: ws@1\.6\.0 does not install/m)
    expect(found.stdout.trim().split('\n').at(-1)).to.equal(
      '6.02: the verdict is fail up to ws 1.2.0, and pass from 1.4.0 on; the versions in between gave no verdict: 1.3.0.',
    )
    const same = await run(['bisect', 'ws', '6.02', '1.4.0', '1.5.0'])
    expect([same.code, same.stdout.trim().split('\n').at(-1)]).to.deep.equal([
      1,
      '6.02: the verdict is pass in ws 1.4.0 and in 1.5.0.',
    ])
    expect((await run(['bisect', 'ws', '6.02', '1.4.0-beta.1'])).stderr).to.equal(
      'wsspec: ws has no released version 1.4.0-beta.1; take one of 1.3.0, 1.4.0, 1.6.0\n',
    )
  })

  it('run without the registry once they are installed', async () => {
    process.env['npm_config_registry'] = 'http://127.0.0.1:9/'
    try {
      expect((await run(['run', 'ws@1.4.0', '--only', '6.02', '--quiet'])).code).to.equal(0)
      const absent = await run(['run', 'ws@1.4.9', '--only', '6.02'])
      expect(absent.code).to.equal(3)
      expect(absent.stderr).to.match(/ws@1\.4\.9 does not install: .*ECONNREFUSED/)
    } finally {
      process.env['npm_config_registry'] = npmRegistry.url
    }
  })

  it('say what they wait for where the registry does not answer, and give up', async () => {
    const mute = await answering(() => null)
    const limits = { npm_config_registry: mute.url.replace('ws:', 'http:'), npm_config_fetch_timeout: '3000' }
    Object.assign(process.env, limits)
    try {
      const absent = await runWhole(['run', 'ws@1.4.8', '--only', '6.02'])
      expect(absent.code).to.equal(3)
      expect(absent.stderr)
        .to.include('wsspec: ws@1.4.8: waiting for the npm registry to say whether there is such a version\n')
        .and.match(/ws@1\.4\.8 does not install: the npm registry gives no versions of ws: /)
      const server = await runWhole(['run', 'faye-websocket', '--only', '6.02'])
      expect(server.code).to.equal(3)
      expect(server.stderr).to.match(/^wsspec: faye-websocket@\S+: waiting for npm to install it$/m)
    } finally {
      process.env['npm_config_registry'] = npmRegistry.url
      delete process.env['npm_config_fetch_timeout']
      await mute.close()
    }
  })

  it('can be installed: the lines are printed, and run with --yes', async () => {
    const lines = await run(['servers', 'install', 'ws@1.4.0-beta.1', 'ws'])
    expect(lines.stdout).to.match(
      /^# ws: in .*ws@1\.4\.0-beta\.1-.*\nnpm install --ignore-scripts ws@1\.4\.0-beta\.1\n# --yes runs these lines\n$/,
    )
    const before = kept().length
    const done = await run(['servers', 'install', 'ws@1.4.0-beta.1', '--yes'])
    expect([done.code, kept().length]).to.deep.equal([0, before + 1])
    expect(done.stdout).to.match(/^ws 1\.4\.0-beta\.1 is ready$/m)
    const failed = await run(['servers', 'install', 'ws@1.6.0', '--yes'])
    expect(failed.code).to.equal(3)
    expect(failed.stderr).to.include('ws@1.6.0 does not install')
  })
})
