import { setTimeout as delay } from 'node:timers/promises'
import { accepts } from './ports'
import { type ProcessOptions, type Running, startProcess } from './processes'
import { type ReadyOptions, waitUntilReady } from './ready'

/** How to launch a server. */
export interface LaunchOptions extends ProcessOptions, ReadyOptions {
  command: readonly string[]
  /** Where its WebSocket is once it is ready. */
  url: URL
}

/** A server that was launched and is ready. */
export interface Launched {
  /** The last of its output. */
  output(): string
  /**
   * Launches it again in the same place where it has died. Does nothing while it is alive.
   * @param hung launch it again although it is alive, because it answers nobody
   */
  revive(hung?: boolean): Promise<void>
  /** Stops it. Gives a sentence where something still answers in its place, else null. */
  stop(): Promise<string | null>
}

/** `text` with `$PORT`, `${PORT}` and the like replaced by `values`. A name that `values` does not have is left as it is. */
export function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$(?:([A-Z_]+)\b|\{([A-Z_]+)\})/g, (whole, bare, braced) => values[bare ?? braced] ?? whole)
}

/** How long a port may still answer after its server was killed, and the pause between two tries, ms. */
const CLOSE_MS = 1000
const BETWEEN_MS = 25

/** True once nothing accepts connections at `url`; false where something still does after a second. */
async function isFree(url: URL): Promise<boolean> {
  const limit = performance.now() + CLOSE_MS
  while (await accepts(url)) {
    if (performance.now() > limit) return false
    await delay(BETWEEN_MS)
  }
  return true
}

function leftAt({ host }: URL): string {
  return `something still answers at ${host} after its server was stopped: it has left its session; end it yourself`
}

async function launchOnce({ command, url, ...options }: LaunchOptions): Promise<Running> {
  const running = startProcess(command, { ...options, mayFork: true })
  try {
    await waitUntilReady(running, url, options)
    return running
  } catch (error) {
    await running.stop()
    throw error
  }
}

/**
 * Launches a server and waits until it is ready.
 * @throws {StartError} where it does not become ready; its output is in the error.
 */
export async function launch(options: LaunchOptions): Promise<Launched> {
  let running = await launchOnce(options)
  const launchAgain = async (hung: boolean) => {
    if (options.signal?.aborted || (!hung && !running.hasEnded() && (await accepts(options.url)))) return
    await running.stop()
    running = await launchOnce(options)
  }
  let pending: Promise<void> | undefined
  // Several connections may find it dead at the same time. It is launched once.
  const revive = (hung = false) => {
    pending ??= launchAgain(hung).finally(() => {
      pending = undefined
    })
    return pending
  }
  const stop = async () => {
    await running.stop()
    return (await isFree(options.url)) ? null : leftAt(options.url)
  }
  return { output: () => running.output(), revive, stop }
}
