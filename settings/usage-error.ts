/**
 * Wrong usage. The message is one line: what is wrong, and what to do instead. The command line ends with exit code 2.
 */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
