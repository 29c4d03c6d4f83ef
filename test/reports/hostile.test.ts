import { expect } from 'chai'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { HtmlValidate, Parser, StaticConfigLoader } from 'html-validate'
import type { Results } from '../../harness/case/results'
import { autobahn } from '../../reports/autobahn'
import { badgeJson, badgeSvg } from '../../reports/badge'
import { type Difference, diffResults } from '../../reports/diff/difference'
import { differenceMarkdown } from '../../reports/diff/difference-markdown'
import { differencePage } from '../../reports/diff/difference-page'
import { differenceText } from '../../reports/diff/difference-text'
import { annotations } from '../../reports/github-annotations'
import { html } from '../../reports/html'
import { issue } from '../../reports/issue'
import { json } from '../../reports/json'
import { junit } from '../../reports/junit'
import { markdown } from '../../reports/markdown'
import { mochawesomeFiles } from '../../reports/mochawesome/mochawesome-page'
import { comparison } from '../../reports/terminal/comparison'
import { terminal } from '../../reports/terminal/terminal'
import { trace } from '../../reports/trace'
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

/** What a terminal or a CI service would act on, once the colours of our own are gone. */
function acted(text: string): string[] {
  const plain = text.replace(/\x1b\[[\d;]*m/g, '')
  return [
    ...(plain.match(/[\0-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Cs}/gu) ?? []),
    ...plain.split('\n').filter((line) => /^\s*::[a-z-]+(\s.*)?::/i.test(line) || /##[a-z]*\[/i.test(line)),
  ]
}

/** One case of each kind that a page tells in a way of its own: parsing pages takes long. */
function fewer(of: Results): Results {
  const kinds = ['6.01', '6.02', '6.04', '7.02']
  const targets = of.targets.map((each) => ({ ...each, cases: each.cases.filter(({ id }) => kinds.includes(id)) }))
  return { ...of, targets }
}

const LOOK = { color: true, width: 80, verbose: true, quiet: false, strict: true }

function values(files: ReadonlyMap<string, string>): string[] {
  return [...files.values()]
}

describe('reports: a target that says all of it', () => {
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
    const both = <T>(tell: (of: Results, words: string) => T): [T, T] => [tell(evil, text), tell(plain, harmless(text))]

    it('adds no element to a page', () => {
      const [told, twin] = both((of, words) =>
        html(fewer(of), { notes: hostileNotes(of, words), suites: new Map([[6, words]]) }),
      )
      expect(htmlShape(withoutData(told))).to.deep.equal(htmlShape(withoutData(twin)))
    })

    it('adds nothing to a difference', () => {
      const [told, twin] = both((of) => {
        const better = structuredClone(of)
        for (const { cases } of better.targets) for (const each of cases) each.verdict = 'pass'
        return diffResults(of, better)
      })
      const shapes = (difference: Difference) => [
        htmlShape(differencePage(difference, true, 'wsspec 0.1.0')),
        markdownShape(differenceMarkdown(difference, true)),
      ]
      expect(shapes(told)).to.deep.equal(shapes(twin))
      expect(acted(differenceText(told, { color: true, width: 80, several: true }))).to.deep.equal([])
    })

    it('adds nothing to Markdown but text', () => {
      for (const tell of [
        (of: Results, words: string) => markdown(of, { suites: new Map([[6, words]]) }),
        (of: Results, words: string) => issue(of, { notes: hostileNotes(of, words), strict: true, environment: words }),
      ]) {
        const [told, twin] = both(tell)
        expect(markdownShape(told)).to.deep.equal(markdownShape(twin))
        expect(markdownProse(told)).to.not.match(/(?<!\w)@\w|#\d|www\.|:\/\/(?!www\.rfc-editor\.org)/)
        expect(acted(told.replaceAll('\u2060', ''))).to.deep.equal([])
      }
    })

    it('adds no element to XML', () => {
      const suites = (words: string) => ({ suites: new Map([[6, words]]) })
      const [told, twin] = both((of, words) => junit(of, suites(words)))
      expect(xmlShape(told)).to.deep.equal(xmlShape(twin))
      expect(told).to.match(/^[\n\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u)
      const [image, other] = both((of) => badgeSvg(of))
      expect(xmlShape(image)).to.deep.equal(xmlShape(other))
    })

    it('adds no field to JSON', () => {
      expect(JSON.parse(json(evil))).to.deep.equal(evil)
      expect(Object.keys(JSON.parse(badgeJson(evil)))).to.deep.equal(Object.keys(JSON.parse(badgeJson(plain))))
      const [files, twins] = both((of) => autobahn(of))
      const index = JSON.parse(files.get('index.json') ?? '')
      const twin = JSON.parse(twins.get('index.json') ?? '')
      expect(Object.values(index).map((each) => Object.keys(each as object))).to.deep.equal(
        Object.values(twin).map((each) => Object.keys(each as object)),
      )
      for (const name of [...files.keys(), ...trace(evil).keys()])
        expect(name).to.match(/^(?:[\w][\w.-]*\/)?\w[\w.-]*$/)
      for (const document of values(files)) expect(() => JSON.parse(document)).to.not.throw()
    })

    it('adds no workflow command', () => {
      const [told, twin] = both((of, words) => annotations(of, { suites: new Map([[6, words]]) }).split('\n'))
      expect(told).to.have.length(twin.length)
      for (const line of told) expect(line).to.match(/^$|^::(error|warning) title=[^\r\n:,]*::[^\r\n]*$/)
      expect(told.map((line) => line.split(' ')[0])).to.deep.equal(twin.map((line) => line.split(' ')[0]))
    })

    it('gives a terminal and a CI service nothing to act on', () => {
      const texts = [
        terminal(evil, LOOK),
        terminal(evil, { ...LOOK, verbose: false, quiet: true }),
        comparison(evil, LOOK),
        junit(evil),
        json(evil),
        badgeJson(evil),
        badgeSvg(evil),
        ...values(trace(evil)),
        ...values(autobahn(evil)),
      ]
      expect(texts.flatMap(acted)).to.deep.equal([])
    })

    it('begins no line of a transcript', () => {
      const [told, twin] = both((of) => trace(of))
      const heads = (each: string) =>
        each
          .split('\n')
          .filter((line) => !/^[<>] /.test(line))
          .map((line) => line.slice(0, 10).trimEnd())
      expect(values(told).map(heads)).to.deep.equal(values(twin).map(heads))
    })
  })
