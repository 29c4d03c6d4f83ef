import { expect } from 'chai'
import { isDay } from '../../reports/known/known-failures'
import { knownText } from '../../reports/known/known-list'
import { readKnown } from '../../settings/known-file'
import { Folder } from '../kit/folder'
import { HOSTILE } from '../reports/kit/results'

const IDS = ['3.01', '6.02', '6.10']

describe('a list of known failures', () => {
  const folder = new Folder()
  after(() => folder.remove())
  const read = (text: string, name = 'known.yml') => {
    folder.put(name, text)
    return readKnown(name, { cwd: folder.path, ids: IDS, source: '--known' })
  }

  it('is YAML, in which ids keep their spelling', () => {
    const text = '# ours\n- id: 6.10\n  reason: a bug\n  until: 2026-12-31\n- {id: "3.01", reason: x, server: ws}\n'
    expect(read(text)).to.deep.equal([
      { id: '6.10', reason: 'a bug', until: '2026-12-31', at: 'known.yml, line 2' },
      { id: '3.01', reason: 'x', server: 'ws', at: 'known.yml, line 5' },
    ])
  })

  it('is JSON, with tabs, a byte order mark and CRLF as well', () => {
    const text = '\ufeff[\r\n\t{\r\n\t\t"id": "6.02",\r\n\t\t"reason": "a \\"bug\\"\\u00e4"\r\n\t}\r\n]\r\n'
    expect(read(text, 'known.json')).to.deep.equal([{ id: '6.02', reason: 'a "bug"ä', at: 'known.json, line 2' }])
  })

  it('is YAML with a byte order mark and CRLF as well', () => {
    const text = '\ufeff- id: 6.02\r\n  reason: a bug\r\n'
    expect(read(text)).to.deep.equal([{ id: '6.02', reason: 'a bug', at: 'known.yml, line 1' }])
  })

  it('may be empty', () => {
    for (const text of ['', '# nothing yet\n', '[]']) expect(read(text)).to.deep.equal([])
  })

  const WRONG: readonly [string, string, string][] = [
    [
      'an id that no case has',
      '- id: 3.01\n  reason: a\n- reason: b\n  id: 6.20\n',
      'line 4: no case has the id 6.20; did you mean 6.02?',
    ],
    [
      'a day that the calendar lacks',
      '- id: 3.01\n  reason: a\n  until: 2026-13-45\n',
      'line 3: until 2026-13-45: this is not a day of the calendar; write YYYY-MM-DD',
    ],
    [
      'the 30th of February',
      '- {id: 3.01, reason: a, until: 2026-02-30}\n',
      'line 1: until 2026-02-30: this is not a day',
    ],
    [
      'a time',
      '[{"id": "3.01", "reason": "a",\n"until": "2026-01-01T00:00:00Z"}]',
      'line 2: until 2026-01-01T00:00:00Z: this is not a day',
    ],
    ['no reason', '- id: 3.01\n  reason: a\n\n- id: 6.02\n', 'line 4: the entry for 6.02 has no reason'],
    ['an empty reason', '- id: 6.02\n  reason:\n', 'line 2: reason is empty; give it a text'],
    ['a blank reason', '- id: 6.02\n  reason: "  "\n', 'line 2: reason is empty'],
    ['no id', '- reason: a\n', 'line 1: this entry has no id'],
    [
      'a field of another name',
      '- id: 6.02\n  raeson: a\n',
      'line 2: raeson is not a field of an entry; did you mean reason?',
    ],
    ['an entry that is none', '- 6.02\n', 'line 1: this is not an entry'],
    ['a mapping', 'id: 6.02\n', 'line 1: this is not a list'],
    ['a list as reason', '- id: 6.02\n  reason: [a]\n', 'line 2: reason is empty'],
    [
      'an entry twice',
      '- {id: 6.02, reason: a}\n- {id: 6.02, reason: b, server: ws}\n- {id: 6.02, reason: c}\n',
      'line 3: 6.02 is listed twice, first in line 1; keep one',
    ],
    ['a key twice', '- id: 6.02\n  id: 3.01\n', 'line 2: Map keys must be unique'],
    ['what does not end', '[\n{"id": "6.02"', 'line 2: '],
    ['two documents', '- {id: 6.02, reason: a}\n---\n- {id: 3.01, reason: a}\n', 'line 2: '],
  ]
  for (const [what, text, message] of WRONG)
    it(`names the line of ${what}`, () => {
      expect(() => read(text)).to.throw(Error, `--known known.yml, ${message}`)
    })

  it('knows the calendar', () => {
    for (const day of ['2026-01-31', '2024-02-29', '0001-01-01']) expect(isDay(day), day).to.equal(true)
    for (const day of ['2026-02-29', '2026-00-10', '2026-1-1', '26-01-01', 'tomorrow', ''])
      expect(isDay(day), day).to.equal(false)
  })

  it('keeps text of a server as text, in YAML and in JSON', () => {
    const known = HOSTILE.map((reason) => ({ id: '6.10', reason: `x ${reason}`.trim(), server: reason.trim() }))
    for (const name of ['hostile.yml', 'hostile.json']) {
      const text = knownText(name, known)
      expect(text).to.not.match(/[\0-\x09\x0b-\x1f\x7f-\x9f\u2028]/)
      const back = read(text, name)
      expect(back.map(({ id }) => id)).to.deep.equal(known.map(({ id }) => id))
      expect(back[0]?.reason).to.equal(known[0]?.reason)
    }
  })
})
