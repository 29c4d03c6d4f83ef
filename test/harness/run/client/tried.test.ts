import { expect } from 'chai'
import { Tried } from '../../../../harness/run/client/tried'

describe('how far a run of a client is', () => {
  it('counts each selected case once, whether attempts or a result end it', () => {
    const steps: string[] = []
    const tried = new Tried(
      new Map([
        ['C5.01', 5],
        ['C0.01', 0],
      ]),
      {
        onTried: (suite, done, total) => steps.push(`${suite}: ${done}/${total}`),
      },
    )
    for (const id of ['C5.01', 'C5.01', 'C9.01', 'C0.01']) tried.end(id)
    expect(steps).to.deep.equal(['5: 1/2', '0: 2/2'])
  })

  it('says how many attempts wait for the client, also after one that throws', async () => {
    const waits: [number, string | null][] = []
    const tried = new Tried(new Map(), { onWait: ({ cases, what }) => waits.push([cases, what]) })
    const failing = tried.during(() => Promise.reject(new Error('gone')))
    await tried.during(async () => {})
    await failing.catch(() => {})
    expect(waits.map(([cases]) => cases).slice(0, 2)).to.deep.equal([1, 2])
    expect(waits.at(-1)).to.deep.equal([0, null])
  })
})
