import { DEFECTS } from '../../servers-under-test/scratch/defects/index'
import { listen } from '../../servers-under-test/scratch/server'
import { VARIANTS } from '../../servers-under-test/scratch/variants'
import { didYouMean } from '../../settings/suggest'
import { UsageError } from '../../settings/usage-error'
import { type ExitCode, interruption } from '../exit-codes'
import { readPort } from '../read-port'
import { aborted } from '../until-signal'
import type { Call } from './command'

/** The sites that the server can be. Each matches a profile. */
const FIXTURES = ['full']

/** Checks that every name that a flag gives is known. */
function checkNames(flag: string, names: readonly string[], known: readonly string[]): void {
  for (const name of names.filter((each) => !known.includes(each))) {
    const otherwise = known.length === 1 ? `the only one is ${known[0]}` : `they are ${known.join(', ')}`
    throw new UsageError(`--${flag} ${name}: there is no such ${flag}; ${didYouMean(name, known, otherwise)}`)
  }
}

function namesOf(items: readonly { name: string }[]): string[] {
  return items.map(({ name }) => name)
}

/** `wsspec scratch`: runs the reference server until a signal ends it. */
export async function action({ context, flags }: Call): Promise<ExitCode> {
  const { defect: defects = [], variant: variants = [] } = flags as Record<'defect' | 'variant', string[] | undefined>
  const { port: portText, fixture } = flags as { port: string; fixture?: string }
  const port = readPort(portText)
  checkNames('defect', defects, namesOf(DEFECTS))
  checkNames('variant', variants, namesOf(VARIANTS))
  checkNames('fixture', [fixture ?? []].flat(), FIXTURES)
  const site = fixture === undefined ? {} : { fixture: 'full' as const }
  const server = await listen({ port, defects, variants, ...site }).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'EADDRINUSE' ? 'another program listens there' : error.message
    throw new UsageError(`--port ${port}: ${why}; take another port, or 0 for any free port`)
  })
  context.stdout.write(`ws://127.0.0.1:${server.port}/\n`)
  await aborted(context.signal)
  await server.close()
  return interruption(context.signal)
}
