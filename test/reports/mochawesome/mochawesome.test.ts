import { expect } from 'chai'
import { contextOf, mochawesomeData } from '../../../reports/mochawesome/mochawesome-data'
import { mochawesomeFiles } from '../../../reports/mochawesome/mochawesome-page'
import { causes } from '../../../suites/causes'
import { hostile, result, results, target } from '../kit/results'

describe('reports: mochawesome', () => {
  it('shows the verdict, the words and the bytes of a case', () => {
    const context = contextOf(result('6.02', 'fail'))
    expect(context.map(({ title }) => title)).to.deep.equal(['verdict', 'expected', 'got', 'because', 'connection 1'])
    expect(context.at(-1)?.value).to.contain('GET / HTTP/1.1␍␊')
  })

  it('gives the page no value that it would load', () => {
    const values = hostile()
      .targets.flatMap(({ cases }) => cases.flatMap(contextOf))
      .map(({ value }) => value)
    expect(values.filter((value) => /^\S+$|^data:/.test(value))).to.deep.equal([])
  })

  it('counts what mochawesome counts, with a suite for each target and topic', () => {
    const cases = [result('6.01'), result('6.02', 'fail'), result('7.01', 'skip'), result('7.02', 'contested')]
    const {
      stats,
      results: [root],
    } = mochawesomeData(results(target('ws@8.23.0', cases)))
    expect(stats).to.include({ suites: 3, tests: 4, passes: 2, failures: 1, pending: 1, passPercent: (2 / 3) * 100 })
    const first = root?.suites[0]
    const six = first?.suites[0]
    expect([first?.title, six?.title]).to.deep.equal(['ws 8.23.0', 'Suite 6'])
    expect(six?.tests.map(({ title }) => title)).to.deep.equal(['6.01 MUST Title of 6.01', '6.02 MUST Title of 6.02'])
  })

  it('shows that a test is a warning, contested or a free choice, and how many a suite has', () => {
    const cases = [
      result('6.01'),
      result('6.02', 'warn', { got: '431', because: '' }),
      result('6.03', 'contested', { got: '', because: 'two clauses' }),
      result('6.04', 'observed', { got: '101', because: '' }),
      result('6.05', 'observed', { got: '101', because: '' }),
    ]
    const titles = (strict: boolean) => {
      const [root] = mochawesomeData(results(target('ws@8.23.0', cases)), { strict }).results
      const [six] = root?.suites[0]?.suites ?? []
      return [six?.title, ...(six?.tests.map(({ title }) => title.replace(/^6\.\d\d MUST Title of /, '')) ?? [])]
    }
    expect(titles(false)).to.deep.equal([
      'Suite 6 (1 contested, 1 warn, 2 free choices)',
      '6.01',
      '6.02 (warn: 431)',
      '6.03 (contested: two clauses)',
      '6.04 (observed (free choice): 101)',
      '6.05 (observed (free choice): 101)',
    ])
    expect(titles(true).slice(0, 4)).to.deep.equal(['Suite 6 (2 free choices)', '6.01', '6.02', '6.03'])
  })

  it('has the verdict and the causes as the context of a hook, which is not counted', () => {
    const cases = [
      result('2.01', 'fail', { cause: 'host-not-checked', impact: 'bypass' }),
      result('12.03', 'fail', { cause: 'body-not-refused', impact: 'smuggling' }),
      result('6.04', 'warn', { cause: 'form' }),
    ]
    const { stats, results: roots } = mochawesomeData(results(target('ws@8.23.0', cases)), { causes })
    const [hook] = roots[0]?.suites[0]?.beforeHooks ?? []
    expect(hook).to.include({
      isHook: true,
      state: 'passed',
      title: '"before all" hook: FAILED: 2 causes, 2 failed cases',
    })
    const context = JSON.parse(hook?.context ?? '[]') as { title: string; value: string }[]
    expect(context.map(({ title }) => title)).to.deep.equal([
      'verdict',
      'met',
      'smuggling: A handshake with a body is accepted, and the body is read as frames',
      'bypass: Host is never checked',
      'warn',
    ])
    expect(context[3]?.value).to.match(/^2\.01\nFix: Answer 400/)
    expect(stats).to.include({ tests: 3, failures: 2, passes: 1 })
  })

  it('is the same for the same results and has every uuid once', () => {
    const text = JSON.stringify(mochawesomeData(hostile()))
    expect(JSON.stringify(mochawesomeData(hostile()))).to.equal(text)
    const uuids = [...text.matchAll(/"uuid":"([^"]*)"/g)].map(([, uuid = '']) => uuid)
    expect(new Set(uuids).size).to.equal(uuids.length)
    for (const uuid of uuids) expect(uuid).to.match(/^[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
  })

  describe('the page', () => {
    it('is one file with the cases in it, beside the data', () => {
      const of = results(target('ws@8.23.0', [result('6.02', 'fail', { title: 'The version is 14' })]))
      const files = mochawesomeFiles(of, { strict: false })
      expect([...files.keys()]).to.deep.equal(['index.json', 'index.html'])
      const text = files.get('index.html') ?? ''
      expect(text).to.contain('6.02 MUST The version is 14')
      expect(text)
        .to.not.contain(process.cwd())
        .and.not.match(/<(?:script|link|img)[^>]*\s(?:src|href)=/)
      expect(JSON.parse(files.get('index.json') ?? '')).to.deep.equal(mochawesomeData(of))
    })

    it('survives every text from a server', () => {
      const [, raw = ''] = /data-raw="([^"]*)"/.exec(mochawesomeFiles(hostile()).get('index.html') ?? '') ?? []
      const data = raw
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&#x27;', "'")
      expect(JSON.parse(data.replaceAll('&amp;', '&'))).to.deep.equal(
        JSON.parse(JSON.stringify(mochawesomeData(hostile()))),
      )
    })
  })
})
