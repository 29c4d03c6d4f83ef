export const SERVER_ERROR_WARNS = { rows: { '5xx': 'warn', '503': 'inconclusive' } } as const
