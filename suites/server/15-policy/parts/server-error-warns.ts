/** A server error warns, except 503, which may be about load. */
export const SERVER_ERROR_WARNS = { rows: { '5xx': 'warn', '503': 'inconclusive' } } as const
