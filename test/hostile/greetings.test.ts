import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import type { Results } from '../../harness/case/results'
import { isFinding } from '../../harness/case/verdicts'
import { Folder } from '../kit/folder'

const ROOT = join(__dirname, '../..')
const SERVER = join(__dirname, 'kit/greeting-server.js')

/** Ends as soon as the test does; a run that hangs fails by the time of the test. */
const started = new Set<ChildProcess>()

async function serverThatGreets(how: string): Promise<{ url: string; close: () => void }> {
  const child = fork(SERVER, [how])
  started.add(child)
  const [port] = (await once(child, 'message')) as [number]
  return { url: `ws://127.0.0.1:${port}/`, close: () => child.kill() }
}

/** The verdicts of a whole run, in a process with a heap of 256 MB. */
async function verdictsAgainst(how: string, folder: string): Promise<ReadonlyMap<string, string>> {
  const { url, close } = await serverThatGreets(how)
  const file = join(folder, `${how}.json`)
  const program = ['--max-old-space-size=256', '-r', './tools/typescript.js', 'cli/bin.ts']
  const child = spawn(process.execPath, [...program, 'run', url, '--json', file], { cwd: ROOT, stdio: 'ignore' })
  started.add(child)
  try {
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null]
    expect([code, signal], how).to.be.deep.oneOf([
      [0, null],
      [1, null],
    ])
    const [target] = (JSON.parse(readFileSync(file, 'utf8')) as Results).targets
    return new Map(target?.cases.map(({ id, verdict }) => [id, verdict]))
  } finally {
    close()
  }
}

/** 14.18 is about servers that greet: without a greeting it is skipped. */
const ABOUT_GREETINGS = ['14.18']

describe('a sound server', function () {
  this.timeout(300_000)
  const folder = new Folder()
  let quiet: ReadonlyMap<string, string>
  before(async () => {
    quiet = await verdictsAgainst('nothing', folder.path)
  })
  after(() => {
    for (const child of started) child.kill()
    folder.remove()
  })

  for (const how of [
    'one message of 1.1 MB',
    'one compressed message of 1.1 MB',
    '20,000 messages',
    'a Ping every 20 ms',
  ])
    it(`gets the same verdicts where it sends each connection ${how}`, async () => {
      const greeted = await verdictsAgainst(how, folder.path)
      const differs = [...quiet].filter(([id, verdict]) => greeted.get(id) !== verdict && !ABOUT_GREETINGS.includes(id))
      expect(differs.map(([id, verdict]) => `${id} ${verdict} ${greeted.get(id)}`)).to.deep.equal([])
      for (const id of ABOUT_GREETINGS) expect(greeted.get(id), id).to.be.oneOf(['pass', 'skip'])
    })

  for (const how of ['small frames without end', 'large frames without end'])
    it(`is accused of nothing more where it sends each connection ${how}`, async () => {
      const flooded = await verdictsAgainst(how, folder.path)
      const accused = [...flooded].filter(
        ([id, verdict]) => isFinding(verdict as 'fail') && !isFinding(quiet.get(id) as 'fail'),
      )
      expect(accused.map(([id, verdict]) => `${id} ${quiet.get(id)} ${verdict}`)).to.deep.equal([])
    })
})
