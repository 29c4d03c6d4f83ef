import { roleOf } from '../harness/case/results'
import type { Role } from '../harness/case/role'
import { UsageError } from '../settings/usage-error'
import type { NamedResults } from './shards'

/**
 * Which side recorded results are of.
 * @throws {UsageError} where these are of servers and of clients.
 */
export function sideOf(earlier: readonly NamedResults[]): Role {
  const of = (role: Role) => earlier.find(({ results }) => results.targets.some((target) => roleOf(target) === role))
  const [servers, clients] = [of('server'), of('client')]
  if (servers && clients)
    throw new UsageError(
      `${servers.file} has results of servers, and ${clients.file} of clients: name files of one kind`,
    )
  return clients ? 'client' : 'server'
}
