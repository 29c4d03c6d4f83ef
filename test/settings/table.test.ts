import { expect } from 'chai'
import { COMMANDS } from '../../cli/commands/index'
import { commandWords } from '../../cli/completion/words'
import { CONFIG_SCHEMA } from '../../settings/config-file'
import { settingsFrom } from '../../settings/library-options'
import { DEFAULT_RUN_OPTIONS, runOptionsOf } from '../../settings/run-options'
import { DEFAULT_SETTINGS, flagName, helpOf, variableName } from '../../settings/settings'
import { ALL_SETTINGS, commandsOf, SETTINGS, settingsOf } from '../../settings/table'
import { wsspec } from '../kit/command-line'

function keysOf(command: string): string[] {
  return settingsOf(command).map(({ key }) => key)
}

describe('the table of settings', () => {
  it('gives each setting a flag and a variable', () => {
    expect([flagName('allowInconclusive'), flagName('ca')]).to.deep.equal(['--allow-inconclusive', '--ca'])
    expect([variableName('allowInconclusive'), variableName('ca')]).to.deep.equal([
      'WSSPEC_ALLOW_INCONCLUSIVE',
      'WSSPEC_CA',
    ])
  })

  it('gives each setting its default', () => {
    const { timeout, jobs, repeat, allowInconclusive, bail, only, strict, origin } = DEFAULT_SETTINGS
    expect({ timeout, jobs, repeat, allowInconclusive, bail, only, strict, origin }).to.deep.equal({
      timeout: 10_000,
      jobs: 8,
      repeat: 1,
      allowInconclusive: 0,
      bail: undefined,
      only: [],
      strict: false,
      origin: undefined,
    })
    expect(DEFAULT_RUN_OPTIONS).to.deep.equal({
      timeoutMs: 10_000,
      maxTimeMs: 120_000,
      adapts: true,
      jobs: 8,
      repeat: 1,
      thorough: false,
      slow: false,
      destructive: false,
      strict: false,
    })
  })

  it('gives each of the repeated runs the time of one, and cases that wait for minutes more', () => {
    const { maxTimeMs } = runOptionsOf({ ...DEFAULT_SETTINGS, maxTime: 10, repeat: 3 })
    expect(maxTimeMs).to.equal(30_000)
    expect(runOptionsOf({ ...DEFAULT_SETTINGS, slow: true }).maxTimeMs).to.equal(720_000)
    expect(runOptionsOf({ ...DEFAULT_SETTINGS, rate: 10 }).maxTimeMs).to.equal(270_000)
  })

  it('gives each setting its help, with the default filled in', () => {
    const help = (key: string) => ALL_SETTINGS.filter((setting) => setting.key === key).map(helpOf)
    expect(help('jobs')).to.deep.equal(['how many connections to one target are open at the same time (default: 8)'])
    expect(help('bail')).to.deep.equal(['stop after n failures (without n: 1)'])
    expect(help('skip')).to.deep.equal(['leave out these cases'])
  })

  it('gives each setting a property in the schema of the configuration file', () => {
    const { $schema: _, ...properties } = CONFIG_SCHEMA.properties as Record<string, object>
    expect(Object.keys(properties)).to.have.members(Object.keys(SETTINGS))
    expect(properties['jobs']).to.deep.equal({ type: 'integer', minimum: 1, maximum: 999_999_999 })
    expect(properties['only']).to.deep.equal({ type: 'array', items: { type: 'string', minLength: 1 } })
  })

  it('gives each command its settings', () => {
    expect(keysOf('list')).to.deep.equal(['only', 'skip', 'catalogue'])
    expect(keysOf('bisect')).to.deep.equal(['slow', 'destructive', 'quiet', 'timeout', 'maxTime', 'jobs', 'thorough'])
    const ofRun = ['targets', 'lines', 'resume', 'atOnce', 'shard', 'name']
    expect(keysOf('compare')).to.have.members(Object.keys(SETTINGS).filter((key) => !ofRun.includes(key)))
    expect(keysOf('merge')).to.include.members(['json', 'html', 'strict', 'known', 'stable']).and.not.include('jobs')
    expect(keysOf('run')).to.have.members(Object.keys(SETTINGS).filter((key) => key !== 'hop'))
    for (const command of ['explain', 'servers', 'diff', 'scratch']) expect(keysOf(command), command).to.deep.equal([])
    const names = COMMANDS.flatMap(({ name, subcommands = [] }) => [
      name,
      ...subcommands.map((sub) => `${name} ${sub.name}`),
    ])
    for (const setting of ALL_SETTINGS) expect(names, setting.key).to.include.members([...commandsOf(setting)])
  })

  it('gives the commands for clients only what does something there', () => {
    expect(keysOf('clients list')).to.deep.equal(['only', 'skip'])
    const ofRun = ['only', 'skip', 'slow', 'strict', 'known', 'bail', 'timeout', 'maxTime', 'jobs', 'repeat', 'name']
    expect(keysOf('clients run')).to.include.members(ofRun)
    expect(keysOf('clients serve')).to.include.members(['only', 'skip', 'slow', 'timeout', 'html', 'json', 'name'])
    const ofServers = [
      'hop',
      'probe',
      'rate',
      'thorough',
      'destructive',
      'header',
      'profile',
      'ca',
      'targets',
      'knownAs',
    ]
    for (const command of ['clients run', 'clients serve'])
      expect(keysOf(command).filter((key) => ofServers.includes(key))).to.deep.equal([])
    const ofDriven = ['jobs', 'bail', 'repeat', 'maxTime']
    expect(keysOf('clients serve').filter((key) => ofDriven.includes(key))).to.deep.equal([])
  })

  it('refuses for clients what is for servers, and reports which commands take it', async () => {
    for (const { key, value } of ALL_SETTINGS.filter(({ clients }) => clients === 'no')) {
      const flag = value === undefined ? flagName(key) : `${flagName(key)}=1`
      const { code, stderr } = await wsspec(['clients', 'run', flag, '--', 'true'])
      expect([code, stderr], key).to.satisfy(
        ([code, text]: [number, string]) => code === 2 && /it is for servers: 'wsspec /.test(text),
      )
    }
  })

  it('gives each command the help and the completion of its settings', async () => {
    for (const command of COMMANDS) {
      const flags = settingsOf(command.name).map(({ key }) => flagName(key))
      const { stdout } = await wsspec([command.name, '--help'])
      for (const flag of flags) expect(stdout, command.name).to.match(new RegExp(`^ {2}${flag}\\b`, 'm'))
      expect(commandWords(command).flags.map(({ name }) => name)).to.include.members(flags)
    }
  })

  it('gives the library its options', () => {
    const { timeout, only, sources } = settingsFrom({ timeout: 5, only: ['6'] })
    expect([timeout, only, sources?.timeout]).to.deep.equal([5, ['6'], 'timeout'])
    expect(() => settingsFrom({ repeat: 1.5 })).to.throw('repeat: 1.5 is not a whole number of at least 1')
  })
})
