import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import type { Results } from '../../harness/case/results'
import { type Listening, listen } from '../../servers-under-test/scratch/server'
import { wsspec } from '../kit/command-line'
import { Folder } from '../kit/folder'

const PUBLISHED = join(__dirname, '..', '..', 'docs', 'results', 'servers')

describe('results beside the published servers', () => {
  const folder = new Folder()
  let broken: Listening
  const read = (name: string): Results => JSON.parse(readFileSync(join(folder.path, name), 'utf8'))
  const findingIn = ({ targets: [target] }: Results) => target?.cases.find(({ verdict }) => verdict === 'fail')

  before(async () => {
    broken = await listen({ defects: ['upgrade-optional'] })
  })
  after(async () => {
    await broken.close()
    folder.remove()
  })

  it('are completed where compare reads them', async () => {
    const anonymous = JSON.parse(readFileSync(join(PUBLISHED, 'express-ws.json'), 'utf8'))
    anonymous.targets[0] = { ...anonymous.targets[0], name: 'app', server: null }
    folder.put('app.json', anonymous)
    const { stdout } = await wsspec(['compare', join(PUBLISHED, 'ws.json'), 'app.json', '--json', 'both.json'], {
      cwd: folder.path,
    })
    expect(stdout).to.include('express-ws')
    const [ws, app] = read('both.json').targets
    expect(ws?.like).to.include({ name: 'ws', published: true, own: 0 })
    expect(app?.like).to.include({ name: 'express-ws', core: 'ws', own: 0 }).and.not.have.property('published')
    expect(findingIn(read('both.json'))?.prevalence?.servers).to.be.above(0)
  })

  it('have no likeness from a part of the cases, and each finding’s prevalence also with --targets and merge', async () => {
    folder.put('targets.txt', `ws://127.0.0.1:${broken.port}/\n`)
    const only = ['--only', '3.*']
    await wsspec(['run', '--targets', 'targets.txt', ...only, '--lines', 'all.jsonl'], { cwd: folder.path })
    await wsspec(['merge', 'all.jsonl', '--json', 'merged.json'], { cwd: folder.path })
    await wsspec(['run', `ws://127.0.0.1:${broken.port}/`, ...only, '--json', 'run.json'], { cwd: folder.path })
    for (const name of ['merged.json', 'run.json']) {
      expect(read(name).targets[0], name).to.not.have.property('like')
      expect(findingIn(read(name))?.prevalence?.of, name).to.be.above(50)
    }
  })

  it('are the same in each run with --stable', async () => {
    const run = async (name: string) => {
      const command = ['run', `ws://127.0.0.1:${broken.port}/`, '--only', '3.*', '--stable', '--json', 'stable.json']
      await wsspec(command, { cwd: folder.path })
      return { name, text: readFileSync(join(folder.path, 'stable.json'), 'utf8') }
    }
    const [first, second] = [await run('first'), await run('second')]
    expect(first.text).to.equal(second.text).and.include('"prevalence"')
  })
})
