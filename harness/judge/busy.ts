/** The statuses of a busy server. They say nothing about the request (RFC 9110 15.6.4, RFC 6585 4). */
export const BUSY_STATUSES: readonly number[] = [429, 503]

/** True for the status of a busy server; false for null, which is no response. */
export function isBusy(status: number | null): boolean {
  return status !== null && BUSY_STATUSES.includes(status)
}
