import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect } from 'chai'
import { ConnectionLimit } from '../../../harness/run/connection-limit'

/** Connections that stay open until they are closed by name; `opened` lists them in the order in which they began. */
function connections(jobs: number) {
  const limit = new ConnectionLimit(jobs)
  const opened: string[] = []
  const closing = new Map<string, () => void>()
  return {
    limit,
    opened,
    open(name: string, how: { waits?: boolean; first?: boolean } = {}) {
      return limit.use(async () => {
        opened.push(name)
        await new Promise<void>((resolve) => closing.set(name, resolve))
      }, how)
    },
    async close(name: string) {
      closing.get(name)?.()
      await nextTurn()
    },
  }
}

describe('the limit of open connections', () => {
  it('opens as many at once as it allows, and the others in their order', async () => {
    const { opened, open, close } = connections(2)
    for (const name of ['a', 'b', 'c', 'd']) void open(name)
    await nextTurn()
    expect(opened).to.deep.equal(['a', 'b'])
    await close('b')
    expect(opened).to.deep.equal(['a', 'b', 'c'])
    await close('a')
    expect(opened).to.deep.equal(['a', 'b', 'c', 'd'])
  })

  it('allows one where the number is too small', async () => {
    const { opened, open, close } = connections(0)
    void open('a')
    void open('b', { waits: true })
    await nextTurn()
    expect(opened).to.deep.equal(['a'])
    await close('a')
    expect(opened).to.deep.equal(['a', 'b'])
  })

  it('opens a control before everything that is in the queue', async () => {
    const { opened, open, close } = connections(1)
    for (const name of ['a', 'b']) void open(name)
    void open('control', { first: true })
    await close('a')
    expect(opened).to.deep.equal(['a', 'control'])
  })

  it('keeps a quarter of the connections for cases that do not wait by design', async () => {
    const { opened, open } = connections(4)
    for (const name of ['w1', 'w2', 'w3', 'w4']) void open(name, { waits: true })
    void open('quick')
    await nextTurn()
    expect(opened).to.deep.equal(['w1', 'w2', 'w3', 'quick'])
  })

  it('has room when everything that came before has a place', async () => {
    const { limit, open, close } = connections(1)
    void open('a')
    void open('b')
    let hasRoom = false
    void limit.hasRoom().then(() => {
      hasRoom = true
    })
    await close('a')
    expect(hasRoom).to.equal(false)
    await close('b')
    expect(hasRoom).to.equal(true)
  })

  it('that is narrowed opens one at a time once those that are open have ended', async () => {
    const { limit, opened, open, close } = connections(3)
    for (const name of ['a', 'b', 'c', 'd', 'e']) void open(name)
    await nextTurn()
    limit.resize(1)
    void open('control', { first: true })
    for (const name of ['a', 'b']) await close(name)
    expect(opened).to.deep.equal(['a', 'b', 'c'])
    for (const name of ['c', 'control', 'd']) await close(name)
    expect(opened).to.deep.equal(['a', 'b', 'c', 'control', 'd', 'e'])
  })

  it('opens connections that belong together at the same time, and nothing before them', async () => {
    const { limit, opened, open, close } = connections(3)
    for (const name of ['a', 'b']) void open(name)
    const both = async () => void opened.push('c and d')
    void limit.useAtOnce(2, both)
    void open('e')
    await nextTurn()
    expect(opened).to.deep.equal(['a', 'b'])
    await close('a')
    expect(opened).to.deep.equal(['a', 'b', 'c and d', 'e'])
  })

  it('opens them also where there are fewer places, or the limit is narrowed meanwhile', async () => {
    const few = connections(2)
    await few.limit.useAtOnce(5, async () => void few.opened.push('five'))
    expect(few.opened).to.deep.equal(['five'])
    const { limit, opened, open, close } = connections(3)
    void open('a')
    void limit.useAtOnce(3, async () => void opened.push('three'))
    limit.resize(1)
    await close('a')
    void open('b')
    await nextTurn()
    expect(opened).to.deep.equal(['a', 'three', 'b'])
  })

  it('frees the place of what failed', async () => {
    const limit = new ConnectionLimit(1)
    const failing = limit.use(() => Promise.reject(new Error('oops')))
    await failing.catch(() => {})
    expect(await limit.use(async () => 'next')).to.equal('next')
  })
})
