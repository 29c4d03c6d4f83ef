import { spawnSync } from 'node:child_process'
import { appendFileSync, linkSync, readdirSync, readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { type Listening, listen } from '../../servers-under-test/scratch/server'
import { wsspec } from '../kit/command-line'
import { Folder } from '../kit/folder'
import { faults } from '../kit/schemas'

describe('wsspec run --targets', () => {
  const folder = new Folder()
  const servers: Listening[] = []
  const ONLY = ['--only', '6.*', '--skip', '6.18']
  const run = (...flags: string[]) =>
    wsspec(['run', '--targets', 'targets.txt', ...ONLY, ...flags], { cwd: folder.path })
  const lines = (name: string) => readFileSync(join(folder.path, name), 'utf8').trimEnd().split('\n')
  const namesIn = (name: string) => lines(name).map((line) => JSON.parse(line).targets[0].name as string)

  before(async () => {
    for (let at = 0; at < 5; at++) servers.push(await listen(at === 0 ? { defects: ['version-optional'] } : {}))
    const targets = servers.map(({ port }, at) => JSON.stringify({ target: `ws://127.0.0.1:${port}/`, name: `t${at}` }))
    folder.put('targets.txt', [...targets, 'ws://127.0.0.1:1/'].join('\n'))
  })
  after(async () => {
    await Promise.all(servers.map((server) => server.close()))
    folder.remove()
  })

  it('writes a line of results as each target ends, and groups the targets', async () => {
    const { code, stdout } = await run('--lines', 'all.jsonl', '--html', 'groups.html')
    expect(code).to.equal(1)
    expect(stdout)
      .to.include('6 targets in 3 groups')
      .and.match(/\n +4 {2}PASSED/)
      .and.match(/\n +1 {2}FAILED: \d fail/)
    expect(namesIn('all.jsonl').toSorted()).to.deep.equal(['t0', 't1', 't2', 't3', 't4', 'ws://127.0.0.1:1/'])
    for (const line of lines('all.jsonl')) expect(faults('results', JSON.parse(line))).to.deep.equal([])
    expect(readFileSync(join(folder.path, 'groups.html'), 'utf8')).to.include('6 targets in 3 groups')
  })

  it('goes on with --resume where the file ends, even in the middle of a line', async () => {
    const [first = '', second = ''] = lines('all.jsonl')
    folder.put('some.jsonl', `${first}\n`)
    appendFileSync(join(folder.path, 'some.jsonl'), second.slice(0, 100))
    const { stdout } = await run('--lines', 'some.jsonl', '--resume')
    expect(stdout).to.include('6 targets in 3 groups')
    expect(namesIn('some.jsonl').toSorted()).to.deep.equal(namesIn('all.jsonl').toSorted())
    expect(lines('some.jsonl')[0]).to.equal(first)
  })

  it('says how many targets an interrupt leaves without a result, and what goes on with them', async () => {
    const words = ['run', '--targets', 'targets.txt', ...ONLY, '--lines', 'left.jsonl']
    const { code, stderr } = await wsspec(words, { cwd: folder.path, signal: AbortSignal.abort('SIGINT') })
    expect(code).to.equal(130)
    expect(stderr).to.include(
      'the run was interrupted; 6 targets left without a result; the same command with --resume runs them',
    )
  })

  it('never writes over a file, and never adds to one that has no results', async () => {
    expect(await run('--lines', 'all.jsonl')).to.deep.include({ code: 2 })
    folder.put('notes.txt', 'buy milk\nand bread\n')
    const { code, stderr } = await run('--lines', 'notes.txt', '--resume')
    expect([code, stderr]).to.deep.equal([
      2,
      'wsspec: --lines notes.txt, line 1: these are not wsspec results; name another file\n',
    ])
    expect(lines('notes.txt')).to.deep.equal(['buy milk', 'and bread'])
    for (const other of ['ws://127.0.0.1:9/', '{"targets":', '{"schemaVersion":1,"targets":5}\n', '{}\n']) {
      folder.put('other.txt', other)
      expect(await run('--lines', 'other.txt', '--resume'), other).to.deep.include({ code: 2 })
      expect(readFileSync(join(folder.path, 'other.txt'), 'utf8')).to.equal(other)
    }
  })

  it('does not resume results that were made otherwise', async () => {
    const before = readFileSync(join(folder.path, 'all.jsonl'), 'utf8')
    folder.put('profile.json', { requiresSubprotocol: 'chat' })
    const resume = (...flags: string[]) =>
      wsspec(['run', '--targets', 'targets.txt', '--lines', 'all.jsonl', '--resume', ...flags], { cwd: folder.path })
    for (const [flags, words] of [
      [['--only', '6.02'], 'was made with --only 6.* and with --skip 6.18'],
      [[...ONLY, '--skip', '6.17'], 'was made with --skip 6.18'],
      [[...ONLY, '--shard', '1/2'], 'was made without --shard'],
      [[...ONLY, '--profile', 'profile.json'], 'was made with another --profile, '],
      [[...ONLY, '--header', 'X: secret'], 'was made with another --profile, '],
      [[...ONLY, '--catalogue', '1.0'], 'was made without --catalogue'],
    ] as const) {
      const { code, stderr } = await resume(...flags)
      expect([code, stderr.slice(0, words.length + 28)], stderr).to.deep.equal([
        2,
        `wsspec: --resume: all.jsonl ${words}`,
      ])
      expect(stderr).to.not.include('secret')
    }
    folder.put('old.jsonl', before.replace(/"catalogue":"[^"]*",/g, ''))
    expect((await run('--lines', 'old.jsonl', '--resume')).stderr).to.include('was judged by catalogue 1.0')
    folder.put('wrong.jsonl', before.replace('"cases":[', '"cases":[5,'))
    expect((await run('--lines', 'wrong.jsonl', '--resume')).stderr).to.include('--lines wrong.jsonl, line 1: ')
    expect(readFileSync(join(folder.path, 'all.jsonl'), 'utf8')).to.equal(before)
    expect((await run('--lines', 'all.jsonl', '--resume')).code).to.equal(1)
  })

  it('does not resume targets whose line has another URL or profile now', async () => {
    const [first, second] = servers.map(({ port }) => `ws://127.0.0.1:${port}/`)
    const profile = { missingPath: '/x', credentials: 'Basic one' }
    const resume = (...targets: object[]) => {
      folder.put('named.txt', targets.map((line) => JSON.stringify(line)).join('\n'))
      const words = ['run', '--targets', 'named.txt', '--only', '6.02', '--lines', 'named.jsonl', '--resume']
      return wsspec(words, { cwd: folder.path })
    }
    const [plain, given] = [
      { target: second, name: 'plain' },
      { target: second, name: 'given', profile },
    ]
    await resume(plain, given)
    const before = readFileSync(join(folder.path, 'named.jsonl'), 'utf8')
    expect(before.trimEnd().split('\n')).to.have.length(2)
    for (const line of lines('named.jsonl')) expect(faults('results', JSON.parse(line))).to.deep.equal([])
    const refused = (which: string) =>
      `wsspec: --resume: named.jsonl has ${which} with another URL or profile than named.txt; give what changed another name there, or name another file for --lines\n`
    for (const [lines, which] of [
      [[{ ...plain, target: first }, given], 'plain'],
      [[{ ...plain, profile: {} }, given], 'plain'],
      [[plain, { ...given, profile: { ...profile, missingPath: '/y' } }], 'given'],
      [[plain, { ...given, profile: undefined }], 'given'],
      [
        [
          { ...plain, target: first },
          { ...given, target: first },
        ],
        'plain and given',
      ],
    ] as const)
      expect(await resume(...lines), JSON.stringify(lines)).to.deep.equal({
        code: 2,
        stdout: '',
        stderr: refused(which),
      })
    // Secrets change without the target being another one.
    const rotated = { ...given, profile: { ...profile, credentials: 'Basic two' } }
    expect((await resume(plain, rotated)).code).to.equal(0)
    expect(readFileSync(join(folder.path, 'named.jsonl'), 'utf8')).to.equal(before)
    expect((await resume(plain, given, { target: first, name: 'more' })).stdout).to.include('3 targets')
    expect(namesIn('named.jsonl')).to.deep.equal(['plain', 'given', 'more'])
  })

  it('resumes where the line of a target is the name of a known server', async () => {
    folder.put('known.txt', 'scratch\n')
    const words = ['run', '--targets', 'known.txt', '--only', '6.02', '--lines', 'known.jsonl', '--resume']
    for (let times = 0; times < 2; times++) await wsspec(words, { cwd: folder.path })
    expect(namesIn('known.jsonl')).to.have.length(1)
    expect(namesIn('known.jsonl')[0]).to.match(/^scratch@/)
  })

  it('lets one run at a time write a file of lines, and takes over from one that was killed', async () => {
    folder.put('shared.jsonl', '')
    const both = await Promise.all([
      run('--lines', 'shared.jsonl', '--resume'),
      run('--lines', 'shared.jsonl', '--resume'),
    ])
    expect(both.map(({ code }) => code).toSorted()).to.deep.equal([1, 2])
    expect(both.map(({ stderr }) => stderr).join('')).to.equal(
      'wsspec: --lines shared.jsonl: another run is writing it; if none is, remove shared.jsonl.lock\n',
    )
    expect(lines('shared.jsonl')).to.have.length(6)
    const { pid = 0 } = spawnSync(process.execPath, ['-e', '0'])
    folder.put('shared.jsonl.lock', `${pid} ${hostname()}\n`)
    expect((await run('--lines', 'shared.jsonl', '--resume')).code).to.equal(1)
    folder.put('shared.jsonl.lock', '1 another-machine\n')
    expect((await run('--lines', 'shared.jsonl', '--resume')).code).to.equal(2)
    expect(readdirSync(folder.path).filter((name) => name.startsWith('shared'))).to.deep.equal([
      'shared.jsonl',
      'shared.jsonl.lock',
    ])
  })

  it('writes the page whole or not at all, and never over the targets', async () => {
    folder.put('one.txt', `ws://127.0.0.1:${servers[1]?.port}/\n`)
    const page = (path: string) =>
      wsspec(['run', '--targets', 'one.txt', '--only', '6.02', '--html', path], { cwd: folder.path })
    expect(await page('one.txt')).to.deep.include({ code: 2, stdout: '' })
    expect(await page('no/groups.html')).to.deep.include({ code: 2, stdout: '' })
    folder.put('page.html', 'an older page')
    linkSync(join(folder.path, 'page.html'), join(folder.path, 'same.html'))
    expect((await page('page.html')).code).to.equal(0)
    // A file that is written in place changes under all its names.
    expect(readFileSync(join(folder.path, 'same.html'), 'utf8')).to.equal('an older page')
    expect(readFileSync(join(folder.path, 'page.html'), 'utf8')).to.include('1 target in 1 group')
  })

  it('goes on with --resume where a line was cut after a brace, inside a character or before its end', async () => {
    const [first = '', second = ''] = lines('all.jsonl')
    const named = second.replace(/"name":"t\d"/, '"name":"\u00e9"')
    const character = Buffer.from(named).indexOf(Buffer.from('\u00e9'))
    const cuts = [
      Buffer.from(second.slice(0, second.indexOf('}') + 1)),
      Buffer.from(named).subarray(0, character + 1),
      Buffer.from(second.slice(0, 5)),
      Buffer.from(second),
    ]
    for (const cut of cuts) {
      folder.put('cut.jsonl', `${first}\n`)
      appendFileSync(join(folder.path, 'cut.jsonl'), cut)
      const { stdout, stderr } = await run('--lines', 'cut.jsonl', '--resume')
      expect([stderr, stdout]).to.satisfy(([, words]: string[]) => words?.includes('6 targets in 3 groups'))
      expect(namesIn('cut.jsonl').toSorted()).to.deep.equal(namesIn('all.jsonl').toSorted())
    }
  })

  it('makes the file of lines before anything runs: one of two runs at once is refused', async () => {
    const both = await Promise.all([run('--lines', 'two.jsonl'), run('--lines', 'two.jsonl')])
    expect(both.map(({ code }) => code).toSorted()).to.deep.equal([1, 2])
    expect(lines('two.jsonl')).to.have.length(6)
    const nowhere = await run('--lines', 'no/such.jsonl')
    expect(nowhere).to.deep.include({ code: 2 })
  })

  it('merges parts without a target, and a last line that lacks only its line end', async () => {
    folder.put('one.txt', `ws://127.0.0.1:${servers[1]?.port}/\n`)
    const files = ['p1.jsonl', 'p2.jsonl', 'p3.jsonl']
    for (const [at, file] of files.entries())
      await wsspec(['run', '--targets', 'one.txt', ...ONLY, '--shard', `${at + 1}/3`, '--lines', file], {
        cwd: folder.path,
      })
    const parts = await wsspec(['merge', ...files], { cwd: folder.path })
    expect([parts.code, parts.stderr]).to.deep.equal([0, ''])
    folder.put('open.jsonl', lines('all.jsonl').join('\n'))
    await wsspec(['merge', 'open.jsonl', '--json', 'open.json'], { cwd: folder.path })
    expect(JSON.parse(readFileSync(join(folder.path, 'open.json'), 'utf8')).targets).to.have.length(6)
  })

  it('refuses flags that do not go together', async () => {
    for (const [flags, words] of [
      [['--json', 'x.json'], '--json: with --targets, write --lines FILE'],
      [['--resume'], '--resume: it needs --lines FILE'],
      [['--lines', '-', '--html', '-'], '--html -: --lines goes to standard output too'],
      [['--lines', 'x', '--html', 'x'], '--html x: --lines reads it'],
      [['ws'], '--targets: the file names the targets'],
      [['--shard', '3/2'], '--shard 3/2: write i/n'],
    ] as const) {
      const { code, stderr } = await run(...flags)
      expect([code, stderr.includes(words)], words).to.deep.equal([2, true])
    }
    const alone = await wsspec(['run', 'scratch', '--lines', 'x.jsonl'], { cwd: folder.path })
    expect(alone.stderr).to.include('--lines: it applies only with --targets FILE')
  })

  it('merges the parts of a run into the results of the whole, byte for byte with --stable', async () => {
    const parts = [1, 2, 3, 4, 5].map((index) => `part${index}.jsonl`)
    for (const [at, file] of parts.entries()) await run('--stable', '--shard', `${at + 1}/5`, '--lines', file)
    await run('--stable', '--lines', 'whole.jsonl')
    const merge = (files: readonly string[], to: string) =>
      wsspec(['merge', ...files, '--stable', '--json', to], { cwd: folder.path })
    await merge(parts, 'merged.json')
    await merge(['whole.jsonl'], 'one.json')
    const text = (name: string) => readFileSync(join(folder.path, name), 'utf8')
    expect(text('merged.json')).to.equal(text('one.json'))
    const { code, stderr } = await merge(parts.slice(1), 'less.json')
    expect([code, stderr]).to.satisfy(
      ([exit, words]: [number, string]) => exit !== 0 && words.includes('the run had 5 parts; missing: 1/5'),
    )
  })
})

describe('wsspec merge', () => {
  const folder = new Folder()
  after(() => folder.remove())

  it('names a last line that was cut off, and is not complete then', async () => {
    const { stdout } = await wsspec(['run', 'ws://127.0.0.1:1/', '--only', '6.02', '--json', '-'])
    const line = JSON.stringify(JSON.parse(stdout))
    folder.put('cut.jsonl', `${line}\n${line.slice(0, 80)}`)
    const { code, stderr } = await wsspec(['merge', 'cut.jsonl'], { cwd: folder.path })
    expect(code).to.equal(3)
    expect(stderr).to.include('cut.jsonl, line 2: it was cut off and is left out')
  })
})

describe('wsspec run --shard', () => {
  const folder = new Folder()
  let server: Listening
  before(async () => {
    server = await listen()
  })
  after(async () => {
    await server.close()
    folder.remove()
  })

  it('splits the cases of one target, and merge joins them to the verdicts of the whole', async () => {
    const only = ['--only', '4', '--only', '6', '--skip', '6.18']
    const run = (...flags: string[]) =>
      wsspec(['run', `ws://127.0.0.1:${server.port}/`, ...only, '--stable', ...flags], { cwd: folder.path })
    await run('--json', 'whole.json')
    for (const index of [1, 2, 3]) await run('--shard', `${index}/3`, '--json', `part${index}.json`)
    const parts = ['part1.json', 'part2.json', 'part3.json']
    const { code, stderr } = await wsspec(['merge', ...parts, '--stable', '--json', 'merged.json'], {
      cwd: folder.path,
    })
    const casesIn = (name: string) =>
      JSON.parse(readFileSync(join(folder.path, name), 'utf8')).targets[0].cases.map(
        ({ id, verdict }: { id: string; verdict: string }) => `${id} ${verdict}`,
      )
    expect([code, stderr]).to.deep.equal([0, ''])
    expect(casesIn('merged.json')).to.deep.equal(casesIn('whole.json'))
    expect(casesIn('part1.json')).to.have.length.below(casesIn('whole.json').length / 2)
  })
})
