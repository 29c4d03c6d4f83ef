import { expect } from 'chai'
import { statusOf } from '../../../harness/judge/answer'
import { UnendedHeads } from '../../../harness/play/unended-heads'
import { latin1 } from '../kit/bytes'
import { HEAD_ONLY, send } from '../kit/exchanges'
import { type Behaviour, closePeers, listen, onRequest } from '../kit/peer'

const BEGUN = latin1('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n')

/** Begins a header section, and ends it after some time where that is given. */
function beginning(endsAfterMs?: number): Behaviour {
  return (socket) =>
    onRequest(
      socket,
      () => {
        socket.write(BEGUN)
        if (endsAfterMs !== undefined) setTimeout(() => socket.write('\r\n'), endsAfterMs).unref()
      },
      1,
    )
}

/** Lets a head be silent for 100 ms, and after three without an end for 20 ms. */
const WAITS = { patienceMs: () => 100, windowMs: () => 20 }

describe('a header section without an end', () => {
  afterEach(closePeers)

  it('is given up before the deadline, and sooner after three', async () => {
    const { port } = await listen(beginning())
    const unendedHeads = new UnendedHeads()
    const waits: number[] = []
    for (let turn = 0; turn < 4; turn++) {
      const { recording, received } = await send(port, { steps: HEAD_ONLY, unendedHeads, ...WAITS })
      expect([recording.ended, received.equals(BEGUN)]).to.deep.equal(['open', true])
      waits.push(recording.endedMs - (recording.received.at(-1)?.atMs ?? 0))
    }
    for (const wait of waits.slice(0, 3)) expect(wait).to.be.within(99, 3000)
    expect(waits[3]).to.be.below(waits[0] ?? 0)
  })

  it('is read to its end where that comes late', async () => {
    const { port } = await listen(beginning(50))
    const late = await send(port, {
      steps: HEAD_ONLY,
      unendedHeads: new UnendedHeads(),
      ...WAITS,
      patienceMs: () => 2000,
    })
    expect(statusOf(late)).to.equal(400)
  })

  it('is waited for until the deadline where nothing is known of others', async () => {
    const { port } = await listen(beginning())
    const { recording } = await send(port, { steps: HEAD_ONLY, deadlineMs: 300, ...WAITS })
    expect(recording.ended).to.equal('timeout')
  })
})
