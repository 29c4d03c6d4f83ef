import { expect } from 'chai'
import { XMLValidator } from 'fast-xml-parser'
import type { Results } from '../../harness/case/results'
import { filesOf, REPORT_PATHS, reportFlags } from '../cli/kit/every-report'
import { wsspec } from '../kit/command-line'
import { Folder } from '../kit/folder'
import { htmlComplaints } from '../kit/html-complaints'
import { acted } from '../reports/kit/acted'
import { result, results, target } from '../reports/kit/results'

/** What somebody who writes a file of results by hand may put where only wsspec writes otherwise. */
const TEXTS = {
  markup: '</p></details><script>alert(1)</script><img src=x onerror=alert(2)>',
  'escapes of a terminal': '\x1b[2J\x1b]8;;https://evil.example/\x07click\x1b]8;;\x07\r\n::error::pwned',
  'text from right to left': '\u202egnp.exe\u2066 \u05d0\u05d1\u05d2 \u200f\u061c\u2029',
  '10 kB': '<script>\x1b[31m\u202e`|'.repeat(680),
}

/** A tag of the text that is not escaped. */
const OPEN_TAG = /(?<!\\)<(?:script|img)\b/i

function judged(text: string): Results {
  const prevalence = (like: boolean) => ({
    ...{ servers: 1, of: 2, like },
    mended: Array.from({ length: 30 }, () => ({ name: text, since: text })),
  })
  const cases = [
    result('2.01', 'fail', {
      cause: 'host-not-checked',
      impact: 'bypass',
      party: 'http',
      prevalence: prevalence(true),
    }),
    result('6.02', 'fail', { cause: 'another-cause', impact: 'form', party: 'upgrade', prevalence: prevalence(false) }),
    result('6.03', 'warn', { level: 'SHOULD', prevalence: prevalence(true) }),
    result('7.01'),
  ]
  const like = { name: text, version: text, core: text, inFrontOf: text, agree: 9, of: 9, shared: 2, own: 1 }
  const made = target('shop', cases, { server: null, url: 'ws://127.0.0.1:9001/', like })
  // Whose a cause is follows from other fields: a field of that name is nobody's, and is passed on.
  return { ...results({ ...made, owner: text } as typeof made), command: ['run', 'ws://127.0.0.1:9001/'] }
}

function refused(text: string): Results {
  const refusal = { sent: text, received: text, content: text, looksLike: text, help: text }
  const open = [result('6.01', 'inconclusive', { got: '', because: text })]
  const made = target('shop', open, { server: null, url: 'ws://127.0.0.1:9001/', diagnosis: text, refusal })
  return { ...results(made), command: ['run', 'ws://127.0.0.1:9001/'] }
}

/** The reports but the results themselves, which keep what the file has. */
const { json: _, ...PATHS } = REPORT_PATHS

/** Everything that `merge` and `compare` make of results in a file. */
async function reportsOf(of: Results): Promise<Map<string, string>> {
  const folder = new Folder()
  try {
    folder.put('hand.json', of)
    const env = { GITHUB_STEP_SUMMARY: `${folder.path}/summary.md` }
    const around = { cwd: folder.path, env }
    const merged = await wsspec(['merge', 'hand.json', '--github', ...reportFlags(PATHS)], around)
    const verbose = await wsspec(['merge', 'hand.json', '--verbose', '--badge', 'b.json'], around)
    const compared = await wsspec(['compare', 'hand.json', 'hand.json'], around)
    const issue = await wsspec(['merge', 'hand.json', '--format', 'issue'], around)
    const printed = { merged, verbose, compared, issue }
    for (const [name, { code, stderr }] of Object.entries(printed))
      expect(code, `${name}: ${stderr}`).to.be.oneOf([0, 1, 3])
    const texts = Object.entries(printed).map(([name, { stdout }]): [string, string] => [`${name}.txt`, stdout])
    return new Map([...texts, ...[...filesOf(folder.path)].filter(([name]) => name !== 'hand.json')])
  } finally {
    folder.remove()
  }
}

/** The lines of a Markdown report before anything that is folded. */
function unfolded(text: string): string[] {
  return text.split('<details>')[0]?.split('\n') ?? []
}

describe('results that somebody wrote by hand', function () {
  this.timeout(60_000)
  for (const [kind, text] of Object.entries(TEXTS))
    for (const [which, make] of Object.entries({ judged, refused }))
      describe(`with ${kind}, ${which}`, () => {
        let reports = new Map<string, string>()
        const textOf = (name: string) => reports.get(name) ?? expect.fail(`no ${name}`)

        before(async () => {
          reports = await reportsOf(make(text))
        })

        it('give a terminal, a CI service and a reader of files nothing to act on', () => {
          for (const [name, each] of reports) {
            if (/\.(?:json|html|js)$|mochawesome/.test(name)) continue
            const own = each.split('\n').filter((line) => !/^::(?:error|warning) title=[^:,]*::/.test(line))
            expect(acted(own.join('\n').replaceAll('\u2060', '')), name).to.deep.equal([])
          }
        })

        it('are well-formed in each format, and markup in none', async () => {
          expect(await htmlComplaints(textOf('r.html'))).to.deep.equal([])
          const shown = textOf('r.html').replace(/<script[\s\S]*?<\/script>/g, '')
          expect(shown).to.not.match(/<(?:script|img)\b/i)
          for (const name of ['r.xml', 'r.svg']) expect(XMLValidator.validate(textOf(name)), name).to.equal(true)
          JSON.parse(textOf('b.json'))
          for (const name of ['r.md', 'summary.md', 'issue.txt'])
            expect(textOf(name).replace(/```[\s\S]*?```|`[^`]*`/g, ''), name).to.not.match(OPEN_TAG)
        })

        it('stay readable: lines that fit, a screen in the terminal, a comment before its folds', () => {
          const lines = textOf('merged.txt').split('\n')
          const screen = lines.filter((line) => !line.startsWith('::'))
          expect(screen.length).to.be.at.most(60)
          for (const line of screen) expect(line.length, line).to.be.at.most(120)
          for (const line of lines) expect(line.length).to.be.at.most(4000)
          for (const name of ['r.md', 'summary.md']) {
            expect(unfolded(textOf(name)).length, name).to.be.at.most(40)
            for (const line of unfolded(textOf(name))) expect(line.length, `${name}: ${line}`).to.be.at.most(2500)
          }
          expect(textOf('r.html').length).to.be.below(300_000)
          const like = /<p class="like">([\s\S]*?)<\/p>/.exec(textOf('r.html'))?.[1] ?? ''
          expect(like.length).to.be.within(which === 'judged' ? 1 : 0, 2500)
        })
      })
})
