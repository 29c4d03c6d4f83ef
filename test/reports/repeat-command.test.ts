import { expect } from 'chai'
import { COMMANDS } from '../../cli/commands/index'
import { FLAGS } from '../../reports/command-words'
import { REPORT_FLAGS } from '../../reports/registry'
import { againLine, nextComparison, nextStep, repeatLine } from '../../reports/repeat-command'
import { variablesNote } from '../../reports/text/masked-words'
import { flagName } from '../../settings/settings'
import { ALL_SETTINGS, commandsOf } from '../../settings/table'
import { result, results, target } from './kit/results'

const one = target('ws@8.23.0', [result('6.01', 'fail', { known: { reason: 'issue 7' } }), result('6.02', 'fail')])
const url = 'ws://127.0.0.1:9001/chat'
const atUrl = { ...target(url, [result('6.02', 'fail')]), url, server: null }
const started = { ...atUrl, name: 'node server.js', url: 'ws://127.0.0.1:40123/' }

describe('reports: the flags of a recorded command', () => {
  it('are those of the commands that run or report', () => {
    const reporting = ALL_SETTINGS.filter((setting) =>
      commandsOf(setting).some((name) => ['run', 'compare', 'merge'].includes(name)),
    )
    const clients = COMMANDS.find(({ name }) => name === 'clients')?.subcommands ?? []
    const own = clients.filter(({ name }) => name === 'run').flatMap(({ flags: all = [] }) => all)
    const flags = new Map([
      ...reporting.map(({ key, kind }) => [flagName(key), kind !== 'switch'] as const),
      ...own.map(({ name, value }) => [`--${name}`, value !== undefined] as const),
    ])
    for (const [name, { valued }] of FLAGS) expect(flags.get(name), name).to.equal(valued)
    expect([...FLAGS.keys()]).to.have.members([...flags.keys()])
  })

  it('are kept where they are about the target, and never where they are about reports', () => {
    for (const { key, group } of ALL_SETTINGS)
      if (group === 'Target' && key !== 'targets') expect(FLAGS.get(flagName(key))?.use, key).to.equal('target')
    for (const { key } of REPORT_FLAGS) expect(FLAGS.get(flagName(key))?.use, key).to.equal('report')
  })
})

