import { expect } from 'chai'
import { runServer } from '../../tools/gallery/run-server'
import { differing } from '../cli/kit/every-report'

/** Ten servers of npm that send nothing on a link by themselves and are stable: libraries, and servers that are built on one. */
const SERVERS = [
  ...['ws', 'faye-websocket', 'bun', 'deno', 'nodejs-websocket', 'workerd'],
  ...['crossws', 'express-ws', 'fastify-websocket', 'hono-node-ws'],
]

/** The answer to 12.35 is a 431, which a reset may destroy before it is read. Both pass. */
function withoutRace(text: string): string {
  return text.replace(/("id":"12\.35",.*"verdict":"pass"),"got":"(?:431|the connection was reset)[^"]*"/, '$1')
}

async function publishedOf(name: string): Promise<ReadonlyMap<string, string>> {
  const outcome = await runServer(name, 'server')
  if ('reason' in outcome) throw new Error(`${name}: ${outcome.reason}`)
  return new Map([[name, withoutRace(outcome.text)]])
}

describe('results that are published twice', function () {
  this.timeout(600_000)

  for (const name of SERVERS)
    it(`are the same for ${name}, byte for byte`, async () => {
      const [one, two] = await Promise.all([publishedOf(name), publishedOf(name)])
      expect(one.get(name)).to.include('"kept":"findings"')
      expect(differing(one, two)).to.deep.equal([])
    })
})
