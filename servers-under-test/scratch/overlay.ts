import type { ServerFunctions } from './functions'

/** Something with a name that replaces a few functions of the server and leaves the others as they are. */
export interface Overlay {
  readonly name: string
  /** The functions it replaces. Called once for each server that is started, so that a memory in it is that server's own. */
  replaces(intact: ServerFunctions): Partial<ServerFunctions>
}

/** The functions of a server after overlays have replaced some of them, in order. */
export function overlay(server: ServerFunctions, layers: readonly Pick<Overlay, 'replaces'>[]): ServerFunctions {
  let functions = server
  for (const layer of layers) functions = { ...functions, ...layer.replaces(functions) }
  return functions
}

/**
 * Finds an overlay by its name.
 * @param kind what the overlays are, for the error
 * @throws {RangeError} where no overlay has the name
 */
export function named<Kind extends Overlay>(all: readonly Kind[], name: string, kind: string): Kind {
  const found = all.find((candidate) => candidate.name === name)
  if (found === undefined) throw new RangeError(`There is no ${kind} named ${name}.`)
  return found
}
