import { complain, type World } from '../settings/process-context'
import { UsageError } from '../settings/usage'
import { readLine } from './command-line'
import { EXIT, type ExitCode } from './exit'
import { dispatch } from './program'

/** Does what a command line says. Gives the exit code; never rejects. */
export async function main(world: World): Promise<ExitCode> {
  try {
    return await dispatch(world, readLine(world.argv))
  } catch (error) {
    if (error instanceof UsageError) {
      complain(world, error.message)
      return EXIT.usage
    }
    complain(world, bugReport(error, world))
    return EXIT.bug
  }
}

/** What is said of an error that nobody foresaw: short, and how to report it. */
export function bugReport(error: unknown, { env }: Pick<World, 'env'>): string {
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  const more = env['WSSPEC_DEBUG'] ? `\n${stack}` : ' WSSPEC_DEBUG=1 shows where.'
  return `a bug in wsspec: ${message}. Please report it with the command line.${more}`
}
