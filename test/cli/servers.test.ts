import { expect } from 'chai'
import { wsspec } from '../kit/command-line'

describe('wsspec servers', () => {
  it('prints the known servers, as JSON and in columns', async () => {
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
    const { stdout: text } = await wsspec(['servers'])
    expect(text).to.match(/^scratch .* runs here\n/m)
    const starts = text.split('\n').flatMap((line) => / (?:runs here|missing: )/.exec(line)?.index ?? [])
    expect(new Set(starts).size).to.equal(1)
  })
})
