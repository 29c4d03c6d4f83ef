import { expect } from 'chai'
import type { Results } from '../../harness/results'
import { embeddedJson, json } from '../../reports/json'
import { hostile, result, results, target } from './fixture'

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, each]) => [key, reversed(each)]),
  )
}

describe('reports: json', () => {
  const plain = results(target('ws@8.23.0', [result('6.02', 'fail')], { diagnosis: 'x', leftOut: 2 }))

  it('gives the results back, whatever they hold', () => {
    for (const each of [plain, hostile()]) {
      expect(JSON.parse(json(each))).to.deep.equal(each)
      expect(JSON.parse(embeddedJson(each))).to.deep.equal(each)
    }
  })

  it('does not depend on the order in which keys were set', () => {
    expect(json(reversed(plain) as Results)).to.equal(json(plain))
    expect(json(plain)).to.match(/^\{\n {2}"schemaVersion": 1,\n {2}"tool": \{\n {4}"name"/)
    expect(json(plain).endsWith('}\n')).to.equal(true)
  })

  it('has the keys of a case in the order of the contract', () => {
    const { targets } = JSON.parse(json(plain)) as Results
    expect(Object.keys(targets[0]?.cases[0] ?? {}).join()).to.equal(
      'id,suite,title,level,contested,source,verdict,expected,got,because,durationMs,stable,known,exchanges',
    )
    expect(Object.keys(targets[0]?.summary ?? {}).join()).to.equal(
      'pass,fail,warn,contested,observed,skip,inconclusive,error',
    )
  })

  it('prints nothing that a terminal acts on', () => {
    expect(json(hostile())).to.match(/^[^\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028]*$/)
  })
})
