import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { VERDICT_ORDER } from '../../../harness/case/verdicts'
import { contextOf, mochawesomeData } from '../../../reports/mochawesome/mochawesome-data'
import { writeMochawesome } from '../../../reports/mochawesome/mochawesome-page'
import { stateOf } from '../../../reports/test-state'
import { hostile, result, results, target } from '../kit/results'

describe('reports: mochawesome', () => {
  it('fails what fails, keeps pending what has no verdict, passes the rest', () => {
    const states = (strict: boolean) =>
      Object.fromEntries(VERDICT_ORDER.map((verdict) => [verdict, stateOf(verdict, strict)]))
    const lenient = {
      ...{ pass: 'passed', observed: 'passed', warn: 'passed', contested: 'passed' },
      ...{ fail: 'failed', error: 'failed', skip: 'pending', inconclusive: 'pending' },
    }
    expect(states(false)).to.deep.equal(lenient)
    expect(states(true)).to.deep.equal({ ...lenient, contested: 'failed', warn: 'failed' })
  })

  it('tells verdict, words and octets of a case', () => {
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

  it('is the same for the same results and has every uuid once', () => {
    const text = JSON.stringify(mochawesomeData(hostile()))
    expect(JSON.stringify(mochawesomeData(hostile()))).to.equal(text)
    const uuids = [...text.matchAll(/"uuid":"([^"]*)"/g)].map(([, uuid = '']) => uuid)
    expect(new Set(uuids).size).to.equal(uuids.length)
    for (const uuid of uuids) expect(uuid).to.match(/^[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
  })

  describe('the page', () => {
    let dir = ''
    before(() => {
      dir = mkdtempSync(join(tmpdir(), 'wsspec-'))
    })
    after(() => rmSync(dir, { recursive: true, force: true }))

    it('is one file with the cases in it, beside the data', () => {
      const out = join(dir, 'deep', 'er')
      const of = results(target('ws@8.23.0', [result('6.02', 'fail', { title: 'Unsupported 14' })]))
      writeMochawesome(of, out, { strict: false })
      expect(readdirSync(out).sort()).to.deep.equal(['index.html', 'index.json'])
      const text = readFileSync(join(out, 'index.html'), 'utf8')
      expect(text).to.contain('6.02 MUST Unsupported 14')
      expect(text)
        .to.not.contain(dir)
        .and.not.match(/<(?:script|link|img)[^>]*\s(?:src|href)=/)
      expect(JSON.parse(readFileSync(join(out, 'index.json'), 'utf8'))).to.deep.equal(mochawesomeData(of))
    })

    it('survives whatever the wire brings', () => {
      writeMochawesome(hostile(), dir)
      const text = readFileSync(join(dir, 'index.html'), 'utf8')
      const [, raw = ''] = /data-raw="([^"]*)"/.exec(text) ?? []
      const data = raw
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&#x27;', "'")
      expect(JSON.parse(data.replaceAll('&amp;', '&'))).to.deep.equal(
        JSON.parse(JSON.stringify(mochawesomeData(hostile()))),
      )
    })

    it('says in one line why it cannot be written', () => {
      expect(() => writeMochawesome(hostile(), '/proc/nowhere/x')).to.throw(
        /^cannot make the folder \/proc\/nowhere\/x: [^\n]+$/,
      )
    })
  })
})
