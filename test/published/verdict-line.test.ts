import { expect } from 'chai'
import { isFinding, VERDICTS, type Verdict } from '../../harness/case/verdicts'
import { type CaseVerdict, readVerdictLine, verdictLine } from '../../published/verdict-line'

const IDS = [['1.01', '1.02', '1.03'], ['2.01']]

function verdicts(...of: [string, Verdict, byProgram?: boolean][]): ReadonlyMap<string, CaseVerdict> {
  return new Map(of.map(([id, verdict, byProgram = false]) => [id, { verdict, byProgram }]))
}

describe('a line of verdicts', () => {
  it('has a character for each case, and a space between suites', () => {
    const given = verdicts(['1.01', 'pass'], ['1.02', 'fail', true], ['1.03', 'skip'], ['2.01', 'contested'])
    expect(verdictLine(IDS, given)).to.equal('.f- C')
    expect(readVerdictLine(IDS, '.f- C')).to.deep.equal(given)
  })

  it('marks a case that was not run', () => {
    expect(verdictLine(IDS, verdicts(['1.02', 'warn']))).to.equal('_W_ _')
    expect(readVerdictLine(IDS, '_W_ _')).to.deep.equal(verdicts(['1.02', 'warn']))
  })

  it('is read as it was written, for every verdict of the library or of the program', () => {
    for (const verdict of VERDICTS)
      for (const byProgram of isFinding(verdict) ? [false, true] : [false]) {
        const given = verdicts(['2.01', verdict, byProgram])
        expect(readVerdictLine(IDS, verdictLine(IDS, given)), verdict).to.deep.equal(given)
      }
  })

  it('keeps no owner of a verdict that accuses nobody', () => {
    expect(verdictLine(IDS, verdicts(['1.01', 'pass', true], ['1.02', 'observed', true]))).to.equal('.o_ _')
  })

  it('is refused where it is too long, too short or has a strange character', () => {
    expect(() => readVerdictLine(IDS, '...')).to.throw('3 verdicts for 4 cases')
    expect(() => readVerdictLine(IDS, '.....')).to.throw('5 verdicts for 4 cases')
    expect(() => readVerdictLine(IDS, '.x. .')).to.throw('1.02: no verdict is written x')
  })
})
