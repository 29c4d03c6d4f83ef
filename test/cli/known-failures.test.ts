import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import type { Results } from '../../harness/case/results'
import { type Listening, listen } from '../../servers-under-test/scratch/server'
import { readKnown } from '../../settings/known-file'
import { wsspec } from '../kit/command-line'
import { Folder } from '../kit/folder'

describe('wsspec run with known failures', () => {
  const folder = new Folder()
  const read = (name: string) => readKnown(name, { cwd: folder.path, ids: ['3.01', '6.02'], source: '--known' })
  let intact: Listening
  let broken: Listening
  const run = ({ port }: Listening, ...flags: string[]) =>
    wsspec([`ws://127.0.0.1:${port}/`, '--only', '3.01', ...flags], { cwd: folder.path })

  before(async () => {
    intact = await listen()
    broken = await listen({ defects: ['upgrade-optional'] })
  })
  after(async () => {
    await Promise.all([intact.close(), broken.close()])
    folder.remove()
  })

  it('does not fail for them, and shows them as known', async () => {
    folder.put('known.json', [{ id: '3.01', reason: 'an old bug', link: 'https://example.com/1', until: '2999-12-31' }])
    const { code, stdout, stderr } = await run(broken, '--known', 'known.json', '--json', 'results.json')
    expect([code, stderr]).to.deep.equal([0, ''])
    expect(stdout)
      .to.match(/3\.01 +MUST known/)
      .and.include('an old bug; https://example.com/1; until 2999-12-31')
    const results: Results = JSON.parse(readFileSync(join(folder.path, 'results.json'), 'utf8'))
    expect(results.targets[0]?.cases[0]?.known?.reason).to.equal('an old bug')
  })

  it('fails for a stale one and names its line', async () => {
    folder.put('known.yml', '# ours\n- id: 6.02\n  reason: not run here\n- id: 3.01\n  reason: an old bug\n')
    const passed = await run(intact, '--known', 'known.yml')
    expect([passed.code, passed.stderr]).to.deep.equal([
      1,
      'wsspec: known.yml, line 4: stale, 3.01: it was expected to fail, but its verdict is pass; remove the entry (its reason: an old bug)\n',
    ])
    folder.put('over.yml', '- {id: 3.01, reason: an old bug, until: 2001-01-01}\n')
    const over = await run(broken, '--known', 'over.yml')
    expect(over.code).to.equal(1)
    expect(over.stderr).to.include('over.yml, line 1: stale, 3.01: it was expected to fail until 2001-01-01')
    folder.put('elsewhere.yml', '- {id: 3.01, reason: a bug, server: ws}\n')
    expect((await run(broken, '--known', 'elsewhere.yml')).code).to.equal(1)
  })

  for (const name of ['written.yml', 'written.json'])
    it(`writes ${name}, with which the same run succeeds`, async () => {
      const first = await run(broken, '--write-known', name)
      expect(first.code).to.equal(1)
      const second = await run(broken, '--known', name)
      expect([second.code, second.stderr]).to.deep.equal([0, ''])
      expect(read(name)[0]?.reason).to.match(/^found, not examined yet: 101/)
    })

  it('keeps the list that it writes over, also without --known', async () => {
    folder.put('there.yml', '- {id: 3.01, reason: issue 7}\n- {id: 6.02, reason: not run}\n')
    expect((await run(broken, '--write-known', 'there.yml')).code).to.equal(1)
    expect(read('there.yml').map(({ id, reason }) => [id, reason])).to.deep.equal([
      ['3.01', 'issue 7'],
      ['6.02', 'not run'],
    ])
    folder.put('text.txt', 'my notes\n')
    const { code, stderr } = await run(broken, '--write-known', 'text.txt')
    expect([code, stderr]).to.deep.equal([
      2,
      'wsspec: --write-known text.txt, line 1: this is not a list; write entries, each with id and reason\n',
    ])
  })

  it('keeps the reasons of a list that it writes again', async () => {
    folder.put(
      'mine.yml',
      '- {id: 3.01, reason: issue 7, link: "https://example.com/7"}\n- {id: 6.02, reason: not run}\n',
    )
    expect((await run(broken, '--known', 'mine.yml', '--write-known', 'mine.yml')).code).to.equal(0)
    expect(read('mine.yml').map(({ at: _, ...each }) => each)).to.deep.equal([
      { id: '3.01', reason: 'issue 7', link: 'https://example.com/7' },
      { id: '6.02', reason: 'not run' },
    ])
  })
})
