import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { CATALOGUE } from '../../harness/case/catalogue'
import type { Results } from '../../harness/case/results'
import { type Listening, listen } from '../../servers-under-test/scratch/server'
import { answering, response, switchOf } from '../kit/answering-server'
import { wsspec } from '../kit/command-line'
import { Folder } from '../kit/folder'

const REFUSAL = response('404 Not Found', ['Connection: close'])

describe('wsspec run', () => {
  const folder = new Folder()
  let intact: Listening
  let broken: Listening
  const urlOf = ({ port }: Listening) => `ws://127.0.0.1:${port}/`
  const run = (target: Listening, ...flags: string[]) => wsspec([urlOf(target), ...flags], { cwd: folder.path })
  const written = (name: string): Results => JSON.parse(readFileSync(join(folder.path, name), 'utf8'))

  before(async () => {
    intact = await listen()
    broken = await listen({ defects: ['upgrade-optional'] })
  })
  after(async () => {
    await Promise.all([intact.close(), broken.close()])
    folder.remove()
  })

  it('ends with 0 where nothing failed, with text on standard output and nothing on standard error', async () => {
    const { code, stdout, stderr } = await run(intact, '--only', '6.02')
    expect([code, stderr]).to.deep.equal([0, ''])
    expect(stdout).to.include('meets 1 of 1 MUST')
  })

  it('ends with 1 where a case failed', async () => {
    const { code, stdout } = await run(broken, '--only', '3.01')
    expect(code).to.equal(1)
    expect(stdout).to.match(/fail +3\.01/)
  })

  it('repeats a finding by the line that the page prints for it', async () => {
    await run(broken, '--only', '3.01', '--origin', 'https://a.example', '--html', 'page.html')
    const page = readFileSync(join(folder.path, 'page.html'), 'utf8')
    const line = /<code id="again-1">([^<]+)/.exec(page)?.[1]
    expect(line?.replace(' ID ', ' 3.01 ')).to.equal(
      `wsspec run ${urlOf(broken)} --origin https://a.example --only 3.01 --verbose`,
    )
  })

  it('ends with 3 where the control is refused, and says why on standard error', async () => {
    const server = await answering(() => REFUSAL)
    try {
      const { code, stderr } = await wsspec(['run', server.url, '--only', '6.02', '--json', 'refused.json'], {
        cwd: folder.path,
      })
      expect(code).to.equal(3)
      expect(stderr).to.include('404 Not Found').and.include('Put the path into the URL')
      const [target] = written('refused.json').targets
      expect(target?.cases.map(({ verdict }) => verdict)).to.deep.equal(['inconclusive'])
      expect(target?.diagnosis).to.include('404')
    } finally {
      await server.close()
    }
  })

  it('ends with the worst exit code of several targets', async () => {
    const nobody = await answering(() => null)
    await nobody.close()
    const argv = ['run', urlOf(intact), nobody.url, urlOf(broken), '--only', '3.01', '--json', 'several.json']
    const { code } = await wsspec(argv, { cwd: folder.path })
    expect(code).to.equal(1)
    expect(
      written('several.json').targets.map(({ summary }) => [summary.pass, summary.inconclusive, summary.fail]),
    ).to.deep.equal([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ])
  })

  it('ends with 130 when it is interrupted, and writes what was finished', async () => {
    const interrupt = new AbortController()
    const silent = await answering(() => {
      interrupt.abort('SIGINT')
      return null
    })
    try {
      const argv = ['run', silent.url, '--only', '6.02', '--json', 'interrupted.json']
      const { code } = await wsspec(argv, { cwd: folder.path, signal: interrupt.signal })
      expect(code).to.equal(130)
      expect(written('interrupted.json').targets[0]?.cases).to.have.length(1)
    } finally {
      await silent.close()
    }
  })

  it('writes results alone to standard output with --json -', async () => {
    const { code, stdout, stderr } = await run(broken, '--only', '3.01', '--json', '-')
    expect([code, stderr]).to.deep.equal([1, ''])
    const results: Results = JSON.parse(stdout)
    expect(results.schemaVersion).to.equal(1)
    expect(results.command).to.deep.equal(['run', urlOf(broken), '--only', '3.01', '--json', '-'])
    expect(results.targets[0]?.cases[0]).to.include({ id: '3.01', verdict: 'fail', known: null })
  })

  it('writes every report that is asked for', async () => {
    const files = { json: 'r.json', html: 'r.html', junit: 'r.xml', markdown: 'r.md', mochawesome: 'r' }
    const flags = Object.entries(files).flatMap(([kind, file]) => [`--${kind}`, file])
    const { code } = await run(intact, '--only', '6.02', ...flags)
    expect(code).to.equal(0)
    for (const file of ['r.json', 'r.html', 'r.xml', 'r.md', 'r/index.html'])
      expect(existsSync(join(folder.path, file)), file).to.equal(true)
  })

  it('writes the other reports where one cannot be written, and ends with 2', async () => {
    const { code, stderr } = await run(broken, '--only', '3.01', '--html', 'no/x.html', '--json', 'other.json')
    expect(code).to.equal(2)
    expect(stderr).to.equal(
      'wsspec: --html no/x.html: there is no folder no; make it first (the other reports are written)\n',
    )
    expect(written('other.json').targets).to.have.length(1)
  })

  it('allows as many cases without a verdict as --allow-inconclusive says', async () => {
    const busy = await answering((request) =>
      /sec-websocket-version: 13/i.test(request) ? switchOf(request) : response('503 Service Unavailable'),
    )
    try {
      const flags = ['--only', '6.02', '--timeout', '2000']
      const refused = await wsspec([busy.url, ...flags], { cwd: folder.path })
      expect(refused.code).to.equal(3)
      expect(refused.stderr).to.include('--allow-inconclusive')
      expect((await wsspec([busy.url, ...flags, '--allow-inconclusive', '1'], { cwd: folder.path })).code).to.equal(0)
    } finally {
      await busy.close()
    }
  })

  it('keeps secrets out of everything that is written', async () => {
    const url = `ws://user:hunter22@127.0.0.1:${intact.port}/?token=s3cr3ttoken&x=1`
    const argv = [url, '--only', '6.02', '--header', 'X-Key: topsecret', '--header-env', 'Authorization=AUTH']
    const flags = ['--json', 'secret.json', '--html', 'secret.html', '--verbose']
    const env = { AUTH: 'Bearer abcdefgh' }
    const { code, stdout, stderr } = await wsspec([...argv, ...flags], { cwd: folder.path, env })
    expect(code).to.equal(0)
    const results = written('secret.json')
    const octets = results.targets.flatMap(({ cases, controls }) => [
      ...controls,
      ...cases.flatMap((each) => each.exchanges),
    ])
    const sent = octets.map((exchange) => Buffer.from(exchange.sent, 'base64').toString('latin1'))
    const html = readFileSync(join(folder.path, 'secret.html'), 'utf8')
    for (const text of [...sent, JSON.stringify(results), html, stdout, stderr])
      expect(text).to.not.match(/hunter22|s3cr3ttoken|topsecret|abcdefgh|dXNlcjpodW50ZXIyMg/)
    expect(sent[0])
      .to.match(/^X-Key: \*{9}\r$/m)
      .and.match(/^Authorization: \*{15}\r$/m)
    expect(results.command).to.include('X-Key: ***')
    expect(results.targets[0]?.url).to.equal(`ws://***@127.0.0.1:${intact.port}/?token=***&x=1`)
  })

  it('says the same twice with --stable', async () => {
    const one = await run(intact, '--only', '6', '--stable', '--json', '-')
    const two = await run(intact, '--only', '6', '--stable', '--json', '-')
    expect(one.stdout).to.equal(two.stdout)
  })
})

