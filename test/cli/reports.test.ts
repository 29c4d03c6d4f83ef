import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import type { Results } from '../../harness/case/results'
import { type Listening, listen } from '../../servers-under-test/scratch/server'
import { ROOT, TYPESCRIPT } from '../kit/checkout'
import { wsspec } from '../kit/command-line'
import { Folder } from '../kit/folder'
import { CORPUS, hostileTo } from '../reports/kit/hostile-texts'
import { filesOf, REPORT_PATHS, reportFlags } from './kit/every-report'

const urlOf = ({ port }: Listening) => `ws://127.0.0.1:${port}/`

describe('reports of a run', () => {
  const folder = new Folder()
  let intact: Listening
  let broken: Listening
  const run = (target: Listening, ...more: string[]) => wsspec([urlOf(target), ...more], { cwd: folder.path })

  before(async () => {
    intact = await listen()
    broken = await listen({ defects: ['upgrade-optional'] })
  })
  after(async () => {
    await Promise.all([intact.close(), broken.close()])
    folder.remove()
  })

  it('are a badge, transcripts and the shape of Autobahn where they are asked for', async () => {
    const { code, stderr } = await run(broken, '--only', '3.01', ...reportFlags(), '--badge', 'r.json.json')
    expect([code, stderr]).to.deep.equal([1, ''])
    expect(JSON.parse(readFileSync(join(folder.path, 'r.json.json'), 'utf8'))).to.include({ message: '0 % of MUSTs' })
    expect(readFileSync(join(folder.path, 'trace', '3.01.txt'), 'utf8')).to.contain('\n> GET / HTTP/1.1␍␊\n')
    const index = JSON.parse(readFileSync(join(folder.path, 'autobahn', 'index.json'), 'utf8'))
    const entry = index[urlOf(broken)]['3.01']
    expect(entry.behavior).to.equal('FAILED')
    const file = JSON.parse(readFileSync(join(folder.path, 'autobahn', entry.reportfile), 'utf8'))
    expect(file).to.include({ id: '3.01', isServer: false })
  })

  it('are annotations and a step summary with --github', async () => {
    const summary = folder.put('summary.md', 'before\n')
    const job = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'o/r', GITHUB_RUN_ID: '7' }
    const around = { cwd: folder.path, env: { GITHUB_STEP_SUMMARY: summary, ...job } }
    const { code, stdout, stderr } = await wsspec([urlOf(broken), '--only', '3.01', '--github'], around)
    expect([code, stderr]).to.deep.equal([1, ''])
    const commands = stdout.split('\n').filter((line) => line.startsWith('::'))
    expect(commands).to.have.length(1)
    expect(commands[0]).to.match(
      /^::error title=ws%3A\/\/127\.0\.0\.1%3A\d+\/%3A bypass%2C Upgrade is not checked[^:]*::Fix: [^\n]*%0A3\.01 MUST /,
    )
    expect(stdout).to.contain('meets 0 of 1 MUST')
    expect(readFileSync(summary, 'utf8')).to.match(
      /^before\n## WebSocket opening handshake: ws:.*\(https:\/\/github\.com\/o\/r\/actions\/runs\/7\)\n.*3\.01 MUST/s,
    )
    const alone = await wsspec([urlOf(broken), '--only', '3.01', '--json', '-'], {
      ...around,
      env: { WSSPEC_GITHUB: '1' },
    })
    expect((JSON.parse(alone.stdout) as Results).targets).to.have.length(1)
    expect(alone.stderr).to.match(/^::error title=[^\n]*\n$/)
  })

  it('say why the step summary cannot be written, and end with 2', async () => {
    for (const [path, why] of [
      ['/dev/full', 'no space left'],
      [folder.path, 'it is a folder'],
      ['none/summary.md', 'there is no folder '],
      [folder.put('large.md', 'x'.repeat(1 << 20)), 'the file would be too large'],
    ] as const) {
      const around = { cwd: folder.path, env: { GITHUB_STEP_SUMMARY: path } }
      const { code, stderr } = await wsspec([urlOf(intact), '--only', '6.02', '--github'], around)
      expect(code, path).to.equal(2)
      expect(stderr)
        .to.match(/^wsspec: --github: GITHUB_STEP_SUMMARY: cannot write [^\n]+\n$/)
        .and.contain(why)
    }
  })

  it('are bug reports alone on standard output with --format issue', async () => {
    const { code, stdout, stderr } = await run(broken, '--only', '3.01', '--only', '6.02', '--format', 'issue')
    expect([code, stderr]).to.deep.equal([1, ''])
    expect(stdout).to.match(/^# Opening handshake: Upgrade is missing: 101 [^\n]*\n/)
    expect(stdout.match(/^# /gm)).to.have.length(1)
    expect(stdout)
      .to.contain(`wsspec run ${urlOf(broken)} --only 3.01 --verbose\n`)
      .and.contain('```diff\n-Upgrade: websocket␍␊\n```')
      .and.contain(`| nc -w 3 127.0.0.1 ${broken.port}\n`)
      .and.contain('](https://www.rfc-editor.org/rfc/rfc9110#section-7.8)')
      .and.contain(`, Node ${process.version.slice(1)}, `)
    const fine = await run(intact, '--only', '6.02', '--format', 'issue')
    expect([fine.code, fine.stdout]).to.deep.equal([0, ''])
    expect(fine.stderr).to.equal(
      'wsspec: --format issue: no case failed; --strict also reports SHOULD and contested findings\n',
    )
  })

  it('can all be asked for by the environment and by the configuration file', async () => {
    const own = new Folder()
    try {
      const env = {
        WSSPEC_BADGE: 'env.svg',
        WSSPEC_TRACE: 'env',
        WSSPEC_AUTOBAHN: 'env-autobahn',
        WSSPEC_FORMAT: 'issue',
      }
      own.put('wsspec.config.json', { badge: 'file.svg', github: true, only: ['3.01'] })
      const { stdout, stderr } = await wsspec([urlOf(broken)], { cwd: own.path, env })
      expect(stdout).to.match(/^# Opening handshake/)
      expect(stderr).to.match(/^::error /)
      expect(readdirSync(own.path).sort()).to.deep.equal(['env', 'env-autobahn', 'env.svg', 'wsspec.config.json'])
    } finally {
      own.remove()
    }
  })

  it('hold no secret, whatever form they have', async () => {
    const own = new Folder()
    try {
      own.put('profile.json', {
        credentials: 'Bearer profilesecret',
        authCookie: 'sid=cookiesecret',
        authPath: '/auth',
      })
      own.put('wsspec.config.json', { header: ['X-Config: configsecret', 'Cookie: a=cookiecrumb'] })
      const url = `ws://user:hunter22@127.0.0.1:${broken.port}/?token=s3cr3ttoken&x=1`
      const env = {
        AUTH: 'Bearer qzjxkvwp',
        PROXY: 'Basic cHJveHk6cHJveHlzZWNyZXQ=',
        GITHUB_STEP_SUMMARY: join(own.path, 'summary.md'),
      }
      const words = [
        '--only',
        '3.01',
        '--only',
        '15.*',
        '--header',
        'X-Key: topsecret',
        '--header-env',
        'Authorization=AUTH',
      ]
      const more = ['--header-env=Proxy-Authorization=PROXY', '--profile', 'profile.json', '--write-known', 'known.yml']
      const argv = [url, ...words, '--header', 'X-Config: configsecret', '--header=Cookie: a=cookiecrumb', ...more]
      const formats: [string, string[]][] = [
        ['text', ['--verbose', '--github', '--badge', 'r.svg', ...reportFlags({ ...REPORT_PATHS, badge: 'b.json' })]],
        ['issue', ['--format', 'issue', '--strict', '--github']],
        ['compare', ['--stable']],
      ]
      for (const [name, format] of formats) {
        const verb = name === 'compare' ? ['compare'] : []
        const { stdout, stderr } = await wsspec([...verb, ...argv, ...format], { cwd: own.path, env })
        own.put(`${name}.out`, stdout)
        own.put(`${name}.err`, stderr)
      }
      rmSync(join(own.path, 'profile.json'))
      rmSync(join(own.path, 'wsspec.config.json'))
      const files = filesOf(own.path)
      expect(files.get('issue.out')).to.match(/^# Opening handshake/)
      const { targets } = JSON.parse(files.get('r.json') ?? '') as Results
      const stored = targets.flatMap(({ cases, controls }) => [...controls, ...cases.flatMap((each) => each.exchanges)])
      for (const [i, { sent, received }] of stored.entries()) {
        files.set(`sent ${i}`, Buffer.from(sent, 'base64').toString('latin1'))
        files.set(`received ${i}`, Buffer.from(received, 'base64').toString('latin1'))
      }
      expect(files.get('sent 0')).to.match(/^Authorization: \*+\r$/m)
      const secrets = ['hunter22', 's3cr3ttoken', 'topsecret', 'qzjxkvwp', 'proxysecret', 'cHJveHk6cHJveHlzZWNyZXQ']
      secrets.push('profilesecret', 'cookiesecret', 'configsecret', 'cookiecrumb', 'dXNlcjpodW50ZXIyMg')
      for (const [name, text] of files)
        for (const secret of secrets) expect(text.includes(secret), `${secret} in ${name}`).to.equal(false)
    } finally {
      own.remove()
    }
  }).timeout(60_000)
})

describe('a report that cannot be written', () => {
  const folder = new Folder()
  let intact: Listening
  before(async () => {
    intact = await listen()
    folder.put('file', 'x')
    mkdirSync(join(folder.path, 'folder.json'))
  })
  after(async () => {
    await intact.close()
    folder.remove()
  })

  const BLOCKED: readonly [string, string, string][] = [
    ['trace', 'file', 'this is a file; give a folder'],
    ['autobahn', 'file', 'this is a file; give a folder'],
    ['autobahn', 'file/deep', 'a part of the path is not a folder; write it elsewhere'],
    ['badge', 'none/b.svg', 'there is no folder none; make it first'],
    ['badge', 'folder.json', 'this is a folder; write folder.json/badge.svg'],
  ]
  for (const [kind, path, why] of BLOCKED)
    it(`--${kind} ${path}: ${why}`, async () => {
      const other = ['--only', '6.02', '--json', 'other.json']
      const argv = [urlOf(intact), ...other, `--${kind}`, path]
      const { code, stderr } = await wsspec(argv, { cwd: folder.path })
      expect([code, stderr]).to.deep.equal([2, `wsspec: --${kind} ${path}: ${why} (the other reports are written)\n`])
      expect(existsSync(join(folder.path, 'other.json'))).to.equal(true)
      rmSync(join(folder.path, 'other.json'))
    })

  it('because the disk is full is named, and the others are written', async () => {
    const full = { json: '/dev/full', html: '/dev/full', junit: '/dev/full', markdown: '/dev/full' }
    for (const [kind, path] of Object.entries(full)) {
      const argv = [urlOf(intact), '--only', '6.02', `--${kind}`, path, '--badge', 'b.svg', '--trace', 'trace']
      const { code, stderr } = await wsspec(argv, { cwd: folder.path })
      expect([code, stderr]).to.deep.equal([2, `wsspec: --${kind} /dev/full: cannot write /dev/full: no space left\n`])
      expect(existsSync(join(folder.path, 'b.svg'))).to.equal(true)
      rmSync(join(folder.path, 'b.svg'))
    }
  })

  it('because a folder has the name of one of its files is named', async () => {
    mkdirSync(join(folder.path, 'taken', '6.02.txt'), { recursive: true })
    const { code, stderr } = await wsspec([urlOf(intact), '--only', '6.02', '--trace', 'taken'], { cwd: folder.path })
    expect(code).to.equal(2)
    expect(stderr).to.match(/^wsspec: --trace taken: cannot write \S+6\.02\.txt: it is a folder\n$/)
  })

  it('because permission is denied is named', function () {
    const own = mkdtempSync(join(tmpdir(), 'wsspec-rights-'))
    try {
      chmodSync(own, 0o755)
      mkdirSync(join(own, 'closed'))
      writeFileSync(join(own, 'closed', 'there.html'), '')
      chmodSync(join(own, 'closed', 'there.html'), 0o666)
      chmodSync(join(own, 'closed'), 0o555)
      const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
      const program = `
        const { obstacle } = require('./cli/outputs')
        const { REPORTS } = require('./reports/registry')
        for (const [key, path] of [['badge', 'closed/b.svg'], ['trace', 'closed/t'], ['autobahn', 'closed'], ['html', 'closed/x.html'], ['html', 'closed/there.html']])
          console.log(obstacle({ report: REPORTS.find((each) => each.key === key), path, source: '--' + key }, ${JSON.stringify(own)}))`
      const words = ['-r', TYPESCRIPT, '-e', program]
      const { stdout, stderr } = spawnSync(process.execPath, words, { cwd: ROOT, encoding: 'utf8', ...nobody })
      if (nobody.uid !== undefined && /EACCES|MODULE_NOT_FOUND/.test(stderr)) this.skip()
      const rights = (name: string) => `permission denied; write it elsewhere, or change the rights of ${name}`
      expect([stderr, stdout.trim().split('\n')]).to.deep.equal([
        '',
        [
          `--badge closed/b.svg: ${rights(join(own, 'closed'))}`,
          `--trace closed/t: ${rights(join(own, 'closed'))}`,
          `--autobahn closed: ${rights('closed')}`,
          `--html closed/x.html: ${rights(join(own, 'closed'))}`,
          `--html closed/there.html: ${rights(join(own, 'closed'))}`,
        ],
      ])
    } finally {
      rmSync(own, { recursive: true, force: true })
    }
  })
})

describe('results files from elsewhere', () => {
  const folder = new Folder()
  after(() => folder.remove())

  it('print nothing that a terminal or a CI service acts on', async () => {
    // The reporters themselves are held against all of it; these are what a terminal or a CI service would act on.
    for (const text of CORPUS.filter((each) => /::|##|\x1b|\u202a/.test(each))) {
      const evil = hostileTo(text, false)
      for (const each of evil.targets.flatMap(({ cases }) => cases)) {
        each.source = ['RFC 6455 4.1']
        // A file with another cause is refused: it is no id.
        if (each.cause) each.cause = 'a'
      }
      const better = structuredClone(evil)
      for (const { cases } of better.targets) for (const each of cases) each.verdict = 'pass'
      folder.put('old.json', evil)
      folder.put('new.json', better)
      for (const words of [
        ['diff'],
        ['diff', '--json'],
        ['compare'],
        ['compare', '--format', 'issue'],
        ['compare', '--github'],
      ]) {
        const { stdout } = await wsspec([...words, 'old.json', 'new.json'], { cwd: folder.path })
        const lines = stdout.split('\n').filter((line) => !/^::(error|warning) title=[^:,]*::/.test(line))
        const where = `${text.slice(0, 50)}: ${words.join(' ')}`
        expect(stdout.length, where).to.be.greaterThan(0)
        expect(lines.join('\n'), where).to.match(/^[^\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]*$/)
        expect(
          lines.filter((line) => /^\s*::[a-z-]+(\s.*)?::|##[a-z]*\[/i.test(line)),
          where,
        ).to.deep.equal([])
      }
    }
  }).timeout(60_000)
})
