import { expect } from 'chai'
import { bisect } from '../../fleet/version-search'

/** Versions `1`, `2` … with a letter for each: what it gives; `-` does not start. */
async function search(letters: string) {
  const tried: string[] = []
  const versions = [...letters].map((_, at) => String(at + 1))
  const found = await bisect(versions, async (version) => {
    tried.push(version)
    const letter = letters[Number(version) - 1] ?? '-'
    return letter === '-' ? null : letter
  })
  return { found, tried }
}

describe('the search for the version in which something changed', () => {
  it('finds the two versions between which it changed', async () => {
    const { found, tried } = await search('aaaaabbbbbbb')
    expect(found).to.deep.equal({ kind: 'changed', last: '5', first: '6', was: 'a', is: 'b', between: [] })
    expect(tried.length).to.be.below(8)
  })

  it('tries no version twice', async () => {
    const { tried } = await search('---aaa-a-bb-b--')
    expect(new Set(tried).size).to.equal(tried.length)
  })

  it('names the versions between them that do not start', async () => {
    expect((await search('-aa--bb-')).found).to.deep.equal({
      kind: 'changed',
      last: '3',
      first: '6',
      was: 'a',
      is: 'b',
      between: ['4', '5'],
    })
  })

  it('says that nothing changed from the oldest to the newest version that start', async () => {
    expect((await search('--aaa-')).found).to.deep.equal({ kind: 'same', oldest: '3', newest: '5', is: 'a' })
  })

  it('says that fewer than two versions start', async () => {
    expect((await search('----')).found).to.deep.equal({ kind: 'none' })
    expect((await search('--a-')).found).to.deep.equal({ kind: 'none' })
  })
})
