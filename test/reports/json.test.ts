import { Ajv } from 'ajv'
import { expect } from 'chai'
import type { Results } from '../../harness/case/results'
import { VERDICT_ORDER } from '../../harness/case/verdicts'
import { compactJson, json, jsonPieces } from '../../reports/json'
import { faults, published } from '../kit/schemas'
import { exchange, hostile, result, results, target } from './kit/results'

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
      expect(JSON.parse(compactJson(each))).to.deep.equal(each)
    }
  })

  it('comes in pieces of one target at most, which together are one document', () => {
    const one = plain.targets[0]
    if (!one) throw new Error('no target')
    for (const count of [0, 1, 50]) {
      const many: Results = { ...plain, targets: new Array(count).fill(one) }
      const pieces = [...jsonPieces(many)]
      expect(JSON.parse(pieces.join(''))).to.deep.equal(many)
      expect(pieces.join('')).to.equal(`${JSON.stringify(JSON.parse(json(many)), null, 2)}\n`)
      expect(Math.max(...pieces.map(({ length }) => length))).to.be.below(2 * json(plain).length)
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

  it('is what the published schema says, and nothing else', () => {
    const more = {
      parts: [{ name: 'p', verdict: 'fail' as const, expected: '', got: '', because: '', exchanges: [0] }],
      evidence: ['3.01'],
      known: { reason: 'a bug', link: 'https://example.com/1', until: '2030-01-01' },
    }
    const cases = VERDICT_ORDER.map((verdict, i) => result(`6.${i + 10}`, verdict, more))
    const full = results(target('ws@8.23.0', cases, { diagnosis: 'x', leftOut: 2, server: null }), target('a@1', []))
    expect(faults('results', JSON.parse(json(full)))).to.deep.equal([])
    expect(faults('results', { ...full, startedAt: null })).to.deep.equal([])
    const wrong: [string, unknown][] = [
      ['another version', { ...full, schemaVersion: 2 }],
      ['a field of no schema', { ...full, extra: 1 }],
      ['a case without a verdict', results(target('a@1', [{ ...result('6.01'), verdict: undefined as never }]))],
      ['an id that is none', results(target('a@1', [result('../6.01')]))],
      ['bytes that are not base64', results(target('a@1', [], { controls: [{ ...exchange({}), sent: 'GET /' }] }))],
    ]
    for (const [what, document] of wrong) expect(faults('results', document), what).to.not.deep.equal([])
  })

  it('has a schema that allows fields that are added later', () => {
    const check = new Ajv({ allowUnionTypes: true }).compile(published('results'))
    expect(check({ ...plain, later: 1, tool: { ...plain.tool, commit: 'x' } })).to.equal(true)
  })
})
