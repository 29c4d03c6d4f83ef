import { expect } from 'chai'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { HtmlValidate, Parser, StaticConfigLoader } from 'html-validate'
import { parse } from 'yaml'
import type { Results } from '../../harness/case/results'
import { autobahn } from '../../reports/autobahn'
import { type Difference, diffResults } from '../../reports/diff/difference'
import { differenceMarkdown } from '../../reports/diff/difference-markdown'
import { differencePage } from '../../reports/diff/difference-page'
import { differenceText } from '../../reports/diff/difference-text'
import { annotations } from '../../reports/github-annotations'
import { json } from '../../reports/json'
import { mochawesomeFiles } from '../../reports/mochawesome/mochawesome-page'
import { FORMATS, type PrintContext, REPORTS } from '../../reports/registry'
import { trace } from '../../reports/trace'
import { acted } from './kit/acted'
import { CORPUS, harmless, hostileNotes, hostileTo } from './kit/hostile-texts'
import { markdownProse, markdownShape } from './kit/markdown-reader'

const config = new HtmlValidate(new StaticConfigLoader({ root: true, elements: ['html5'], rules: {} }))

const resolved = config.getConfigForSync('page.html')

/** The elements of a page with the names of their attributes. */
function htmlShape(text: string): string[] {
  const page = new Parser(resolved).parseHtml(text)
  return page.querySelectorAll('*').map(({ tagName, attributes }) => {
    const names = attributes.map(({ key }) => key).sort()
    return `${tagName} ${names.join(' ')}`
  })
}

/** A page without the results in its script element, which `<` cannot end. */
function withoutData(page: string): string {
  const [, data = ''] = /<script type="text\/plain" id="results">([^<]*)<\/script>/.exec(page) ?? []
  expect(data).to.not.equal('')
  return page.replace(data, '')
}

/** The elements of XML with the names of their attributes. */
function xmlShape(text: string): unknown {
  expect(XMLValidator.validate(text)).to.equal(true)
  const shape = (node: Record<string, unknown>): unknown =>
    Object.entries(node).flatMap(([name, value]) => {
      if (name === '#text') return []
      if (name === ':@') return [Object.keys(value as object)]
      return [[name, (value as Record<string, unknown>[]).map(shape)]]
    })
  const parser = new XMLParser({ ignoreAttributes: false, preserveOrder: true })
  return (parser.parse(text) as Record<string, unknown>[]).map(shape)
}

/** One case of each kind that a page shows in its own way: parsing a whole page takes long. */
function fewer(of: Results): Results {
  const kinds = ['6.01', '6.02', '6.04', '7.02']
  const targets = of.targets.map((each) => ({ ...each, cases: each.cases.filter(({ id }) => kinds.includes(id)) }))
  return { ...of, targets }
}

function contextOf(of: Results, words: string): PrintContext {
  return {
    ...{
      path: '-',
      strict: true,
      allowInconclusive: 0,
      recipes: [],
      suites: new Map([[6, words]]),
      causes: [],
      notes: hostileNotes(of, words),
      known: [],
    },
    ...{ day: '2026-01-01', color: true, width: 80, verbose: true, quiet: false, compared: false, environment: words },
  }
}

/** Every text that the registry makes of these results, after a file name whose ending says what it is. */
function rendered(of: Results, words: string): [name: string, text: string][] {
  const context = contextOf(of, words)
  const reports = REPORTS.flatMap((report): [string, string][] => {
    if (report.kind === 'commands') return []
    if (report.kind === 'file') {
      const others = report.key === 'badge' ? ['badge.json'] : []
      return [report.usualName, ...others].map((path) => [path, report.render(of, { ...context, path })])
    }
    return [...report.render(of, context)].map(([name, text]) => [`${report.key}/${name}`, text])
  })
  const prints = FORMATS.flatMap((format): [string, string][] => [
    [format.name === 'issue' ? 'issue.md' : `${format.name}.txt`, format.render(of, context)],
    [`${format.name}-compared.txt`, format.render(of, { ...context, compared: true })],
    [`${format.name}-quiet.txt`, format.render(of, { ...context, verbose: false, quiet: true })],
  ])
  return [...reports, ...prints]
}

describe('reports: a target that sends every hostile text', () => {
  it('adds no element to the page of mochawesome', () => {
    const [body, twin] = [false, true].map((plain) => {
      const targets = CORPUS.flatMap((text) => hostileTo(text, plain).targets)
      const page = mochawesomeFiles({ ...hostileTo('', plain), targets }).get('index.html') ?? ''
      return htmlShape(page.slice(page.indexOf('<body'), page.indexOf('<script')))
    })
    expect(body).to.deep.equal(twin)
    expect(body).to.not.deep.equal([])
  }).timeout(60_000)
})

