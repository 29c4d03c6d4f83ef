import { expect } from 'chai'
import { KEPT_FLAGS, nextStep, repeatLine, targetWord } from '../../reports/repeat-command'
import { flagName } from '../../settings/settings'
import { ALL_SETTINGS } from '../../settings/table'
import { result, target } from './kit/results'

const one = target('ws@8.23.0', [result('6.01', 'fail', { known: { reason: 'issue 7' } }), result('6.02', 'fail')])

describe('reports: the command that repeats a case', () => {
  it('keeps flags that exist, with a value where they take one, and every flag about the target', () => {
    const flags = new Map(ALL_SETTINGS.map(({ key, kind }) => [flagName(key), kind !== 'switch']))
    for (const [name, valued] of KEPT_FLAGS) expect(flags.get(name), name).to.equal(valued)
    // A repeated command names one target, so that it needs no file of targets.
    const ofTarget = ALL_SETTINGS.filter(({ group, key }) => group === 'Target' && key !== 'targets')
    for (const { key } of ofTarget) expect([...KEPT_FLAGS.keys()]).to.include(flagName(key))
  })

  it('has the other cases that decided, and the flags of the run', () => {
    expect(repeatLine('0.06', 'ws', ['12.01'], ['run', '--insecure', '--json', 'x', 'ws'])).to.equal(
      'wsspec run ws --insecure --only 0.06 --only 12.01 --verbose',
    )
  })

  it('names the target as the command line did', () => {
    expect(targetWord(one, ['run', 'ws'])).to.equal('ws')
    expect(targetWord(one, ['run', 'ws@8.23.0'])).to.equal('ws@8.23.0')
    expect(targetWord({ ...one, server: null }, ['run'])).to.equal('ws://127.0.0.1:9001/')
    expect(targetWord({ ...one, via: { name: 'nginx', version: '1.22.1' } }, ['run', 'nginx'])).to.equal('nginx')
  })

  it('shows next the gravest finding that is not expected, or the whole target', () => {
    expect(nextStep(one, ['run', 'ws'])).to.equal('wsspec run ws --only 6.02 --html report.html')
    expect(nextStep(target('ws@1', [result('6.01')]), ['run', 'ws'])).to.equal('wsspec run ws --html report.html')
  })
})
