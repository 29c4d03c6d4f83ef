import { expect } from 'chai'
import { entriesOf } from '../../harness/case/catalogue'
import { suites } from '../../suites/server/index'
import { wsspec } from '../kit/command-line'

describe('wsspec list', () => {
  it('tells every case to a machine', async () => {
    const { code, stdout, stderr } = await wsspec(['list', '--json'])
    expect([code, stderr]).to.deep.equal([0, ''])
    const cases: Record<string, unknown>[] = JSON.parse(stdout)
    expect(cases.map(({ id }) => id)).to.deep.equal(entriesOf(suites).map((entry) => entry.case.id))
    for (const each of cases)
      expect(Object.keys(each)).to.deep.equal([
        'id',
        'suite',
        'slug',
        'title',
        'level',
        'contested',
        'source',
        'needs',
        'hurts',
        'slow',
        'introduced',
        'meaning',
      ])
    expect(cases.find(({ id }) => id === '6.02')).to.deep.equal({
      id: '6.02',
      suite: 6,
      slug: 'version',
      title: 'Sec-WebSocket-Version is 14',
      level: 'MUST',
      contested: false,
      source: ['RFC 6455 4.2.2', 'RFC 6455 4.4'],
      needs: [],
      hurts: false,
      slow: false,
      introduced: '1.0',
      meaning: 1,
    })
  })

  it('takes patterns', async () => {
    const { stdout } = await wsspec(['list', '--only', '6.02'])
    expect(stdout).to.equal('6 Sec-WebSocket-Version (version)\n  6.02   MUST     Sec-WebSocket-Version is 14\n')
  })

  it('takes the version of a catalogue', async () => {
    const all = await wsspec(['list', '--only', '6'])
    expect(await wsspec(['list', '--only', '6'], { env: { WSSPEC_CATALOGUE: '1.0' } })).to.deep.equal(all)
  })

  it('takes no report from the environment', async () => {
    const { code, stdout } = await wsspec(['list'], { env: { WSSPEC_JSON: '/no/where.json' } })
    expect(code).to.equal(0)
    expect(stdout).to.match(/^\d+ /)
  })
})

describe('wsspec explain', () => {
  it('tells every case without a raw control octet', async () => {
    for (const { case: each } of entriesOf(suites)) {
      const { code, stdout } = await wsspec(['explain', each.id])
      expect(code, each.id).to.equal(0)
      expect(stdout, each.id).to.match(/^[^\x00-\x09\x0b-\x1f\x7f-\x9f]*$/)
      expect(stdout, each.id)
        .to.include('Required:\n  ')
        .and.include('Source:\n  RFC ')
        .and.include('Run it alone:\n  wsspec run ')
        .and.include('the RFC wins')
    }
  })

  it('shows what is sent, what is required and where that stands', async () => {
    const { stdout } = await wsspec(['explain', '6.02'])
    expect(stdout).to.include('    - Sec-WebSocket-Version: 13␍␊\n    + Sec-WebSocket-Version: 14␍␊\n')
    expect(stdout).to.match(/pass +a 4xx\n/)
    expect(stdout).to.include('https://www.rfc-editor.org/rfc/rfc6455#section-4.2.2')
    expect(stdout).to.include('wsspec run ws://127.0.0.1:8080/ --only 6.02 --verbose')
    expect(stdout).to.include('| nc -w 3 127.0.0.1 8080\n')
    expect(stdout).to.include('- ws by version: 1.1.5 to 8.18.2 fail')
  })

  it('shows both clauses of a contested case, and where they were argued', async () => {
    const { stdout } = await wsspec(['explain', '5.03'])
    expect(stdout)
      .to.match(/strict: +RFC 6455 4\.2\.1: [^\n]*item 5/)
      .and.match(/lenient: RFC 6455 4\.2\.2/)
    expect(stdout).to.include('with --strict').and.include('https://github.com/coder/websocket/pull/360')
  })

  it('keeps prose within the terminal, and breaks nothing that is pasted', async () => {
    const { stdout } = await wsspec(['explain', '5.03', '12.12'], { tty: true, columns: 60 })
    const long = stdout.split('\n').filter((line) => line.length > 60)
    expect(long.filter((line) => !/^ +(\(printf|https:|[-+ ]|wsspec run)/.test(line))).to.deep.equal([])
    expect(long.some((line) => line.startsWith('  (printf'))).to.equal(true)
  })
})

describe('wsspec servers', () => {
  it('tells the servers that come with wsspec', async () => {
    const { code, stdout } = await wsspec(['servers', '--json'])
    expect(code).to.equal(0)
    const servers: Record<string, unknown>[] = JSON.parse(stdout)
    for (const each of servers)
      expect(Object.keys(each)).to.deep.equal([
        'name',
        'version',
        'language',
        'core',
        'kind',
        'runs',
        'missing',
        'install',
      ])
    const ws = servers.find(({ name }) => name === 'ws')
    expect(ws).to.include({ language: 'JavaScript', core: 'ws', kind: 'server', runs: true })
    expect(ws?.['version']).to.match(/^8\./)
    const { stdout: told } = await wsspec(['servers'])
    expect(told).to.match(/^scratch .* runs here\n/m)
    const starts = told.split('\n').flatMap((line) => / (?:runs here|missing: )/.exec(line)?.index ?? [])
    expect(new Set(starts).size).to.equal(1)
  })
})
