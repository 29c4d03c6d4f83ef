import { expect } from 'chai'
import { splitCommandLine } from '../../cli/command-line'
import { wsspec } from '../kit/command-line'
import { Folder } from '../kit/folder'

describe('a command line', () => {
  it('begins with run where its first word is a URL, and ends at --', () => {
    expect(splitCommandLine(['ws://h/', '--jobs', '2'])).to.deep.equal({
      words: ['run', 'ws://h/', '--jobs', '2'],
      command: null,
    })
    expect(splitCommandLine(['run', '--', 'a', '--', 'b'])).to.deep.equal({ words: ['run'], command: ['a', '--', 'b'] })
  })

  it('gives --bail a number only if one follows', () => {
    expect(splitCommandLine(['run', '--bail', 'ws://h/']).words).to.deep.equal(['run', '--bail=1', 'ws://h/'])
    for (const number of ['3', '0', '-1', '1.5'])
      expect(splitCommandLine(['run', '--bail', number, 'ws']).words).to.deep.equal(['run', '--bail', number, 'ws'])
    expect(splitCommandLine(['run', '--bail', '1.2.3.4', 'ws']).words[1]).to.equal('--bail=1')
  })

  it('reads no configuration file for a command without settings', async () => {
    const folder = new Folder()
    try {
      folder.put('wsspec.config.json', 'not JSON')
      const around = { cwd: folder.path, env: { WSSPEC_TIMOUT: '5' } }
      expect((await wsspec(['list'], around)).code).to.equal(2)
      const { code, stderr } = await wsspec(['explain', '6.02'], around)
      expect([code, stderr]).to.deep.equal([0, ''])
    } finally {
      folder.remove()
    }
  })
})
