import { expect } from 'chai'
import { annotations } from '../../reports/github-annotations'
import { causes } from '../../suites/causes'
import { result, results, target } from './kit/results'

/** A workflow command as GitHub's runner reads it. */
function read(line: string) {
  const [, kind, title = '', message = ''] = /^::(error|warning) title=([^:,]*)::(.*)$/.exec(line) ?? []
  const data = (text: string) => text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%')
  return { kind, title: data(title.replaceAll('%3A', ':').replaceAll('%2C', ',')), message: data(message) }
}

function readBack(...given: Parameters<typeof annotations>) {
  return annotations(...given)
    .split('\n')
    .filter((line) => line !== '')
    .map(read)
}

describe('reports: annotations', () => {
  it('are one for each cause and kind, with what to do and the cases', () => {
    const cases = [
      result('6.01'),
      result('6.10', 'fail', { title: '100%, or: more', got: '101', cause: 'version-not-checked', impact: 'lax' }),
      result('6.11', 'fail', { cause: 'version-not-checked', impact: 'lax' }),
      result('6.04', 'warn', { level: 'SHOULD', cause: 'host, not: checked', impact: 'bypass' }),
    ]
    const [error, warning, ...more] = readBack(results(target('ws@8.23.0', cases)), { causes })
    expect(more).to.deep.equal([])
    const remedy = causes.find(({ id }) => id === 'version-not-checked')?.remedy
    expect(error).to.deep.equal({
      kind: 'error',
      title: 'ws 8.23.0: lax, Sec-WebSocket-Version is not checked',
      message: `Fix: ${remedy}\n6.10 MUST 100%, or: more: fail; expected a 4xx; got 101\n6.11 MUST Title of 6.11: fail; expected a 4xx; got 101 Switching Protocols`,
    })
    expect(warning).to.include({ kind: 'warning', title: 'ws 8.23.0: bypass, host, not: checked' })
    expect(warning?.message).to.match(/^6\.04 SHOULD/)
  })

  it('are no more than GitHub shows, the gravest first, of all targets together', () => {
    const cases = (at: number) =>
      causes
        .slice(0, 24)
        .map(({ id, impact }, i) => result(`${i + 1}.01`, i % 2 ? 'warn' : 'fail', { cause: `${id} ${at}`, impact }))
    const all = readBack(results(target('x@1', cases(0)), target('y@1', cases(1).toReversed())))
    const errors = all.filter(({ kind }) => kind === 'error')
    expect([errors.length, all.length]).to.deep.equal([10, 20])
    const harms = errors.slice(0, 9).map(({ title }) => title.split(/[:,] /)[1])
    const order = ['outage', 'smuggling', 'interop', 'bypass', 'lax', 'form']
    expect(harms).to.deep.equal(harms.toSorted((a = '', b = '') => order.indexOf(a) - order.indexOf(b)))
    expect(new Set(errors.slice(0, 4).map(({ title }) => title.slice(0, 1)))).to.deep.equal(new Set(['x', 'y']))
    expect(errors.at(-1)?.title).to.equal('15 more')
    expect(errors.at(-1)?.message.split('\n')).to.have.length(15)
  })

  it('name the first cases of many', () => {
    const cases = Array.from({ length: 13 }, (_, i) => result(`6.${i + 10}`, 'fail'))
    const [error] = readBack(results(target('x@1', cases)))
    expect(error?.message.split('\n')).to.have.length(11)
    expect(error?.message).to.match(/\nand 3 cases more$/)
  })

  it('leave out what is expected, and say what could not be judged', () => {
    const known = result('6.01', 'fail', { known: { reason: 'issue 7' } })
    expect(annotations(results(target('x@1', [known, result('6.02')])))).to.equal('')
    const [error, ...more] = readBack(
      results(target('x@1', [result('6.01', 'inconclusive')], { diagnosis: 'it is down' })),
    )
    expect([error?.kind, error?.message, more.length]).to.deep.equal(['error', 'could not be judged: it is down', 0])
    const contested = results(target('x@1', [result('6.01', 'contested')]))
    expect(readBack(contested).map(({ kind }) => kind)).to.deep.equal(['warning'])
    expect(readBack(contested, { strict: true }).map(({ kind }) => kind)).to.deep.equal(['error'])
  })

  it('say which known failures no longer hold, which cases have no verdict, and errors of wsspec', () => {
    const open = result('6.01', 'inconclusive', { because: 'reset' })
    const one = results(target('x@1', [result('6.02'), open]))
    expect(readBack(one).map(({ kind, message }) => [kind, message])).to.deep.equal([
      ['error', 'could not be judged: 1 of 2 cases without a verdict'],
      ['warning', '1 case (6.01): reset'],
    ])
    expect(readBack(one, { allowInconclusive: 1 }).map(({ kind }) => kind)).to.deep.equal(['warning'])
    const stale = [{ id: '6.02', reason: 'old', because: 'it passes', at: 'known.yml, line 3' }]
    const more = readBack(results(target('x@1', [result('6.03', 'error')], { stale })))
    expect(more.map(({ title }) => title)).to.deep.equal([
      'x 1: known failures that no longer hold',
      'x 1: errors in wsspec',
    ])
    expect(more[0]?.message).to.equal('known.yml, line 3: stale, 6.02: it passes (its reason: old)')
  })
})
