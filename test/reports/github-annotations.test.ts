import { expect } from 'chai'
import { annotations } from '../../reports/github-annotations'
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
  it('are one for each suite and kind, with the cases in it', () => {
    const cases = [
      result('6.01'),
      result('6.02', 'fail', { title: '100%, or: more', got: '101' }),
      result('6.03', 'fail'),
      result('6.04', 'warn', { level: 'SHOULD' }),
    ]
    const [error, warning, ...more] = readBack(results(target('ws@8.23.0', cases)), {
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
    const all = readBack(results(target('x@1', cases)))
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
})
