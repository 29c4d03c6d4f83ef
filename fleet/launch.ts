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
  stop(): Promise<void>
}

/** `text` with `$PORT`, `${PORT}` and the like replaced by `values`. A name that `values` does not have is left as it is. */
export function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$(?:([A-Z_]+)\b|\{([A-Z_]+)\})/g, (whole, bare, braced) => values[bare ?? braced] ?? whole)
}

async function launchOnce({ command, url, ...options }: LaunchOptions): Promise<Running> {
  const running = startProcess(command, options)
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
  return { output: () => running.output(), revive, stop: () => running.stop() }
}
