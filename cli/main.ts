import { NoTemporaryFolder } from '../harness/drive/temporary-folder'
import { maskMessage } from '../harness/run/masking/words'
import { type ProcessContext, printError } from '../settings/process-context'
import { UsageError } from '../settings/usage-error'
import { splitCommandLine } from './command-line'
import { EXIT, type ExitCode, interruption, worstExit } from './exit-codes'
import { runCommandLine } from './program'

/** Runs a command line. Returns the exit code and never rejects. */
export async function main(context: ProcessContext): Promise<ExitCode> {
  try {
    return await runCommandLine(context, splitCommandLine(context.argv))
  } catch (error) {
    if (error instanceof UsageError || error instanceof NoTemporaryFolder) {
      printError(context, maskMessage(error.message, context.argv))
      return worstExit([EXIT.usage, interruption(context.signal)])
    }
    printError(context, bugReport(error, context))
    return EXIT.bug
  }
}

/** The message for an unexpected error: what it is, and how to report it. With WSSPEC_DEBUG also the stack. Secrets are masked. */
export function bugReport(error: unknown, { argv, env }: Pick<ProcessContext, 'argv' | 'env'>): string {
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  const more = env['WSSPEC_DEBUG'] ? `\n${stack}` : ' WSSPEC_DEBUG=1 shows where.'
  return maskMessage(`a bug in wsspec: ${message}. Please report it with the command line.${more}`, argv)
}
