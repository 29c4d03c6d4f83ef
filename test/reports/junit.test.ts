import { expect } from 'chai'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import type { Results, Verdict } from '../../harness/case/results'
import { annotations } from '../../reports/github-annotations'
import { junit } from '../../reports/junit'
import { MARKDOWN_LIMIT, markdown } from '../../reports/markdown'
import { result, results, target } from './kit/results'

const mixed = results(
  target('ws@8.23.0', [
    result('6.01'),
    result('6.02', 'fail'),
    result('6.03', 'error'),
    result('6.04', 'skip', { got: '', because: 'no echo' }),
    result('7.01', 'contested'),
  ]),
)

/** An element as fast-xml-parser gives it, attributes behind `@_`. */
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
    const root = parsed(junit(mixed))
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
    const [, seven] = all(parsed(junit(mixed)), 'testsuite')
    expect(all(seven, 'testcase')[0]).to.not.have.property('failure')
    const [, strictly] = all(parsed(junit(mixed, { strict: true })), 'testsuite')
    expect(all(strictly, 'testcase')[0]?.['failure']).to.include({ '@_type': 'contested' })
  })

  it('has the level and the clauses of each case as properties', () => {
    const [suite] = all(parsed(junit(mixed)), 'testsuite')
    const [first] = all(suite, 'testcase')
    expect(all(first?.['properties'] as Element, 'property')).to.deep.equal([
      { '@_name': 'level', '@_value': 'MUST' },
      { '@_name': 'clause', '@_value': 'RFC 6455 4.2.2' },
      { '@_name': 'clause', '@_value': 'RFC 6455 4.4' },
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

describe('reports: markdown', () => {
  it('tells the sentence, the counts, the findings folded with their octets, and how to repeat', () => {
    const text = markdown(mixed)
    expect(text).to.contain('meets 1 of 3 MUSTs').and.contain('| Suite 6 | ● 1 pass, ✕ 1 fail,')
    expect(text).to.match(
      /<details><summary>✕ <b>fail<\/b> 6\.02 MUST Title of 6\.02<\/summary>\n\n- expected: a 4xx\n[^<]*```text\n>>> sent, [^`]*GET \/ HTTP\/1\.1␍␊\n[^`]*```\n\n<\/details>\n/,
    )
    expect(text).to.contain('`wsspec run ws://127.0.0.1:9001/`')
  })

  it('tells where targets differ', () => {
    const other = target('faye@0.12', [result('6.01', 'fail'), result('6.02', 'fail')])
    const text = markdown(results(target('ws@8.23.0', [result('6.01'), result('6.02', 'fail')]), other))
    expect(text).to.contain(
      '### Where they differ\n\n| Case | ws 8.23.0 | faye 0.12 |\n| --- | --- | --- |\n| 6.01 MUST',
    )
    expect(text.split('### Where they differ')[1]).to.not.contain('6.02')
  })

  it('leaves out the octets before it leaves out a finding', () => {
    const many = Array.from({ length: 140 }, (_, i) => result(`6.${i + 100}`, 'fail'))
    const text = markdown(results(target('x@1', many)))
    expect(text.length).to.be.at.most(MARKDOWN_LIMIT)
    expect(text).to.contain('6.239 MUST').and.not.contain('GET / HTTP/1.1').and.not.contain('left off')
  })

  const long = 'word '.repeat(1000)
  const cases = (verdict: Verdict) =>
    Array.from({ length: 400 }, (_, i) => result(`6.${i + 100}`, verdict, { title: long, got: long, because: '`<b>' }))
  const HUGE: [string, Results][] = [
    ['findings', results(target('x@1', cases('fail')))],
    ['rows', results(target('a@1', cases('fail')), target('b@1', cases('pass')))],
    ['targets', results(...Array.from({ length: 700 }, (_, i) => target(`${long}@${i}`, cases('fail').slice(0, 2))))],
    [
      'words',
      { ...results(target('x@1', [result('6.01')], { diagnosis: long.repeat(20) })), command: [long.repeat(20)] },
    ],
  ]
  for (const [what, of] of HUGE)
    it(`with too many ${what} is cut between entries and says by how many`, () => {
      const text = markdown(of)
      expect(text.length).to.be.at.most(MARKDOWN_LIMIT)
      if (what !== 'words') expect(text).to.match(/\n… \d+ more entries left off to keep this short\.\n/)
      expect(text).to.match(/\nAgain: `.*` \(wsspec 0\.1\.0\)\n$/)
      expect(text.match(/<details>/g)?.length).to.equal(text.match(/<\/details>/g)?.length)
      expect((text.match(/^```/gm)?.length ?? 0) % 2).to.equal(0)
      for (const line of text.split('\n').filter((each) => each.startsWith('|'))) expect(line).to.match(/ \|$/)
    })
})

/** A workflow command as GitHub's runner reads it. */
function read(line: string) {
  const [, kind, title = '', message = ''] = /^::(error|warning) title=([^:,]*)::(.*)$/.exec(line) ?? []
  const data = (text: string) => text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%')
  return { kind, title: data(title.replaceAll('%3A', ':').replaceAll('%2C', ',')), message: data(message) }
}

function told(...given: Parameters<typeof annotations>) {
  return annotations(...given)
    .split('\n')
    .filter((line) => line !== '')
    .map(read)
}

describe('reports: annotations', () => {
  it('are one for each suite and kind, with the cases in it', () => {
    const cases = [
      result('6.01'),
      result('6.02', 'fail', { title: '100%, or: more', got: '101' }),
      result('6.03', 'fail'),
      result('6.04', 'warn', { level: 'SHOULD' }),
    ]
    const [error, warning, ...more] = told(results(target('ws@8.23.0', cases)), {
      suites: new Map([[6, 'a, b: 100%']]),
    })
    expect(more).to.deep.equal([])
    expect(error).to.deep.equal({
      kind: 'error',
      title: 'ws 8.23.0: 6 a, b: 100%',
      message:
        '6.02 MUST 100%, or: more: fail; expected a 4xx; got 101\n6.03 MUST Title of 6.03: fail; expected a 4xx; got 101 Switching Protocols',
    })
    expect(warning).to.include({ kind: 'warning', title: 'ws 8.23.0: 6 a, b: 100%' })
    expect(warning?.message).to.match(/^6\.04 SHOULD/)
  })

  it('are no more than GitHub shows, those about a MUST first', () => {
    const cases = Array.from({ length: 24 }, (_, i) =>
      result(`${i + 1}.01`, i % 2 ? 'warn' : 'fail', { level: i < 12 ? 'SHOULD' : 'MUST' }),
    )
    const all = told(results(target('x@1', cases)))
    const errors = all.filter(({ kind }) => kind === 'error')
    expect([errors.length, all.length]).to.deep.equal([10, 20])
    expect(errors.slice(0, 6).map(({ message }) => message.split(' ')[1])).to.deep.equal(Array(6).fill('MUST'))
    expect(errors.at(-1)).to.deep.equal({
      kind: 'error',
      title: '3 more suites',
      message: 'x 1: Suite 7\nx 1: Suite 9\nx 1: Suite 11',
    })
  })

  it('name the first cases of many', () => {
    const cases = Array.from({ length: 13 }, (_, i) => result(`6.${i + 10}`, 'fail'))
    const [error] = told(results(target('x@1', cases)))
    expect(error?.message.split('\n')).to.have.length(11)
    expect(error?.message).to.match(/\nand 3 cases more$/)
  })

  it('leave out what is expected, and say what could not be judged', () => {
    const known = result('6.01', 'fail', { known: { reason: 'issue 7' } })
    expect(annotations(results(target('x@1', [known, result('6.02')])))).to.equal('')
    const [error, ...more] = told(results(target('x@1', [result('6.01', 'inconclusive')], { diagnosis: 'it is down' })))
    expect([error?.kind, error?.message, more.length]).to.deep.equal(['error', 'could not be judged: it is down', 0])
    const contested = results(target('x@1', [result('6.01', 'contested')]))
    expect(told(contested).map(({ kind }) => kind)).to.deep.equal(['warning'])
    expect(told(contested, { strict: true }).map(({ kind }) => kind)).to.deep.equal(['error'])
  })
})
