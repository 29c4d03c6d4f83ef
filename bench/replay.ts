import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { performance } from 'node:perf_hooks'
import { setTimeout as delay } from 'node:timers/promises'

/** A write of a recorded connection: made `gapMs` after `after` octets had been received. */
export interface Write {
  after: number
  gapMs: number
  octets: string
}

/** A recorded connection: its writes, base64, whether a FIN followed them, and how many octets were received in all. */
export interface Recorded {
  writes: Write[]
  fin: boolean
  received: number
}

/** Opens one recorded connection again; done when the recorded octets, or the end, have come. */
function replay(port: number, { writes, fin, received }: Recorded): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true })
    let seen = 0
    let wake = () => {}
    const finish = () => {
      socket.destroy()
      wake()
      resolve()
    }
    socket.on('data', (octets) => {
      seen += octets.length
      wake()
    })
    socket.on('end', finish)
    socket.on('error', finish)
    socket.on('connect', async () => {
      for (const { after, gapMs, octets } of writes) {
        while (seen < after && !socket.destroyed) await new Promise<void>((next) => (wake = next))
        if (gapMs >= 1) await delay(gapMs)
        if (socket.writable) socket.write(Buffer.from(octets, 'base64'))
      }
      if (fin) socket.end()
      while (seen < received && !socket.destroyed) await new Promise<void>((next) => (wake = next))
      finish()
    })
  })
}

/** Replays all connections, as many at once as the run had open, and prints the milliseconds that took. */
async function main([port, file, jobs]: string[]): Promise<void> {
  const connections = JSON.parse(readFileSync(String(file), 'utf8')) as Recorded[]
  const began = performance.now()
  const work = async () => {
    for (let next = connections.shift(); next; next = connections.shift()) await replay(Number(port), next)
  }
  await Promise.all(Array.from({ length: Number(jobs) }, work))
  console.log(performance.now() - began)
}

if (require.main === module) void main(process.argv.slice(2))
