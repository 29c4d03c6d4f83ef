import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { BIN, inFolder } from '../kit/processes'
import { scratchProcess } from '../kit/scratch-process'
import { type Measured, type Measurement, rounded } from '../measurement'

const execute = promisify(execFile)

/** How long the registry may take, ms. */
const FETCH_MS = 60_000

/** Runs the audits of graphql-http against its own server, and prints how many there are and how long they took, ms. */
const AUDITS = `
const { createServer } = require('node:http')
const { buildSchema } = require('graphql')
const { serverAudits } = require('graphql-http')
const { createHandler } = require('graphql-http/lib/use/http')
const schema = buildSchema('type Query { hello: String }')
const server = createServer(createHandler({ schema, rootValue: { hello: 'world' } })).listen(0, '127.0.0.1', async () => {
  const audits = serverAudits({ url: 'http://127.0.0.1:' + server.address().port, fetchFn: fetch })
  const began = performance.now()
  for (const audit of audits) await audit.fn()
  console.log(JSON.stringify({ count: audits.length, ms: performance.now() - began }))
  process.exit()
})`

/** The cases of a run against the scratch server, a second, with the start of the process. */
async function ownSpeed(): Promise<number> {
  return scratchProcess(async (port) => {
    const began = performance.now()
    const { stdout } = await execute(process.execPath, [BIN, 'run', `ws://127.0.0.1:${port}/`, '--json', '-'], {
      maxBuffer: 1 << 28,
    })
    const { targets } = JSON.parse(stdout)
    return (1000 * targets[0].cases.length) / (performance.now() - began)
  })
}

async function peerSpeed(folder: string): Promise<number> {
  writeFileSync(join(folder, 'package.json'), '{"private":true}')
  const words = ['install', '--no-audit', '--no-fund', '--ignore-scripts', 'graphql-http@1', 'graphql@16']
  await execute('npm', words, { cwd: folder, timeout: FETCH_MS })
  const { stdout } = await execute(process.execPath, ['-e', AUDITS], { cwd: folder, timeout: FETCH_MS })
  const { count, ms } = JSON.parse(stdout) as { count: number; ms: number }
  return (1000 * count) / ms
}

async function measure(): Promise<Measured> {
  const own = await ownSpeed()
  const rows: Measured['rows'] = [{ name: 'wsspec', value: Math.round(own), unit: 'cases/s' }]
  try {
    const peer = await inFolder(peerSpeed)
    return {
      rows: [
        ...rows,
        { name: 'the audits of graphql-http', value: Math.round(peer), unit: 'cases/s' },
        { name: 'wsspec / graphql-http', value: rounded(own / peer, 2), unit: 'ratio' },
      ],
    }
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error)
    return { rows, notRun: `graphql-http: ${why}` }
  }
}

/** Cases a second, beside another suite of conformance cases that npm has. It is fetched for the measurement. */
export const peers: Measurement = { name: 'peers', measure }
