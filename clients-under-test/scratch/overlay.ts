import type { Requirement } from '../../suites/requirements'
import type { ClientFunctions } from './functions'
import { INTACT } from './intact'

/** One named fault of the client. It replaces a few functions and leaves the others as they are. */
export interface ClientDefect {
  readonly name: string
  /** The requirements that it breaks. */
  readonly breaks: readonly Requirement[]
  /** What the client does wrong, in one line. */
  readonly says: string
  /** The functions it replaces. Called once for each client, so that a memory in it is that client's own. */
  replaces(intact: ClientFunctions): Partial<ClientFunctions>
}

/** The functions of a client with these defects. */
export function clientWith(defects: readonly ClientDefect[]): ClientFunctions {
  let client = INTACT
  for (const defect of defects) client = { ...client, ...defect.replaces(client) }
  return client
}
