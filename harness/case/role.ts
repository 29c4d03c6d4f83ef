/** Which side of the opening handshake a case, a run or a result is about. */
export type Role = 'server' | 'client'

/** Both sides. */
export const ROLES: readonly Role[] = ['server', 'client']

/** Which side a case tests. The ids of client cases begin with C, and those of server cases with a digit. */
export function roleOfId(id: string): Role {
  return id.startsWith('C') ? 'client' : 'server'
}

/** The numbers in the id of a case, of its suite and its own: `[5, 1]` of 5.01 and of C5.01. */
export function numbersOfId(id: string): number[] {
  return id.replace(/^C/, '').split('.').map(Number)
}
