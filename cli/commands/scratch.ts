import { didYouMean } from '../../api/suggest'
import { DEFECTS } from '../../servers-under-test/scratch/defects/index'
import { listen } from '../../servers-under-test/scratch/server'
import { EXIT, type ExitCode, UsageError } from '../exit'
import type { World } from '../world'

function readPort(text: string): number {
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port
  throw new UsageError(`--port ${text}: this is a port between 0 and 65535; 0 is any free one`)
}

function checkDefects(names: readonly string[]): void {
  const known = DEFECTS.map((defect) => defect.name)
  for (const name of names.filter((each) => !known.includes(each)))
    throw new UsageError(
      `--defect ${name}: there is no such defect; ${didYouMean(name, known, `there are ${known.join(', ')}`)}`,
    )
}

/** `wsspec scratch`: the reference server in the foreground, until a signal ends it. */
export async function scratch(world: World, portText: string, defects: readonly string[]): Promise<ExitCode> {
  const port = readPort(portText)
  checkDefects(defects)
  const server = await listen({ port, defects }).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'EADDRINUSE' ? 'something else listens there' : error.message
    throw new UsageError(`--port ${port}: ${why}; take another, or 0 for any free one`)
  })
  world.stdout.write(`ws://127.0.0.1:${server.port}/\n`)
  await new Promise<void>((resolve) => {
    if (world.signal.aborted) resolve()
    else world.signal.addEventListener('abort', () => resolve(), { once: true })
  })
  await server.close()
  return world.signal.reason === 'SIGTERM' ? EXIT.terminated : EXIT.interrupted
}
