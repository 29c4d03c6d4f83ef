import type { Case } from '../../case/case'
import type { SoFar } from './send-case'
import type { SuiteRun } from './suite-run'

/** A case of the first phase that was sent and only waits. */
export interface FlyingCase {
  suiteRun: SuiteRun
  testCase: Case
  sofar: SoFar
}

/** The cases of the first phase on which something is still waited for, and nothing else happens. */
export class InFlight {
  /** Every suite was begun. */
  allBegun = false
  private readonly byCase = new Map<Case, FlyingCase>()
  private wake = () => {}
  private readonly onChange: (waits: readonly FlyingCase[]) => void

  /** @param onChange called with the cases that wait, each time that there are others */
  constructor(onChange: (waits: readonly FlyingCase[]) => void = () => {}) {
    this.onChange = onChange
  }

  get cases(): FlyingCase[] {
    return [...this.byCase.values()]
  }

  /** Notes that a case only waits. */
  add(flying: FlyingCase): void {
    this.byCase.set(flying.testCase, flying)
    this.change()
  }

  /** Notes that a case has ended. */
  remove(testCase: Case): void {
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
    this.onChange(this.cases)
  }
}
