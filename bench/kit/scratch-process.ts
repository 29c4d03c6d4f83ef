import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { BIN } from './processes'

/** Starts the scratch server as a process of its own, gives `use` its port, and ends it. */
export async function scratchProcess<T>(use: (port: string) => Promise<T>): Promise<T> {
  const server = spawn(process.execPath, [BIN, 'scratch', '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    for await (const line of createInterface({ input: server.stdout })) {
      const port = /:(\d+)\//.exec(line)?.[1]
      if (port !== undefined) return await use(port)
    }
    throw new Error('the scratch server did not start')
  } finally {
    server.kill()
  }
}
