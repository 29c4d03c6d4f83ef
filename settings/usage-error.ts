/** Wrong usage, told in one line: what, why, and what to do. The command line ends with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