describe('reports: the command that repeats a case', () => {
  it('has the other cases that decided, and the flags of the run', () => {
    expect(repeatLine('0.06', one, ['run', '--insecure', '--json', 'x', 'ws'], ['12.01'])).to.equal(
      'wsspec run ws --insecure --only 0.06 --only 12.01 --verbose',
    )
  })

  it('names the target as the command line did', () => {
    const word = (...command: string[]) => repeatLine('1.01', one, command).split(' ')[2]
    expect([word('run', 'ws'), word('run', 'ws@8.23.0'), word('compare', 'ws', 'faye')]).to.deep.equal([
      'ws',
      'ws@8.23.0',
      'ws',
    ])
    expect(word('compare', 'a.json', 'b.json')).to.equal('ws@8.23.0')
    expect(repeatLine('1.01', atUrl, [])).to.equal(`wsspec run ${url} --only 1.01 --verbose`)
    expect(repeatLine('1.01', { ...atUrl, url: 'ws://h/' }, ['run', 'ws://h', 'ws://i'])).to.match(
      /run ws:\/\/h --only/,
    )
    expect(repeatLine('1.01', { ...atUrl, url: '', name: 'x' }, ['run', '--jobs', '2', '--name', 'x', 'ws'])).to.equal(
      'wsspec run ws --jobs 2 --name x --only 1.01 --verbose',
    )
  })

  it('puts the hop in front of it again', () => {
    const via = { ...one, name: 'ws@8.23.0 via nginx@1.22.1', via: { name: 'nginx', version: '1.22.1' } }
    expect(repeatLine('1.01', via, ['run', 'nginx'])).to.equal('wsspec run nginx --only 1.01 --verbose')
    for (const flag of [['--hop', 'nginx'], ['--hop=haproxy,nginx'], ['--hop', 'haproxy', '--hop', 'nginx']])
      expect(repeatLine('1.01', via, ['compare', 'ws', 'faye', ...flag])).to.equal(
        'wsspec compare ws --hop nginx --only 1.01 --verbose',
      )
    expect(repeatLine('1.01', one, ['compare', 'ws', '--hop', 'nginx'])).to.equal('wsspec run ws --only 1.01 --verbose')
    const hopOfUrl = { ...atUrl, name: `${url} via nginx@1.22.1`, url: 'ws://127.0.0.1:41999/chat', via: via.via }
    expect(repeatLine('1.01', hopOfUrl, ['compare', url, 'ws', '--hop', 'nginx'])).to.equal(
      `wsspec compare ${url} --hop nginx --only 1.01 --verbose`,
    )
  })

  it('starts the command again', () => {
    const command = ['run', `ws://127.0.0.1:$PORT/x`, '--json', 'r.json', '--', 'node', 'server.js', '--name', 'x']
    expect(repeatLine('1.01', started, command)).to.equal(
      "wsspec run 'ws://127.0.0.1:$PORT/x' --only 1.01 --verbose -- node server.js --name x",
    )
    const compared = ['compare', 'old.json', '--', 'node', 'server.js']
    expect(repeatLine('1.01', started, compared)).to.equal('wsspec run --only 1.01 --verbose -- node server.js')
    expect(repeatLine('1.01', one, compared)).to.equal('wsspec run ws@8.23.0 --only 1.01 --verbose')
  })

  it('reads what is masked from variables', () => {
    const command = ['run', url, '--header', 'X-Key: ***', '--header=Cookie: ***', '--header', 'Cookie: ***']
    const line = repeatLine('1.01', atUrl, command)
    expect(line).to.equal(
      `wsspec run ${url} --header-env X-Key=HEADER_X_KEY --header-env Cookie=HEADER_COOKIE --header-env Cookie=HEADER_COOKIE_2 --only 1.01 --verbose`,
    )
    expect(variablesNote(line)).to.equal(
      'Set and export HEADER_X_KEY, HEADER_COOKIE, HEADER_COOKIE_2 first: secrets are not stored.',
    )
    const secret = { ...atUrl, url: 'ws://***@h/?pwd=***&x=1' }
    const inUrl = repeatLine('1.01', secret, ['run', secret.url])
    expect(inUrl).to.equal(
      `wsspec run ws://"\${SECRET_USERINFO:?}"'@h/?pwd='"\${SECRET_PWD:?}"'&x=1' --only 1.01 --verbose`,
    )
    expect(variablesNote(inUrl)).to.equal('Set and export SECRET_USERINFO, SECRET_PWD first: secrets are not stored.')
    expect(repeatLine('1.01', started, ['run', '--', 'serve', '--password', '***', '--token=***'])).to.match(
      /-- serve --password "\$\{SECRET_PASSWORD:\?\}" --token="\$\{SECRET_TOKEN:\?\}"$/,
    )
    expect(variablesNote(repeatLine('1.01', atUrl, ['run', url, '--header-env', 'A=B']))).to.equal(null)
  })
})

describe('reports: the command that repeats a run', () => {
  it('has no flags of reports and none of their files', () => {
    const reports = [
      '--html',
      'out/x.html',
      '--json=-',
      '--github',
      '--quiet',
      '--write-known',
      'k.yml',
      '--lines',
      'l',
    ]
    const command = ['run', 'ws', ...reports, '--only', '6', '--known', 'known.yml', '--no-strict', '--bail=1']
    expect(againLine({ ...results(one), command })).to.equal(
      'wsspec run ws --only 6 --known known.yml --no-strict --bail=1',
    )
    expect(againLine({ ...results(atUrl, one), command: [] })).to.equal(`wsspec compare ${url} ws@8.23.0`)
  })
})

describe('reports: the command to run next', () => {
  it('shows the gravest finding that is not expected, the one that is asked for, or the whole target', () => {
    expect(nextStep(one, ['run', 'ws'])).to.equal('wsspec run ws --only 6.02 --html report.html')
    expect(nextStep(one, ['run', 'ws'], '12.12')).to.equal('wsspec run ws --only 12.12 --html report.html')
    const fine = target('ws@1', [result('6.01')])
    expect(nextStep(fine, ['run', 'ws', '--only', '6'])).to.equal('wsspec run ws --only 6 --html report.html')
  })

  it('compares again what was compared', () => {
    const both = results(one, atUrl)
    const next = (...command: string[]) => nextComparison({ ...both, command })
    expect(next('compare', 'a.json', url, '--hop', 'nginx', '--json', 'x.json')).to.equal(
      `wsspec compare a.json ${url} --hop nginx --html report.html`,
    )
    expect(next('merge', 'a.jsonl', '--markdown', '-')).to.equal('wsspec merge a.jsonl --html report.html')
    expect(next('run', 'ws', '--insecure', '--name', 'x')).to.equal(
      `wsspec compare ws ${url} --insecure --html report.html`,
    )
  })
})
