import type { Case } from '../../case/case'
import type { Step } from '../../case/script'
import type { RunOptions } from '../target'
import type { SentCase, SoFar } from './send-case'
import type { SuiteRun } from './suite-run'

/** A case of the first phase that was sent and only waits. */
export interface FlyingCase {
  suiteRun: SuiteRun
  testCase: Case
  sofar: SoFar
}

/** What a case waits for: the kind of the step that would end in vain. */
function waitOf(sofar: SentCase | null): Step['do'] {
  const marks = [...(sofar?.sent.values() ?? [])].flatMap(({ observation }) => observation.recording.marks.at(-1) ?? [])
  return marks.find(({ met }) => !met)?.what ?? 'answer'
}

/** The most frequent of some values; null where there are none. */
function mostFrequent<T>(values: readonly T[]): T | null {
  const counts = new Map<T, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? null
}

/** The cases of the first phase on which something is still waited for, and nothing else happens. */
export class InFlight {
  /** Every suite was begun. */
  allBegun = false
  private readonly byCase = new Map<Case, FlyingCase>()
  private readonly waits = new Map<Case, Step['do']>()
  private wake = () => {}
  private readonly onWait: RunOptions['onWait']

  /** @param onWait called each time that other cases wait */
  constructor(onWait?: RunOptions['onWait']) {
    this.onWait = onWait
  }

  get cases(): FlyingCase[] {
    return [...this.byCase.values()]
  }

  /** Notes that a case only waits. */
  add(flying: FlyingCase): void {
    this.byCase.set(flying.testCase, flying)
    if (this.onWait) this.waits.set(flying.testCase, waitOf(flying.sofar()))
    this.change()
  }

  /** Notes that a case has ended. */
  remove(testCase: Case): void {
    this.waits.delete(testCase)
    if (this.byCase.delete(testCase)) this.change()
  }

  /** Notes that every suite was begun. */
  begun(): void {
    this.allBegun = true
    this.change()
  }

  /** Resolves at the next change. */
  changed(): Promise<void> {
    return new Promise((resolve) => {
      const before = this.wake
      this.wake = () => {
        before()
        resolve()
      }
    })
  }

  private change(): void {
    const { wake } = this
    this.wake = () => {}
    wake()
    this.onWait?.({ cases: this.byCase.size, what: mostFrequent([...this.waits.values()]) })
  }
}
