import { maskStray } from '../harness/run/masking/words'
import { UsageError } from './usage-error'

/** True for a word that begins like a URL, with a scheme and `://`. */
export function looksLikeUrl(word: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(word)
}

/** What is wrong with the port of a URL; null if nothing is. */
function portFault(word: string): string | null {
  const port = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#]*@)?(?:\[[^\]]*\]|[^/?#:[]*):([^/?#]*)/i.exec(word)?.[1]
  if (port === undefined || port === '') return null
  if (!/^\d+$/.test(port)) return `its port ${port} is not a number; write ws://host:port/path`
  return Number(port) >= 1 && Number(port) <= 65_535 ? null : `its port ${port} is not between 1 and 65535`
}

/**
 * Reads the URL of a target.
 * @throws {UsageError} if it is not a ws: or wss: URL to which one can connect. The error says what to write instead.
 */
export function readTargetUrl(word: string): URL {
  const shown = maskStray(word)
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(word)?.[1]?.toLowerCase()
  if (scheme === 'http' || scheme === 'https') {
    const instead = shown.replace(/^http/i, 'ws')
    throw new UsageError(`${shown}: this is not a WebSocket URL; write ${instead}`)
  }
  if (scheme !== 'ws' && scheme !== 'wss')
    throw new UsageError(`${shown}: wsspec supports ws:// and wss://; write ws://host:port/path`)
  if (/^wss?:\/\/\*{3}@/i.test(shown) && !/^wss?:\/\/[^\s/?#]*@/i.test(word))
    throw new UsageError(`${shown}: /, ? and # before the @ must be percent-encoded: %2F, %3F, %23`)
  const fault = portFault(word)
  if (fault !== null) throw new UsageError(`${shown}: ${fault}`)
  if (word.includes('#'))
    throw new UsageError(`${shown}: a WebSocket URL has no fragment (RFC 6455 3); remove the # and everything after it`)
  let url: URL
  try {
    url = new URL(word)
  } catch {
    throw new UsageError(`${shown}: this is not a URL; write ws://host:port/path`)
  }
  if (url.hostname === '') throw new UsageError(`${shown}: it has no host; write ws://host:port/path`)
  return url
}

/**
 * Reads the value of --connect: `HOST:PORT`; an IPv6 address is in brackets.
 * @param source where the value comes from, for the error
 * @throws {UsageError} if it is not HOST:PORT.
 */
export function readHostPort(text: string, source: string): { host: string; port: number } {
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]/\s]+)):(\d{1,5})$/.exec(text)
  const port = Number(match?.[3])
  const host = match?.[1] ?? match?.[2]
  if (host === undefined || port < 1 || port > 65_535)
    throw new UsageError(
      `${source} ${maskStray(text)}: give HOST:PORT, with a port between 1 and 65535, as in 127.0.0.1:8080`,
    )
  return { host, port }
}
