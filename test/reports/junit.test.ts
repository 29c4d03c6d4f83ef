import { expect } from 'chai'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { junit } from '../../reports/junit'
import { MIXED, result, results, target } from './kit/results'

/** An element as fast-xml-parser gives it, attributes with the prefix `@_`. */
interface Element {
  [name: string]: string | Element | Element[] | undefined
}

const parser = new XMLParser({ ignoreAttributes: false, parseAttributeValue: false, parseTagValue: false })

function all(of: Element | undefined, name: string): Element[] {
  const found = of?.[name]
  return (found === undefined ? [] : [found].flat()) as Element[]
}

function parsed(text: string): Element {
  expect(XMLValidator.validate(text)).to.equal(true)
  return (parser.parse(text) as { testsuites: Element }).testsuites
}

describe('reports: junit', () => {
  it('keeps failure, error and skipped apart, and counts them', () => {
    const root = parsed(junit(MIXED))
    const [six, seven] = all(root, 'testsuite')
    expect(root).to.include({ '@_tests': '5', '@_failures': '1', '@_errors': '1', '@_skipped': '1' })
    expect(six).to.include({ '@_name': 'ws 8.23.0: Suite 6', '@_tests': '4', '@_failures': '1', '@_errors': '1' })
    expect(seven).to.include({ '@_tests': '1', '@_failures': '0', '@_skipped': '0' })
    const [pass, fail, error, skip] = all(six, 'testcase')
    expect(pass).to.not.have.any.keys('failure', 'error', 'skipped')
    expect(fail).to.include({ '@_name': '6.02 MUST Title of 6.02', '@_time': '0.003' })
    expect(fail?.['failure']).to.include({
      '@_type': 'fail',
      '@_message': '101 Switching Protocols; RFC 6455 4.2.2',
    })
    expect(error?.['error']).to.include({ '@_type': 'error' })
    expect(skip?.['skipped']).to.deep.equal({ '@_message': 'skip: no echo' })
  })

  it('fails what is contested only with strict', () => {
    const [, seven] = all(parsed(junit(MIXED)), 'testsuite')
    expect(all(seven, 'testcase')[0]).to.not.have.property('failure')
    const [, strictly] = all(parsed(junit(MIXED, { strict: true })), 'testsuite')
    expect(all(strictly, 'testcase')[0]?.['failure']).to.include({ '@_type': 'contested' })
  })

  it('has the level and the clauses of each case as properties', () => {
    const [suite] = all(parsed(junit(MIXED)), 'testsuite')
    const [first] = all(suite, 'testcase')
    expect(all(first?.['properties'] as Element, 'property')).to.deep.equal([
      { '@_name': 'level', '@_value': 'MUST' },
      { '@_name': 'clause', '@_value': 'RFC 6455 4.2.2' },
      { '@_name': 'clause', '@_value': 'RFC 6455 4.4' },
    ])
  })

  it('has the cause, the impact and why a failure is known as properties', () => {
    const found = result('6.02', 'fail', {
      cause: 'version-not-checked',
      impact: 'lax',
      known: { reason: 'issue 7', link: 'https://a.example/7', until: '2099-01-01' },
    })
    const [suite] = all(parsed(junit(results(target('x@1', [found])))), 'testsuite')
    const [first] = all(suite, 'testcase')
    expect(all(first?.['properties'] as Element, 'property').slice(3)).to.deep.equal([
      { '@_name': 'cause', '@_value': 'version-not-checked' },
      { '@_name': 'impact', '@_value': 'lax' },
      { '@_name': 'known', '@_value': 'issue 7; https://a.example/7; until 2099-01-01' },
    ])
  })

  it('has names that do not depend on the port of a server that wsspec started', () => {
    const started = (port: number) =>
      junit(results(target('node server.js', [result('6.01')], { server: null, url: `ws://127.0.0.1:${port}/` })))
    expect(started(4711)).to.equal(started(4712)).and.contain('classname="node server.js: Suite 6"')
  })

  it('tells two targets of one name apart', () => {
    const two = results(target('ws@1', [result('6.01')]), target('ws@1', [result('6.01')]))
    expect(all(parsed(junit(two)), 'testsuite').map((each) => each['@_name'])).to.deep.equal([
      'ws 1 (1): Suite 6',
      'ws 1 (2): Suite 6',
    ])
  })

  it('skips an expected failure with its reason', () => {
    const known = result('6.02', 'fail', { got: 'x', because: '', known: { reason: 'issue 7' } })
    const [suite] = all(parsed(junit(results(target('x@1', [known])))), 'testsuite')
    expect(all(suite, 'testcase')[0]?.['skipped']).to.deep.equal({ '@_message': 'fail: x; known: issue 7' })
  })

  it('counts a case without a verdict as skipped, and a target that could not be judged as an error', () => {
    const cases = [result('6.02', 'inconclusive', { got: '', because: 'it went away' })]
    const root = parsed(junit(results(target('x@1', cases, { diagnosis: 'it answers 401' }))))
    expect(root).to.include({ '@_tests': '2', '@_errors': '1', '@_skipped': '1' })
    const [first, second] = all(root, 'testsuite').flatMap((suite) => all(suite, 'testcase'))
    expect(first?.['error']).to.deep.equal({ '@_type': 'unjudged', '@_message': 'it answers 401' })
    expect(second?.['skipped']).to.deep.equal({ '@_message': 'inconclusive: it went away' })
  })
})
