/** A remedy for a cause on one stack that was tried: docs/fixes. */
export interface Recipe {
  /** The id of the cause (suites/causes.ts). */
  cause: string
  /** The stack as readers know it: `ws with node:http`. */
  stack: string
  /** The known server (servers-under-test/) that the stack has: `ws`. */
  server: string
  /** The language of that server, as its manifest has it: `JavaScript`; absent for a hop. */
  language?: string
  /** How it is put into a server, a sentence. */
  use: string
  /** Its path from the root of the project: `docs/fixes/host-not-checked/ws.js`. */
  path: string
  /** Its text. */
  code: string
  /** The ids of the cases whose findings it removes. */
  removes: readonly string[]
}
