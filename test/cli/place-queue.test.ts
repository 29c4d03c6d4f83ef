import { expect } from 'chai'
import { PlaceQueue } from '../../cli/place-queue'

describe('the queue of targets by place', () => {
  it('gives work of other places while one is busy, and each place once at a time', () => {
    const queue = new PlaceQueue<string>()
    for (const [place, work] of [
      ['a', 'a1'],
      ['a', 'a2'],
      ['b', 'b1'],
    ] as const)
      queue.add(place, work)
    const [first, second] = [queue.take(), queue.take()]
    expect([first?.work, second?.work, queue.take()]).to.deep.equal(['a1', 'b1', undefined])
    first?.done()
    const third = queue.take()
    expect(third?.work).to.equal('a2')
    third?.done()
    second?.done()
    expect(queue.take()).to.equal(undefined)
    queue.add('a', 'a3')
    expect(queue.take()?.work).to.equal('a3')
  })
})
