import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import type { TargetResult } from '../../harness/case/results'
import { wsspec } from '../kit/command-line'
import { Folder } from '../kit/folder'

/** A program with ws under it. With BUG it takes every method for GET, which no part of ws does. */
const PROGRAM = `
const http = require('node:http')
const { WebSocketServer } = require(${JSON.stringify(require.resolve('ws'))})
const handleProtocols = (offered) => [...offered].find((name) => ['chat', 'superchat'].includes(name)) ?? false
const wss = new WebSocketServer({ noServer: true, perMessageDeflate: true, handleProtocols })
const server = http.createServer((request, response) => response.writeHead(426).end())
server.on('upgrade', (request, socket, head) => {
  socket.on('error', () => {})
  if (process.env.BUG) request.method = 'GET'
  wss.handleUpgrade(request, socket, head, (peer) => {
    peer.on('error', () => {})
    peer.on('message', (data, isBinary) => peer.send(data, { binary: isBinary }))
  })
})
server.listen(Number(process.argv[2]), '127.0.0.1')
`

describe('a program that is built on a published server', function () {
  this.timeout(60_000)
  const folder = new Folder()
  const program = (bug: boolean) => ['env', bug ? 'BUG=1' : 'BUG=', process.execPath, 'app.js', '$PORT']
  const run = (bug: boolean, ...flags: string[]) =>
    wsspec(['run', ...flags, '--', ...program(bug)], { cwd: folder.path })
  const targetIn = (file: string): TargetResult => JSON.parse(readFileSync(join(folder.path, file), 'utf8')).targets[0]
  const newFails = ({ cases }: TargetResult) =>
    cases.filter(({ verdict, known }) => verdict === 'fail' && known === null).map(({ id }) => id)

  before(() => folder.put('app.js', PROGRAM))
  after(() => folder.remove())

  it('behaves like it, and passes with its findings known', async () => {
    const { code, stderr } = await run(false, '--known-as', 'ws', '--json', 'app.json')
    expect([code, stderr]).to.deep.equal([0, ''])
    const target = targetIn('app.json')
    expect(target.like).to.include({ name: 'ws', version: '8.23.0', own: 0 })
    expect(newFails(target)).to.deep.equal([])
    const found = target.cases.filter(({ verdict }) => verdict === 'fail')
    expect(found.length).to.be.above(15)
    for (const { id, known, prevalence } of found) {
      expect(known?.reason, id).to.equal('published finding of ws 8.23.0')
      expect(prevalence?.like, id).to.equal(true)
    }
  })

  it('with a bug of its own still behaves like it, and fails for that bug alone', async () => {
    const { code, stdout } = await run(true, '--known-as', 'ws', '--json', 'bug.json')
    expect(code).to.equal(1)
    expect(stdout).to.match(/behaves like ws 8\.23\.0 \(/i)
    const target = targetIn('bug.json')
    const own = target.cases.filter(({ prevalence }) => prevalence?.like === false)
    expect(target.like).to.include({ name: 'ws', version: '8.23.0', own: own.length })
    expect(newFails(target))
      .to.deep.equal(own.map(({ id }) => id))
      .and.include.members(['1.01', '1.02'])
    expect(new Set(own.map(({ cause }) => cause)).size).to.equal(1)
  })

  it('works with a list of known failures, whose stale entries fail', async () => {
    folder.put('mine.yml', '- {id: 1.01, reason: ours}\n')
    const flags = ['--only', '1.01,2.01', '--known-as', 'ws', '--known', 'mine.yml']
    expect((await run(true, ...flags)).code).to.equal(0)
    const fixed = await run(false, ...flags)
    expect([fixed.code, fixed.stderr]).to.deep.equal([
      1,
      'wsspec: mine.yml, line 1: stale, 1.01: it was expected to fail, but its verdict is pass; remove the entry (its reason: ours)\n',
    ])
  })

  it('writes a list that has only what the server does not explain', async () => {
    const flags = ['--only', '1.01,2.01', '--known-as', 'ws']
    expect((await run(true, ...flags, '--write-known', 'list.json')).code).to.equal(1)
    const list = JSON.parse(readFileSync(join(folder.path, 'list.json'), 'utf8'))
    expect(list.map(({ id }: { id: string }) => id)).to.deep.equal(['1.01'])
    expect((await run(true, ...flags, '--known', 'list.json')).code).to.equal(0)
  })

  it('is not started for a server of which nothing is published', async () => {
    const { code, stderr } = await run(false, '--known-as', 'wz@8')
    expect([code, stderr]).to.deep.equal([
      2,
      'wsspec: --known-as wz@8: no results of a server wz are published; did you mean ws?\n',
    ])
  })
})
