/** One waiter that can be woken before its time is over. */
export class Wakeup {
  private wake: (() => void) | null = null

  /** Waits until `notify` is called, at most `ms`. */
  wait(ms: number): Promise<void> {
    return new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, Math.ceil(ms))
      this.wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  /** Wakes the waiter, if there is one. */
  notify(): void {
    const wake = this.wake
    this.wake = null
    wake?.()
  }
}
