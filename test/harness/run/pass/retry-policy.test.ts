import { expect } from 'chai'
import { type Decision, type Doubtful, RetryPolicy } from '../../../../harness/run/pass/retry-policy'

const OPEN: Doubtful = { verdict: 'inconclusive', waitedFor: null }
const SILENT: Doubtful = { verdict: 'fail', waitedFor: 'answer' }
const FAILED: Doubtful = { verdict: 'fail', waitedFor: null }

/** What a policy decides about the same doubt `times` times, without learning from it. */
function decisions(policy: RetryPolicy, doubt: Doubtful, times: number): Decision[] {
  return Array.from({ length: times }, () => policy.decide(doubt))
}

describe('the retry policy', () => {
  it('retries 16 cases of a suite that have no verdict, and drops the others', () => {
    const policy = new RetryPolicy()
    for (const suite of [1, 2]) {
      policy.beginSuite()
      const made = decisions(policy, OPEN, 20)
      expect(
        made.filter((each) => each === 'retry'),
        `suite ${suite}`,
      ).to.have.length(16)
      expect(made.slice(16)).to.deep.equal(['drop', 'drop', 'drop', 'drop'])
    }
  })

  it('retries every doubtful finding that did not time out', () => {
    expect(new Set(decisions(new RetryPolicy(), FAILED, 100))).to.deep.equal(new Set(['retry']))
  })

  it('believes timeouts after four of them gave the same verdict alone', () => {
    const policy = new RetryPolicy()
    for (let time = 0; time < 4; time++) {
      expect(policy.decide(SILENT)).to.equal('retry')
      policy.learn(SILENT, 'fail')
    }
    expect(policy.decide(SILENT)).to.equal('believe')
    expect(policy.decide(FAILED), 'it did not time out').to.equal('retry')
    expect(policy.decide({ ...SILENT, verdict: 'warn' }), 'another verdict').to.equal('retry')
    expect(policy.decide({ ...SILENT, waitedFor: 'alive' }), 'another wait').to.equal('retry')
  })

  it('believes no timeout once one gave another verdict alone', () => {
    const policy = new RetryPolicy()
    for (let time = 0; time < 4; time++) policy.learn(SILENT, 'fail')
    policy.learn(SILENT, 'pass')
    expect(policy.decide(SILENT)).to.equal('retry')
  })

  it('learns nothing about timeouts from a case that has no verdict alone', () => {
    const policy = new RetryPolicy()
    for (let time = 0; time < 4; time++) policy.learn(SILENT, 'fail')
    policy.learn(SILENT, 'inconclusive')
    expect(policy.decide(SILENT)).to.equal('believe')
  })

  it('then retries at most 16 timeouts of a suite and 40 of a pass', () => {
    const policy = new RetryPolicy()
    policy.learn(SILENT, 'pass')
    expect(decisions(policy, SILENT, 17).lastIndexOf('retry')).to.equal(15)
    policy.beginSuite()
    expect(decisions(policy, SILENT, 17).lastIndexOf('retry')).to.equal(15)
    policy.beginSuite()
    expect(decisions(policy, SILENT, 17).lastIndexOf('retry')).to.equal(7)
  })

  it('retries at most 40 timeouts of a pass where it learns nothing', () => {
    expect(decisions(new RetryPolicy(), SILENT, 50).lastIndexOf('retry')).to.equal(39)
  })

  it('learns nothing from a case that did not time out, and from one without a result', () => {
    const policy = new RetryPolicy()
    for (let time = 0; time < 8; time++) {
      policy.learn(FAILED, 'fail')
      policy.learn(SILENT, undefined)
    }
    expect(policy.decide(SILENT)).to.equal('retry')
  })

  it('allows four restarts', () => {
    const policy = new RetryPolicy()
    const allowed = Array.from({ length: 6 }, () => policy.allowsRestart())
    expect(allowed).to.deep.equal([true, true, true, true, false, false])
  })

  it('gives up after 32 unsteady cases', () => {
    const policy = new RetryPolicy()
    const unsteady = Array.from({ length: 33 }, () => policy.isTooUnsteady())
    expect(unsteady.indexOf(true)).to.equal(31)
  })
})
