import { spawnSync } from 'node:child_process'
import { expect } from 'chai'
import { flagName } from '../../settings/settings'
import { settingsOf } from '../../settings/table'
import { wsspec } from '../kit/command-line'
import { Folder } from '../kit/folder'

function has(shell: string): boolean {
  return spawnSync(shell, ['-c', 'exit 0']).status === 0
}

describe('wsspec completion', function () {
  this.timeout(60_000)
  const folder = new Folder()
  before(() => {
    folder.put('results of ws.json', [])
  })
  after(() => folder.remove())

  /** Runs a script of a shell in the folder; gives its lines. */
  function lines(shell: string, ...words: string[]): string[] {
    const { stdout, stderr, status } = spawnSync(shell, words, { cwd: folder.path, encoding: 'utf8' })
    expect([status, stderr]).to.deep.equal([0, ''])
    return stdout.split('\n').filter((line) => line !== '')
  }

  async function bash(...words: string[]): Promise<string[]> {
    const script = folder.put('wsspec.bash', (await wsspec(['completion', 'bash'])).stdout)
    const call = `. "$0"; COMP_WORDS=(wsspec "$@"); COMP_CWORD=$#; _wsspec; printf '%s\\n' "\${COMPREPLY[@]}"`
    return lines('bash', '--norc', '-c', call, script, ...words)
  }

  it('completes commands, flags, ids, suites, servers and files in bash', async () => {
    expect(await bash('comp')).to.deep.equal(['compare', 'completion'])
    expect(await bash('run', '--allow')).to.deep.equal(['--allow-inconclusive'])
    expect(await bash('explain', '6.0'))
      .to.include.members(['6.01', '6.09'])
      .and.not.include('6.10')
    expect(await bash('run', 'scr')).to.deep.equal(['scratch'])
    expect(await bash('run', 'ws', '--only', 'vers')).to.deep.equal(['version'])
    expect(await bash('run', 'ws', '--only', '12.0')).to.include('12.01')
    expect(await bash('run', '--json', 'res')).to.deep.equal(['results of ws.json'])
    expect(await bash('diff', 'res')).to.deep.equal(['results of ws.json'])
    expect(await bash('run', '--timeout', '')).to.deep.equal([])
    expect(await bash('run', '--format', '')).to.deep.equal(['text', 'issue'])
    expect(await bash('run', '--format', 'i')).to.deep.equal(['issue'])
    expect(await bash('completion', 'f')).to.deep.equal(['fish'])
  })

  it('completes subcommands, with their flags, known clients and the ids of their cases, in bash', async () => {
    expect(await bash('clients', 'i')).to.deep.equal(['install'])
    for (const command of ['run', 'install']) expect(await bash('clients', command, 'js')).to.deep.equal(['jsdom'])
    expect(await bash('clients', 'run', '--bat')).to.deep.equal(['--batch'])
    expect(await bash('clients', 'run', 'ws', '--json', 'res')).to.deep.equal(['results of ws.json'])
    expect(await bash('clients', 'explain', ''))
      .to.include.members(['C5.01', 'C0.01'])
      .and.not.include('5.01')
    for (const command of ['run', 'list', 'serve'])
      expect(await bash('clients', command, '--only', 'C5.0'))
        .to.include('C5.01')
        .and.not.include('5.01')
    expect(await bash('clients', 'run', '--only', 'val')).to.deep.equal(['valid-response'])
    expect(await bash('servers', 'install', 'scr')).to.deep.equal(['scratch'])
    expect(await bash('servers', '--json', 'i')).to.deep.equal(['install'])
    expect(await bash('explain', 'C5.0')).to.include('C5.01')
    expect(await bash('run', 'clients', 'jsd')).to.deep.equal([])
  })

  it('names every flag in every shell', async () => {
    const flags = await bash('run', '--')
    expect(flags).to.include.members(settingsOf('run').map(({ key }) => flagName(key)))
    for (const shell of ['zsh', 'fish']) {
      const { stdout } = await wsspec(['completion', shell])
      for (const { key } of settingsOf('compare'))
        expect(stdout).to.match(new RegExp(`(?:--| -l )${flagName(key).slice(2)}[ ']`))
      expect(stdout).to.include(' scratch').and.include('6.02')
    }
  })

  it('completes in zsh, where it is installed', async function () {
    if (!has('zsh')) this.skip()
    const script = folder.put('wsspec.zsh', (await wsspec(['completion', 'zsh'])).stdout)
    const call = `compdef() { :; }; compadd() { shift; print -l -- "$@"; }; . "$0"; words=(wsspec "$@"); CURRENT=\${#words}; _wsspec`
    expect(lines('zsh', '-f', '-c', call, script, 'explain', '6')).to.include('6.02')
    expect(lines('zsh', '-f', '-c', call, script, 'run', '')).to.include('scratch')
    expect(lines('zsh', '-f', '-c', call, script, 'run', '--')).to.include('--allow-inconclusive')
    expect(lines('zsh', '-f', '-c', call, script, 'clients', '')).to.include('install')
    for (const command of ['run', 'install'])
      expect(lines('zsh', '-f', '-c', call, script, 'clients', command, '')).to.include('jsdom')
    expect(lines('zsh', '-f', '-c', call, script, 'clients', 'explain', 'C5'))
      .to.include('C5.01')
      .and.not.include('5.01')
  })

  it('completes in fish, where it is installed', async function () {
    if (!has('fish')) this.skip()
    const script = folder.put('wsspec.fish', (await wsspec(['completion', 'fish'])).stdout)
    const call = (line: string) =>
      lines('fish', '--no-config', '-c', `source "${script}"; complete -C "${line}"`).map((each) => each.split('\t')[0])
    expect(call('wsspec explain 6.0')).to.include('6.02')
    expect(call('wsspec run --format ')).to.have.members(['text', 'issue'])
    expect(call('wsspec run scr')).to.deep.equal(['scratch'])
    expect(call('wsspec run --allow')).to.deep.equal(['--allow-inconclusive'])
    expect(call('wsspec clients i')).to.deep.equal(['install'])
    for (const command of ['run', 'install']) expect(call(`wsspec clients ${command} js`)).to.deep.equal(['jsdom'])
    expect(call('wsspec clients run --bat')).to.deep.equal(['--batch'])
    expect(call('wsspec clients explain C5.0')).to.include('C5.01')
    expect(call('wsspec clients run --only C5.0')).to.include('C5.01')
  })
})
