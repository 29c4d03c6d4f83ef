import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { performance } from 'node:perf_hooks'
import { setTimeout as delay } from 'node:timers/promises'

/** A write on a recorded connection. */
export interface RecordedWrite {
  /** How many bytes had been received before it. */
  after: number
  /** How long after the last of them, or after the previous write, it was made, ms. */
  gapMs: number
  /** Its bytes, base64. */
  bytes: string
}

/** A recorded connection. */
export interface RecordedConnection {
  writes: RecordedWrite[]
  /** True where the client then half-closed the connection. */
  fin: boolean
  /** How many bytes were received in all. */
  received: number
}

/** Opens a recorded connection again. Resolves when as many bytes as recorded, or the end, have been received. */
function replay(port: number, { writes, fin, received }: RecordedConnection): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true })
    let arrived = 0
    let wake = () => {}
    const finish = () => {
      socket.destroy()
      wake()
      resolve()
    }
    socket.on('data', (bytes) => {
      arrived += bytes.length
      wake()
    })
    socket.on('end', finish)
    socket.on('error', finish)
    socket.on('connect', async () => {
      for (const { after, gapMs, bytes } of writes) {
        while (arrived < after && !socket.destroyed) await new Promise<void>((next) => (wake = next))
        if (gapMs >= 1) await delay(gapMs)
        if (socket.writable) socket.write(Buffer.from(bytes, 'base64'))
      }
      if (fin) socket.end()
      while (arrived < received && !socket.destroyed) await new Promise<void>((next) => (wake = next))
      finish()
    })
  })
}

/** `replay-connections.ts PORT FILE JOBS`: replays the connections in the file, JOBS at once, and prints how long that took, ms. */
async function main([port, file, jobs]: string[]): Promise<void> {
  const connections = JSON.parse(readFileSync(String(file), 'utf8')) as RecordedConnection[]
  const began = performance.now()
  const work = async () => {
    for (let next = connections.shift(); next; next = connections.shift()) await replay(Number(port), next)
  }
  await Promise.all(Array.from({ length: Number(jobs) }, work))
  console.log(performance.now() - began)
}

if (require.main === module) void main(process.argv.slice(2))
