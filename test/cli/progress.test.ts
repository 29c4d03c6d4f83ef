import { expect } from 'chai'
import { Progress } from '../../cli/progress'

/** What is written to a terminal of this width while a target runs. */
function drawn(columns: number, env: Record<string, string> = {}, isTTY = true, quiet = false): string {
  let text = ''
  const stderr = { isTTY, columns, write: (more: string) => (text += more) }
  const context = { argv: [], env, cwd: '/', stdout: stderr, stderr, signal: new AbortController().signal }
  const progress = new Progress(context, quiet)
  const target = { name: 'ws\x1b[2J@8.23.0' }
  progress.begin(target)
  progress.step(target, { suite: 6 }, 20, 20)
  progress.clear()
  return text
}

describe('progress', () => {
  for (const width of [40, 60, 80, 200])
    it(`is one line of at most ${width} cells that is erased`, () => {
      const lines = drawn(width).split('\r\x1b[2K')
      expect(lines[0]).to.equal('')
      expect(lines.at(-1)).to.equal('')
      expect(lines[2]).to.match(/^0 s: 20\/20 cases, suite 6 version/)
      for (const line of lines)
        expect(line)
          .to.match(/^[^\x00-\x1f]*$/)
          .and.have.property('length')
          .below(width)
    })

  it('is not drawn in CI, on dumb terminals, outside of terminals, or with --quiet', () => {
    expect([
      drawn(80, { CI: '1' }),
      drawn(80, { TERM: 'dumb' }),
      drawn(80, {}, false),
      drawn(80, {}, true, true),
    ]).to.deep.equal(['', '', '', ''])
  })
})
