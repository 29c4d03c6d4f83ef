import { roleOf, roleOfAll, type TargetResult } from '../harness/case/results'
import type { Role } from '../harness/case/role'

/** The words that depend on the side that is tested. */
export interface RoleWords {
  /** One of the kind: `server`, at the start of a line `Server`. */
  noun: Role
  Noun: string
  /** Several of the kind: `servers`. */
  plural: string
  /** The other side: what a client connects to, what connects to a server. */
  other: Role
  /** The correct exchange that everything is compared with. */
  control: string
  /** What of a case is changed, and what then comes back. */
  changed: 'request' | 'answer'
  pass: string
  bypass: string
  /** What a pass says, as the legend of a page has it. */
  passSays: string
}

const WORDS: Readonly<Record<Role, RoleWords>> = {
  server: {
    noun: 'server',
    Noun: 'Server',
    plural: 'servers',
    other: 'client',
    control: 'correct handshake',
    changed: 'request',
    pass: 'the server did what the clause asks for',
    bypass: 'a WebSocket opens for a request that did not ask for one',
    passSays: 'this one request was answered as its clauses ask; it says nothing about other requests',
  },
  client: {
    noun: 'client',
    Noun: 'Client',
    plural: 'clients',
    other: 'server',
    control: 'correct answer',
    changed: 'answer',
    pass: 'the client did what the clause asks for',
    bypass: 'a WebSocket opens with a peer that did not accept one',
    passSays: 'the client treated this one answer as its clauses ask; it says nothing about other answers',
  },
}

/** The words for a target. Results without a role are of a server. */
export function roleWords(target: { role?: Role | undefined }): RoleWords {
  return WORDS[roleOf(target)]
}

/** The words for what several targets are: those of clients where all of them are clients. */
export function wordsOfAll(targets: readonly Pick<TargetResult, 'role'>[]): RoleWords {
  return WORDS[roleOfAll(targets)]
}
