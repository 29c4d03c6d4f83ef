import { expect } from 'chai'
import { readSettings } from '../../settings/read-settings'
import { readTargetsFile } from '../../settings/targets/targets-file'
import { UsageError } from '../../settings/usage-error'
import { recordingContext } from '../kit/command-line'
import { Folder } from '../kit/folder'

describe('the file of --targets', () => {
  const folder = new Folder()
  after(() => folder.remove())

  async function read(text: string) {
    folder.put('targets.txt', text)
    const { context } = recordingContext([], { cwd: folder.path })
    const settings = readSettings(context, { targets: 'targets.txt' }, 'run')
    return readTargetsFile(settings, { fields: [], subprotocols: [], tls: { insecure: false } }, context)
  }

  async function fault(text: string): Promise<string> {
    const error = await read(text).catch((thrown: unknown) => thrown)
    if (error instanceof UsageError) return error.message
    throw new Error(`no usage error: ${error}`)
  }

  it('has a target a line; empty lines and comments are left out', async () => {
    const targets = await read('\ufeff# the fleet\nws://127.0.0.1:9001/\n\n  ws://127.0.0.1:9002/chat  \r\nscratch\n')
    expect(targets.map(({ name }) => name)).to.deep.equal([
      'ws://127.0.0.1:9001/',
      'ws://127.0.0.1:9002/chat',
      'scratch',
    ])
  })

  it('may have a line of JSON with a name and a profile', async () => {
    const line = {
      target: 'ws://127.0.0.1:9001/',
      name: 'shop',
      profile: { subprotocols: ['chat'], missingPath: '/x' },
    }
    const [named] = await read(`${JSON.stringify(line)}\n`)
    expect(named?.name).to.equal('shop')
    const { target } = (await named?.open(new AbortController().signal)) ?? {}
    expect(target).to.deep.include({ name: 'shop', subprotocols: ['chat'], profile: { missingPath: '/x' } })
  })

  it('has no profile that permits cases for one target: they are the same for all', async () => {
    const at = '--targets targets.txt, line 1: profile'
    const line = (profile: object) => JSON.stringify({ target: 'ws://127.0.0.1:1/', profile })
    expect(await fault(line({ slow: true }))).to.equal(
      `${at}.slow cannot hold for one target: all of them run the same cases; give --slow`,
    )
    expect(await fault(line({ allowDestructive: true }))).to.equal(
      `${at}.allowDestructive cannot hold for one target: all of them run the same cases; give --destructive`,
    )
    expect(await read(line({ slow: false }))).to.have.length(1)
  })

  it('shows no secret of a line that is wrong', async () => {
    for (const [line, shown] of [
      ['ws:/user:hunter2@h:1/', '***: no server has this name'],
      ['user:hunter2@h', '***: no server has this name'],
      ['Authorization: Bearer hunter2', 'Authorization: ***: no server has this name'],
      ['Bearer hunter2', 'Bearer ***: no server has this name'],
      ['ws://u:hunter2@h:99999/', 'ws://***@h:99999/: its port'],
      ['{"target":"ws:/user:hunter2@h/","name":"a"}', '***: no server has this name'],
    ] as const) {
      const message = await fault(line)
      expect(message).to.not.include('hunter2')
      expect(message.slice(0, 29 + shown.length)).to.equal(
        `--targets targets.txt, line 1: ${shown}`.slice(0, 29 + shown.length),
      )
    }
  })

  it('names the line that is wrong', async () => {
    const at = '--targets targets.txt, line 2:'
    expect(await fault('ws://127.0.0.1:1/\nhttp://127.0.0.1/')).to.equal(
      `${at} http://127.0.0.1/: this is not a WebSocket URL; write ws://127.0.0.1/`,
    )
    expect(await fault('ws://127.0.0.1:1/\n{"target":"ws://127.0.0.1/","url":"x"}')).to.match(
      /^--targets targets.txt, line 2: url is not/,
    )
    expect(await fault('ws://127.0.0.1:1/\n{"target":')).to.match(/^--targets targets.txt, line 2 is not JSON/)
    expect(await fault('ws://127.0.0.1:1/\n{"target":"ws://127.0.0.1/","profile":{"orign":"x"}}')).to.match(
      /^--targets targets.txt, line 2: profile.orign is not/,
    )
    expect(await fault('ws://127.0.0.1:1/\nws://127.0.0.1:1/')).to.equal(
      `${at} line 1 has the same target; leave one out, or give it a name`,
    )
    expect(await fault('# nothing\n')).to.equal('--targets targets.txt: it names no target')
  })
})
