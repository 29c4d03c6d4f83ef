import { expect } from 'chai'
import { runServer } from '../../docs/gallery/run'
import { differing } from '../cli/stable'

/** Ten servers of npm: cores of their own, and servers that stand on one. */
const SERVERS = [
  ...['ws', 'websocket', 'nodejs-websocket', 'websocket-driver', 'faye-websocket', 'uwebsockets.js'],
  ...['engine.io', 'express-ws', 'fastify-websocket', 'koa-websocket'],
]

async function publishedOf(name: string): Promise<ReadonlyMap<string, string>> {
  const outcome = await runServer(name)
  if ('reason' in outcome) throw new Error(`${name}: ${outcome.reason}`)
  return new Map([[name, outcome.text]])
}

describe('two generations of the published results', function () {
  this.timeout(600_000)

  for (const name of SERVERS)
    it(`are the same of ${name}, octet for octet`, async () => {
      const [one, two] = await Promise.all([publishedOf(name), publishedOf(name)])
      expect(one.get(name)).to.include('"kept":"findings"')
      expect(differing(one, two)).to.deep.equal([])
    })
})
