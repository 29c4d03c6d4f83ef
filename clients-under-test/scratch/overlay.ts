import type { Requirement } from '../../suites/requirements'
import type { ClientFunctions } from './functions'
import { INTACT } from './intact'

/** What is done in another way than in the intact client: a few functions are replaced, and the others left as they are. */
export interface ClientReplacement {
  readonly name: string
  /** What the client does, in one line. */
  readonly says: string
  /** The functions it replaces. Called once for each client, so that a memory in it is that client's own. */
  replaces(intact: ClientFunctions): Partial<ClientFunctions>
}

/** One named fault of the client. */
export interface ClientDefect extends ClientReplacement {
  /** The requirements that it breaks. */
  readonly breaks: readonly Requirement[]
}

/** The functions of a client with these replacements. */
export function clientWith(replacements: readonly ClientReplacement[]): ClientFunctions {
  let client = INTACT
  for (const each of replacements) client = { ...client, ...each.replaces(client) }
  return client
}
