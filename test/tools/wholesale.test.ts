import { expect } from 'chai'
import type { TargetResult } from '../../harness/case/results'
import { WHOLESALE } from '../../servers-under-test/scratch/wholesale'
import { cases, resultsOf } from '../../tools/kill-matrix/scratch-runs'
import { wsspec } from '../kit/command-line'

/** `npm run test:all` runs every case; otherwise those of some suites. */
const ALL = process.env['WSSPEC_MATRIX'] === 'all'
const SUITES = ALL ? [] : ['--only', '0', '--only', '3', '--only', '4', '--only', '5', '--only', '6', '--only', '7']

/** Runs the command line against a server that is wrong as a whole. */
async function runAgainst(
  name: string,
  ...words: string[]
): Promise<{ code: number; stderr: string; target: TargetResult }> {
  const wrong = WHOLESALE.find((each) => each.name === name)
  if (!wrong) throw new Error(`there is no server ${name}`)
  const server = await wrong.listen()
  try {
    const url = `ws://127.0.0.1:${server.port}/`
    const { code, stdout, stderr } = await wsspec(['run', url, '--json', '-', '--timeout', '1000', ...words])
    return { code, stderr, target: JSON.parse(stdout).targets[0] }
  } finally {
    await server.close()
  }
}

function verdictOf(target: TargetResult, id: string): string | undefined {
  return target.cases.find((each) => each.id === id)?.verdict
}

describe('a server that is wrong as a whole', function () {
  this.timeout(300_000)

  it('fails where it accepts everything with the right Accept', async () => {
    const { code, target } = await runAgainst('accepts-everything', ...SUITES)
    expect(code).to.equal(1)
    expect(verdictOf(target, '7.01')).to.equal('pass')
    for (const id of ['3.01', '4.01', '5.01', '6.02']) expect(verdictOf(target, id), id).to.equal('fail')
    expect(target.cases.find(({ id }) => id === '6.09')).to.include({ verdict: 'skip', scoredIn: '6.02' })
  })

  it('fails where the Accept is wrong, which is scored once', async () => {
    const { code, target } = await runAgainst('random-accept', ...SUITES)
    expect(code).to.equal(1)
    for (const id of ['0.01', '0.02', '7.01']) expect(verdictOf(target, id), id).to.equal('fail')
    expect(verdictOf(target, '3.03'), 'as good as the control').to.equal('pass')
  })

  for (const [name, message] of [
    ['refuses-everything', /400/],
    ['never-answers', /sent nothing/],
  ] as const) {
    it(`is not judged where it ${name.replace('-', ' ')}: exit code 3, every case inconclusive`, async () => {
      const { code, stderr, target } = await runAgainst(name)
      expect(code).to.equal(3)
      expect(target.summary).to.include({ pass: 0, fail: 0, inconclusive: cases.length })
      expect(stderr).to.match(message)
    })
  }
})

/** The cases in which a default run waits less or sends less than a thorough one. */
const WAITING = cases
  // 14.19 watches a link for eight times as long with --thorough: that is another question, and not another wait.
  .filter(({ id, parts = [], follow }) => {
    if (id === '14.19') return false
    const watches = parts.some(({ steps = [] }) => steps.some((step) => step.do === 'watch'))
    return ALL || watches || follow !== undefined
  })
  .map(({ id }) => id)

describe('a default run', function () {
  this.timeout(300_000)

  it('has the verdicts of --thorough, which waits for the full time', async () => {
    const words = (verdicts: Awaited<ReturnType<typeof resultsOf>>) =>
      [...verdicts].map(([id, { verdict }]) => `${id} ${verdict}`)
    const [short, thorough] = await Promise.all([
      resultsOf({}, {}, WAITING),
      resultsOf({}, { thorough: true, timeoutMs: 10_000 }, WAITING),
    ])
    expect(WAITING).to.have.length.above(10)
    expect(words(short)).to.deep.equal(words(thorough))
  })
})
