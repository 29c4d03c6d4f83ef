import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { ROOT, TYPESCRIPT } from '../kit/checkout'
import { wsspec } from '../kit/command-line'
import { Folder } from '../kit/folder'

// A limit of the size of files is what a full disk is: the file is made, and nothing is written into it.
const LIMITED = 'trap "" XFSZ; ulimit -f 0; exec "$@"'

describe('wsspec run --targets on a full disk', function () {
  this.timeout(60_000)
  const folder = new Folder()
  after(() => folder.remove())

  it('leaves no lock, so that the next run may write', async function () {
    if (process.platform === 'win32') this.skip()
    folder.put('one.txt', 'ws://127.0.0.1:1/\n')
    const wordsFor = (lines: string) => ['run', '--targets', 'one.txt', '--only', '6.02', '--lines', lines]
    const program = [process.execPath, '-r', TYPESCRIPT, join(ROOT, 'cli', 'bin.ts')]
    const how = { cwd: folder.path, encoding: 'utf8', timeout: 25_000 } as const
    const [node = '', ...words] = [...program, ...wordsFor('first.jsonl')]
    // The first process keeps the compiled sources, which is a file, too.
    expect(spawnSync(node, words, how).status).to.equal(3)
    const { status, stderr } = spawnSync('sh', ['-c', LIMITED, 'sh', ...program, ...wordsFor('lines.jsonl')], how)
    expect([status, stderr]).to.deep.equal([
      2,
      'wsspec: --lines lines.jsonl: it cannot be written: the file would be too large\n',
    ])
    expect(readdirSync(folder.path)).to.have.members(['one.txt', 'first.jsonl'])
    expect(await wsspec(wordsFor('lines.jsonl'), { cwd: folder.path })).to.deep.include({ code: 3, stderr: '' })
  })
})