for (const text of CORPUS)
  describe(`reports: a target that says ${JSON.stringify(text.slice(0, 50))}`, () => {
    const [evil, plain] = [hostileTo(text, false), hostileTo(text, true)] as [Results, Results]
    const both = <T>(make: (of: Results, words: string) => T): [T, T] => [make(evil, text), make(plain, harmless(text))]
    let files: { name: string; text: string; twin: string }[] = []
    const named = (ending: RegExp) => files.filter(({ name }) => ending.test(name))

    before(() => {
      const [texts, twins] = both(rendered)
      expect(texts).to.have.length(twins.length)
      files = texts.map(([name, text], i) => ({ name, text, twin: twins[i]?.[1] ?? '' }))
    })

    it('has no part in the path of a file', () => {
      for (const { name } of files) expect(name).to.match(/^(?:\w+\/)?(?:\w[\w.-]*\/)?\w[\w.-]*$/)
    })

    it('adds no element to a page', () => {
      const page = REPORTS.find(({ key }) => key === 'html')
      const [shape, twin] = both((of, words) =>
        htmlShape(withoutData(String(page?.render(fewer(of), contextOf(of, words))))),
      )
      expect(shape).to.deep.equal(twin)
    })

    it('adds nothing to a difference', () => {
      const [sides, others] = both((old) => {
        const now = structuredClone(old)
        for (const { cases } of now.targets) for (const each of cases) each.verdict = 'pass'
        return { old, now }
      })
      const [difference, twin] = [diffResults(sides.old, sides.now), diffResults(others.old, others.now)]
      const shapes = (of: Difference, from: typeof sides) => [
        htmlShape(differencePage(of, true, 'wsspec 0.1.0', from)),
        markdownShape(differenceMarkdown(of, true)),
      ]
      expect(shapes(difference, sides)).to.deep.equal(shapes(twin, others))
      expect(acted(differenceText(difference, { color: true, width: 80, several: true }))).to.deep.equal([])
    })

    it('adds nothing to Markdown but text', () => {
      for (const { name, text, twin } of named(/\.md$/)) {
        expect(markdownShape(text), name).to.deep.equal(markdownShape(twin))
        expect(markdownProse(text), name).to.not.match(/(?<!\w)@\w|#\d|www\.|:\/\/(?!www\.rfc-editor\.org)/)
      }
    })

    it('adds no element to XML', () => {
      for (const { name, text, twin } of named(/\.(?:xml|svg)$/)) {
        expect(xmlShape(text), name).to.deep.equal(xmlShape(twin))
        expect(text, name).to.match(/^[\n\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u)
      }
    })

    it('adds no field to JSON and YAML', () => {
      expect(JSON.parse(json(evil))).to.deep.equal(evil)
      for (const { text, twin } of named(/\.json$/))
        expect(Object.keys(JSON.parse(text))).to.have.length(Object.keys(JSON.parse(twin)).length)
      for (const { text, twin } of named(/\.yml$/))
        expect(parse(text).map(Object.keys)).to.deep.equal(parse(twin).map(Object.keys))
      const [index, twin] = both((of) => JSON.parse(autobahn(of).get('index.json') ?? ''))
      const fields = (of: object) => Object.values(of).map((each) => Object.keys(each))
      expect(fields(index)).to.deep.equal(fields(twin))
    })

    it('adds no workflow command', () => {
      const [lines, twin] = both((of, words) => annotations(of, { causes: contextOf(of, words).causes }).split('\n'))
      expect(lines).to.have.length(twin.length)
      for (const line of lines) expect(line).to.match(/^$|^::(error|warning) title=[^\r\n:,]*::[^\r\n]*$/)
      expect(lines.map((line) => line.split(' ')[0])).to.deep.equal(twin.map((line) => line.split(' ')[0]))
    })

    it('gives a terminal and a CI service nothing to act on', () => {
      // A page is read by a browser. Word joiners are ours: they break links in Markdown.
      for (const { name, text } of named(/\.(?!html)\w+$/))
        expect(acted(text.replaceAll('\u2060', '')), name).to.deep.equal([])
    })

    it('begins no line of a transcript', () => {
      const heads = (each: string) =>
        each
          .split('\n')
          .filter((line) => !/^[<>] /.test(line))
          .map((line) => line.slice(0, 10).trimEnd())
      const [lines, twin] = both((of) => [...trace(of).values()].map(heads))
      expect(lines).to.deep.equal(twin)
    })
  })
