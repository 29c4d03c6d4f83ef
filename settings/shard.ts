import { createHash } from 'node:crypto'
import { UsageError } from './usage-error'

/** One of several parts into which work is split; `index` counts from 1. */
export interface Shard {
  index: number
  of: number
}

/** Maximum number of parts. */
const MOST_PARTS = 10_000

/**
 * Reads `2/5`.
 * @param source where the text comes from, for the error
 * @throws {UsageError} for anything else, and for a part that does not exist.
 */
export function readShard(text: string, source: string): Shard {
  const [, index = 0, of = 0] = (/^(\d{1,5})\/(\d{1,5})$/.exec(text) ?? []).map(Number)
  if (index < 1 || of > MOST_PARTS || index > of)
    throw new UsageError(`${source} ${text}: write i/n, as in 2/5: the second of five parts`)
  return { index, of }
}

/**
 * The members of one part. The same members are always split in the same way, whatever their order, and the parts have
 * nearly the same size: the members go round, in the order of a hash of their names.
 */
export function shardOf<Member>(
  members: readonly Member[],
  nameOf: (member: Member) => string,
  shard: Shard,
): Member[] {
  const hashed = members.map((member) => ({
    member,
    hash: createHash('sha256').update(nameOf(member)).digest('hex'),
  }))
  const order = hashed.toSorted((a, b) => (a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : 0))
  const own = new Set(order.filter((_, at) => at % shard.of === shard.index - 1).map(({ member }) => member))
  return members.filter((member) => own.has(member))
}
