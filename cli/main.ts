import { type ProcessContext, printError } from '../settings/process-context'
import { UsageError } from '../settings/usage-error'
import { readLine } from './command-line'
import { EXIT, type ExitCode } from './exit'
import { dispatch } from './program'

/** Does what a command line says. Gives the exit code; never rejects. */
export async function main(context: ProcessContext): Promise<ExitCode> {
  try {
    return await dispatch(context, readLine(context.argv))
  } catch (error) {
    if (error instanceof UsageError) {
      printError(context, error.message)
      return EXIT.usage
    }
    printError(context, bugReport(error, context))
    return EXIT.bug
  }
}

/** What is said of an error that nobody foresaw: short, and how to report it. */
export function bugReport(error: unknown, { env }: Pick<ProcessContext, 'env'>): string {
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  const more = env['WSSPEC_DEBUG'] ? `\n${stack}` : ' WSSPEC_DEBUG=1 shows where.'
  return `a bug in wsspec: ${message}. Please report it with the command line.${more}`
}