describe('wsspec compare', () => {
  const folder = new Folder()
  after(() => folder.remove())

  it('shows targets and results files side by side', async () => {
    const server = await listen()
    const url = `ws://127.0.0.1:${server.port}/`
    try {
      const first = await wsspec([url, '--only', '6.02', '--json', 'one.json'], { cwd: folder.path })
      expect(first.code).to.equal(0)
      const both = await wsspec(['compare', 'one.json', url, '--only', '6.02'], { cwd: folder.path })
      expect([both.code, both.stderr]).to.deep.equal([0, ''])
      expect(both.stdout).to.include('0 of 1 case got different verdicts')
      const files = await wsspec(['compare', 'one.json', 'one.json', '--json', '-', '--html', 'two.html'], {
        cwd: folder.path,
      })
      const { targets } = JSON.parse(files.stdout)
      expect(targets).to.have.length(2)
      const { catalogue, ...undated } = JSON.parse(readFileSync(join(folder.path, 'one.json'), 'utf8'))
      expect(catalogue).to.equal(CATALOGUE)
      folder.put('old.json', undated)
      const old = await wsspec(['compare', 'old.json', 'one.json'], { cwd: folder.path })
      expect(old.stderr).to.equal(
        `wsspec: old.json: judged by catalogue 1.0, this is ${CATALOGUE}; the rules of some cases have changed\n`,
      )
      const none = await wsspec(['compare', 'one.json', '--skip', '6.02', '--json', '-'], { cwd: folder.path })
      expect(JSON.parse(none.stdout).targets[0]).to.deep.include({ cases: [] })
      expect(JSON.parse(none.stdout).targets[0].summary.pass).to.equal(0)
      const page = await wsspec(['compare', 'two.html', '--json', '-'], { cwd: folder.path })
      expect(JSON.parse(page.stdout).targets).to.deep.equal(targets)
      expect((await wsspec(['diff', 'one.json', 'two.html'], { cwd: folder.path })).stdout).to.contain(
        '0 cases regressed',
      )
    } finally {
      await server.close()
    }
  })
})
