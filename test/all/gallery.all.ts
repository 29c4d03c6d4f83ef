import { expect } from 'chai'
import { runServer } from '../../tools/gallery/run-server'
import { differing } from '../cli/stable'

/** Ten servers of npm that say nothing on a link by themselves and do not die now and then: cores of their own, and servers that stand on one. */
const SERVERS = [
  ...['ws', 'faye-websocket', 'bun', 'deno', 'nodejs-websocket', 'workerd'],
  ...['crossws', 'express-ws', 'fastify-websocket', 'hono-node-ws'],
]

/** 12.35 may be answered 431, and the reset behind that may take it along before it is read: both pass. */
function withoutRace(text: string): string {
  return text.replace(/("id":"12\.35",.*"verdict":"pass"),"got":"(?:431|the connection was reset)[^"]*"/, '$1')
}

async function publishedOf(name: string): Promise<ReadonlyMap<string, string>> {
  const outcome = await runServer(name)
  if ('reason' in outcome) throw new Error(`${name}: ${outcome.reason}`)
  return new Map([[name, withoutRace(outcome.text)]])
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
