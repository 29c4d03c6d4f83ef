import { expect } from 'chai'
import type { TargetNeeds } from '../../settings/target-needs'
import { readTargets, type TargetWords } from '../../settings/targets/read-targets'
import { UsageError } from '../../settings/usage-error'
import { recordingContext } from '../kit/command-line'

const NEEDS: TargetNeeds = { fields: [], subprotocols: [], tls: { insecure: false } }

function read(words: TargetWords, needs = NEEDS) {
  return readTargets(words, needs, recordingContext([]).context)
}

describe('the targets of a command line', () => {
  it('are at URLs, without credentials in their names, in the place where they listen', async () => {
    const [target] = await read({ words: ['ws://user:secret@127.0.0.1:9001/chat'], command: null })
    expect(target).to.include({
      name: 'ws://***@127.0.0.1:9001/chat',
      url: 'ws://***@127.0.0.1:9001/chat',
      place: '127.0.0.1:9001',
    })
    const elsewhere = { ...NEEDS, connect: { host: '127.0.0.2', port: 80 } }
    expect((await read({ words: ['ws://example.test/'], command: null }, elsewhere))[0]?.place).to.equal('127.0.0.2:80')
  })

  it('are commands, at a URL with a port that is not known yet', async () => {
    const [target] = await read({ words: ['ws://127.0.0.1:$PORT/chat'], command: ['node', 'server.js', '$PORT'] })
    expect(target).to.include({ name: 'node server.js $PORT', url: 'ws://127.0.0.1:0/chat' })
    expect(target).to.not.have.property('place')
    expect((await read({ words: [], command: ['./server'] }))[0]?.url).to.equal('ws://127.0.0.1:0/')
  })

  it('are known servers, in their usual version', async () => {
    const targets = await read({ words: ['scratch', 'ws'], command: null })
    expect(targets.map(({ name, url }) => [name, url])).to.deep.equal([
      ['scratch', ''],
      ['ws', ''],
    ])
  })

  it('are followed by themselves through each hop', async () => {
    const words = { words: ['ws', 'ws://localhost:9001/'], command: null, hops: ['nginx', 'haproxy'] }
    expect((await read(words)).map(({ name, hop }) => [name, hop])).to.deep.equal([
      ['ws', undefined],
      ['ws via nginx', 'nginx'],
      ['ws via haproxy', 'haproxy'],
      ['ws://localhost:9001/', undefined],
      ['ws://localhost:9001/ via nginx', 'nginx'],
      ['ws://localhost:9001/ via haproxy', 'haproxy'],
    ])
  })

  const WRONG: readonly [string, TargetWords, string][] = [
    ['nothing', { words: [], command: null }, 'no target is named'],
    ['an empty command', { words: [], command: [] }, 'no command follows it'],
    ['two URLs of a command', { words: ['ws://a/', 'ws://b/'], command: ['x'] }, 'a command is tested at one URL'],
    ['a hop in front of a command', { words: [], command: ['x'], hops: ['nginx'] }, 'not in front of a command'],
    ['a server as a hop', { words: ['ws'], command: null, hops: ['scratch'] }, '--hop scratch: this is a server'],
    ['a hop to TLS', { words: ['wss://localhost/'], command: null, hops: ['nginx'] }, 'a hop forwards to ws:// only'],
    ['a hop to another machine', { words: ['ws://h.test/'], command: null, hops: ['nginx'] }, 'not of h.test'],
  ]
  for (const [what, words, message] of WRONG)
    it(`are not ${what}`, async () => {
      const error = await read(words).then(
        () => null,
        (reason) => reason,
      )
      expect(error).to.be.instanceOf(UsageError)
      expect(error.message).to.include(message)
    })
})
