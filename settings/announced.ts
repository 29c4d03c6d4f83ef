import { type ProcessContext, printError } from './process-context'

/** After which time the reason for waiting is printed, ms. */
const SILENT_MS = 2000

/** Removes a line that shows the progress on a terminal. */
const ERASE_LINE = '\r\x1b[2K'

/** Waits for `work`. If it takes longer than two seconds, `what` is printed to standard error. */
export async function announced<T>(
  what: string,
  work: Promise<T>,
  context: Pick<ProcessContext, 'stderr'>,
): Promise<T> {
  const timer = setTimeout(() => {
    if (context.stderr.isTTY) context.stderr.write(ERASE_LINE)
    printError(context, what)
  }, SILENT_MS)
  try {
    return await work
  } finally {
    clearTimeout(timer)
  }
}
