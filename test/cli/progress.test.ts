import { expect } from 'chai'
import { Progress, type ProgressClock, type ProgressOptions } from '../../cli/progress'
import { clientSuites } from '../../suites/client'

const ERASE = '\r\x1b[2K'

/** A clock that moves when it is told to. */
class FakeClock implements ProgressClock {
  private at = 0
  private readonly timers = new Set<{ ms: number; next: number; run: () => void }>()

  now(): number {
    return this.at
  }

  every(ms: number, run: () => void): () => void {
    const timer = { ms, next: this.at + ms, run }
    this.timers.add(timer)
    return () => this.timers.delete(timer)
  }

  get waiting(): number {
    return this.timers.size
  }

  pass(ms: number): void {
    for (const end = this.at + ms; this.at < end; ) {
      this.at += 100
      for (const timer of this.timers)
        if (timer.next <= this.at) {
          timer.next += timer.ms
          timer.run()
        }
    }
  }
}

interface Screen extends Omit<ProgressOptions, 'clock' | 'quiet'> {
  columns?: number
  env?: Record<string, string>
  isTTY?: boolean
  quiet?: boolean
}

/** Progress with a clock and a screen of its own. */
function shown({ columns = 80, env = {}, isTTY = true, quiet = false, ...options }: Screen) {
  let text = ''
  const clock = new FakeClock()
  const stderr = { isTTY, columns, write: (more: string) => (text += more) }
  const context = { argv: [], env, cwd: '/', stdout: stderr, stderr, signal: new AbortController().signal }
  const progress = new Progress(context, { quiet, clock, ...options })
  const written = () => text
  const drawn = () => text.split(ERASE)
  return { clock, progress, written, drawn }
}

const TARGET = { name: 'ws\x1b[2J@8.23.0' }

describe('progress', () => {
  for (const width of [40, 60, 80, 200])
    it(`is one line of at most ${width} cells that is erased`, () => {
      const { progress, drawn } = shown({ columns: width })
      progress.begin(TARGET)
      progress.step(TARGET, { suite: 6 }, 20, 20)
      progress.end(TARGET)
      const lines = drawn()
      expect(lines[0]).to.equal('')
      expect(lines.at(-1)).to.equal('')
      expect(lines[2]).to.match(/^0 s: 20\/20 cases, suite 6 version/)
      for (const line of lines)
        expect(line)
          .to.match(/^[^\x00-\x1f]*$/)
          .and.have.property('length')
          .below(width)
    })

  it('names the suites of clients, and says that cases wait for the client', () => {
    const { progress, clock, drawn } = shown({ columns: 200, suites: clientSuites })
    const target = { name: 'mine' }
    progress.begin(target)
    progress.step(target, { suite: 5 }, 20, 257)
    progress.wait(target, { cases: 8, what: 'client' })
    clock.pass(3000)
    expect(drawn().at(-1)).to.equal(
      '3 s: 20/257 cases, no verdict for 3 s: 8 cases wait for the client, suite 5 accept (mine)',
    )
  })

  it('moves its clock each second although nothing happens, and says what it waits for', () => {
    const { progress, clock, drawn } = shown({ columns: 200, deadlineMs: 10_000 })
    const target = { name: 'mine' }
    progress.begin(target)
    clock.pass(1000)
    progress.step(target, { suite: 13 }, 380, 416)
    clock.pass(4000)
    expect(drawn().slice(1)).to.deep.equal([
      '0 s: starting mine',
      '1 s: starting mine',
      '2 s: 380/416 cases, suite 13 transport (mine)',
      '3 s: 380/416 cases, no verdict for 2 s (a case waits up to 10 s), suite 13 transport (mine)',
      '4 s: 380/416 cases, no verdict for 3 s (a case waits up to 10 s), suite 13 transport (mine)',
      '5 s: 380/416 cases, no verdict for 4 s (a case waits up to 10 s), suite 13 transport (mine)',
    ])
  })

  it('says how many cases only wait, and for what', () => {
    const { progress, clock, drawn } = shown({ columns: 200 })
    const target = { name: 'mine' }
    progress.begin(target)
    progress.wait(target, { cases: 12, what: 'answer' })
    progress.step(target, { suite: 13 }, 380, 416)
    clock.pass(3000)
    expect(drawn().at(-1)).to.match(/^3 s: 380\/416 cases, no verdict for 3 s: 12 cases wait for an answer, suite 13/)
    progress.wait(target, { cases: 1, what: 'alive' })
    clock.pass(1000)
    expect(drawn().at(-1)).to.include('no verdict for 4 s: 1 case waits for a sign of life')
    progress.wait(target, { cases: 0, what: null })
    clock.pass(1000)
    expect(drawn().at(-1)).to.include('no verdict for 5 s, suite 13')
  })

  it('ends its clock with the last target, and leaves nothing on the screen', () => {
    const { progress, clock, drawn } = shown({})
    const [one, other] = [{ name: 'one' }, { name: 'other' }]
    progress.begin(one)
    progress.begin(other)
    expect(clock.waiting).to.equal(1)
    progress.end(one)
    clock.pass(1000)
    expect(drawn().at(-1)).to.equal('1 s: starting other')
    progress.end(other)
    expect([clock.waiting, drawn().at(-1)]).to.deep.equal([0, ''])
    clock.pass(5000)
    expect(drawn().at(-1)).to.equal('')
  })

  it('names three of many targets, and how far the whole run is', () => {
    const { progress, clock, drawn } = shown({ columns: 200, overall: () => '12 of 100 targets' })
    for (const name of ['a', 'b', 'c', 'd', 'e']) progress.begin({ name })
    clock.pass(1000)
    expect(drawn().at(-1)).to.equal('1 s: 12 of 100 targets; starting a; starting b; starting c; 2 more')
  })

  for (const [where, screen] of [
    ['outside of terminals', { isTTY: false }],
    ['in CI', { env: { CI: '1' } }],
    ['on dumb terminals', { env: { TERM: 'dumb' } }],
  ] as const)
    it(`is a line every ten seconds ${where}`, () => {
      const { progress, clock, written } = shown(screen)
      progress.begin(TARGET)
      clock.pass(9900)
      expect(written()).to.equal('')
      progress.step(TARGET, { suite: 6 }, 20, 40)
      clock.pass(10_200)
      progress.end(TARGET)
      clock.pass(20_000)
      expect(written().split('\n')).to.deep.equal([
        'wsspec: 10 s: 20/40 cases, suite 6 version (ws\\x1b[2J@8.23.0)',
        'wsspec: 20 s: 20/40 cases, no verdict for 10 s, suite 6 version (ws\\x1b[2J@8.23.0)',
        '',
      ])
    })

  it('goes on counting ten seconds over targets that each end sooner', () => {
    const { progress, clock, written } = shown({ isTTY: false })
    for (const name of ['a', 'b', 'c']) {
      const target = { name }
      progress.begin(target)
      clock.pass(4000)
      progress.end(target)
    }
    expect(written()).to.equal('wsspec: 10 s: starting c, no verdict for 2 s\n')
  })

  it('is nothing with --quiet', () => {
    for (const isTTY of [true, false]) {
      const { progress, clock, written } = shown({ isTTY, quiet: true })
      progress.begin(TARGET)
      progress.step(TARGET, { suite: 6 }, 20, 20)
      clock.pass(30_000)
      progress.clear()
      progress.end(TARGET)
      expect([written(), clock.waiting]).to.deep.equal(['', 0])
    }
  })
})
