import { expect } from 'chai'
import { readShard, shardOf } from '../../settings/shard'
import { UsageError } from '../../settings/usage-error'

const NAMES = Array.from({ length: 103 }, (_, at) => `target ${at}`)
const part = (index: number, of: number, names: readonly string[] = NAMES) =>
  shardOf(names, (name) => name, { index, of })

describe('a part of a run', () => {
  it('is read as i/n', () => {
    expect(readShard('2/5', '--shard')).to.deep.equal({ index: 2, of: 5 })
    for (const text of ['0/5', '6/5', '5', '1/0', 'a/b', '-1/2', '1/2/3', '1/99999', ''])
      expect(() => readShard(text, '--shard'), text).to.throw(UsageError, `--shard ${text}: write i/n`)
  })

  it('has every member exactly once, and the parts have nearly the same size', () => {
    const parts = [1, 2, 3, 4, 5].map((index) => part(index, 5))
    expect(parts.flat().toSorted()).to.deep.equal(NAMES.toSorted())
    expect(parts.map(({ length }) => length)).to.deep.equal([21, 21, 21, 20, 20])
  })

  it('does not depend on the order of the members, and keeps it', () => {
    expect(part(2, 5, NAMES.toReversed())).to.deep.equal(part(2, 5).toReversed())
  })
})
