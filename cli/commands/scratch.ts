import { DEFECTS } from '../../servers-under-test/scratch/defects/index'
import { listen } from '../../servers-under-test/scratch/server'
import { VARIANTS } from '../../servers-under-test/scratch/variants'
import type { ProcessContext } from '../../settings/process-context'
import { didYouMean } from '../../settings/suggest'
import { UsageError } from '../../settings/usage-error'
import { EXIT, type ExitCode } from '../exit'

/** The sites that the server can be; a profile is declared for each. */
const FIXTURES = ['full']

function readPort(text: string): number {
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port
  throw new UsageError(`--port ${text}: this is a port between 0 and 65535; 0 is any free one`)
}

/** What the reference server is started with. */
export interface ScratchOptions {
  port: string
  defect?: string[]
  variant?: string[]
  fixture?: string
}

/** Checks that each of `names`, which `flag` gave, is one of `known`. */
function checkNames(flag: string, what: string, names: readonly string[], known: readonly string[]): void {
  for (const name of names.filter((each) => !known.includes(each)))
    throw new UsageError(
      `${flag} ${name}: there is no such ${what}; ${didYouMean(name, known, `there ${known.length === 1 ? 'is' : 'are'} ${known.join(', ')}`)}`,
    )
}

function namesOf(items: readonly { name: string }[]): string[] {
  return items.map(({ name }) => name)
}

/** `wsspec scratch`: the reference server in the foreground, until a signal ends it. */
export async function scratch(context: ProcessContext, options: ScratchOptions): Promise<ExitCode> {
  const { defect: defects = [], variant: variants = [], fixture } = options
  const port = readPort(options.port)
  checkNames('--defect', 'defect', defects, namesOf(DEFECTS))
  checkNames('--variant', 'variant', variants, namesOf(VARIANTS))
  checkNames('--fixture', 'fixture', [fixture ?? []].flat(), FIXTURES)
  const full = fixture === undefined ? {} : { fixture: 'full' as const }
  const server = await listen({ port, defects, variants, ...full }).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'EADDRINUSE' ? 'something else listens there' : error.message
    throw new UsageError(`--port ${port}: ${why}; take another, or 0 for any free one`)
  })
  context.stdout.write(`ws://127.0.0.1:${server.port}/\n`)
  await new Promise<void>((resolve) => {
    if (context.signal.aborted) resolve()
    else context.signal.addEventListener('abort', () => resolve(), { once: true })
  })
  await server.close()
  return context.signal.reason === 'SIGTERM' ? EXIT.terminated : EXIT.interrupted
}
