import { filled, launch } from '../../fleet/launch'
import { freePort } from '../../fleet/ports'
import { START_MS } from '../../fleet/ready'
import { maskUrl, secretsInCommand } from '../../harness/run/masking/words'
import type { Target } from '../../harness/run/target'
import type { ProcessContext } from '../process-context'
import type { TargetNeeds } from '../target-needs'
import { readTargetUrl } from '../target-url'
import { nameOfCommand } from './command-name'
import type { NamedTarget } from './named-target'
import type { OpenTarget } from './open-target'

/** The command after `--`, and the URL where its server listens; both may contain $PORT, and so may the Origin. */
export interface ServerCommand {
  command: readonly string[]
  /** Default: `ws://127.0.0.1:$PORT/`. */
  url?: string | undefined
}

function withPort(text: string, port: number): string {
  return filled(text, { PORT: String(port) })
}

/**
 * A command that starts a server. $PORT is a free port in its words, its environment, the URL and the Origin.
 * @throws {UsageError} if the URL is not a ws: or wss: URL.
 */
export function commandTarget(
  { command, url: template = 'ws://127.0.0.1:$PORT/' }: ServerCommand,
  needs: TargetNeeds,
  { cwd }: Pick<ProcessContext, 'cwd'>,
): NamedTarget {
  readTargetUrl(withPort(template, 1))
  const name = nameOfCommand(command)
  const open = async (signal: AbortSignal): Promise<OpenTarget> => {
    const port = await freePort()
    const url = readTargetUrl(withPort(template, port))
    const words = command.map((word) => withPort(word, port))
    const env = { PORT: String(port) }
    const { revive, stop } = await launch({ command: words, cwd, env, url, startMs: START_MS, signal })
    const secrets = secretsInCommand(['--', ...command])
    const origin = needs.origin === undefined ? {} : { origin: withPort(needs.origin, port) }
    const target: Target = { ...needs, ...origin, name, url, server: null, ours: true, secrets, revive }
    return { target, close: stop }
  }
  return { name, url: maskUrl(withPort(template, 0)), open }
}
