import { UsageError } from '../settings/usage-error'

/** The port that --port names. @throws {UsageError} for a text that is none. */
export function readPort(text: string): number {
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port
  throw new UsageError(`--port ${text}: give a port between 0 and 65535; 0 is any free port`)
}
