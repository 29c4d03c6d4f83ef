/** Which side of the opening handshake a case, a run or a result is about. */
export type Role = 'server' | 'client'
