import { execFileSync } from 'node:child_process'
import { expect } from 'chai'
import { clean } from '../../../reports/text/clean'
import { shellLine } from '../../../reports/text/shell'

/** Words that a shell has to make again out of one line. */
const WORDS = [
  'node',
  "a 'quoted' word",
  'import os\nprint("50 %\\n", 1)',
  "-\ttab's \x1b[31m",
  'é\u202e\u200b',
  '::error ::no!\x07',
]

describe('a line for a shell', () => {
  it('holds words of any characters, in one line that shows none of them raw', () => {
    const line = shellLine(WORDS)
    expect(clean(line)).to.equal(line)
    const words = execFileSync('/bin/sh', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' })
    expect(words.split('\0')).to.deep.equal([...WORDS, ''])
  })

  it('quotes only what needs it', () => {
    expect(shellLine(['wsspec', 'run', 'ws://h:1/?a=$PORT', "it's"])).to.equal(
      "wsspec run 'ws://h:1/?a=$PORT' 'it'\\''s'",
    )
  })
})
