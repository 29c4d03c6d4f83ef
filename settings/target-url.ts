import { UsageError } from './usage-error'

/** True for a word that is meant to be a URL. */
export function looksLikeUrl(word: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(word)
}

/** `word` fit to stand in a message: without credentials. */
function shownUrl(word: string): string {
  return word.replace(/\/\/[^/?#]*@/, '//***@')
}

function portComplaint(word: string): string | null {
  const port = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#]*@)?(?:\[[^\]]*\]|[^/?#:[]*):([^/?#]*)/i.exec(word)?.[1]
  if (port === undefined || port === '') return null
  if (!/^\d+$/.test(port)) return `its port ${port} is no number; write ws://host:port/path`
  return Number(port) >= 1 && Number(port) <= 65_535 ? null : `its port ${port} is not between 1 and 65535`
}

/**
 * Reads the URL of a target.
 * @throws {UsageError} where it is no ws: or wss: URL that one can connect to, saying what to write instead.
 */
export function readTargetUrl(word: string): URL {
  const shown = shownUrl(word)
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(word)?.[1]?.toLowerCase()
  if (scheme === 'http' || scheme === 'https') {
    const instead = shown.replace(/^http/i, 'ws')
    throw new UsageError(`${shown}: this is no WebSocket URL; write ${instead}`)
  }
  if (scheme !== 'ws' && scheme !== 'wss')
    throw new UsageError(`${shown}: wsspec speaks ws:// and wss://; write ws://host:port/path`)
  const complaint = portComplaint(word)
  if (complaint !== null) throw new UsageError(`${shown}: ${complaint}`)
  if (word.includes('#'))
    throw new UsageError(`${shown}: a WebSocket URL has no fragment (RFC 6455 3); leave out # and what follows`)
  let url: URL
  try {
    url = new URL(word)
  } catch {
    throw new UsageError(`${shown}: this is no URL; write ws://host:port/path`)
  }
  if (url.hostname === '') throw new UsageError(`${shown}: it names no host; write ws://host:port/path`)
  return url
}

/**
 * Reads the value of --connect: `HOST:PORT`, an IPv6 address in brackets; `said` is where it was said.
 * @throws {UsageError}
 */
export function readHostPort(text: string, said: string): { host: string; port: number } {
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]/\s]+)):(\d{1,5})$/.exec(text)
  const port = Number(match?.[3])
  const host = match?.[1] ?? match?.[2]
  if (host === undefined || port < 1 || port > 65_535)
    throw new UsageError(`${said} ${text}: this is HOST:PORT, with a port between 1 and 65535; write 127.0.0.1:8080`)
  return { host, port }
}
