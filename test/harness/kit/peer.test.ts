import { once } from 'node:events'
import { connect } from 'node:net'
import { expect } from 'chai'
import { plain } from './messages'
import { answers, listen } from './peer'

describe('a peer of a test', () => {
  it('knows when none of its connections is open', async () => {
    const peer = await listen(answers(plain(400)))
    const socket = connect(peer.port, '127.0.0.1')
    await once(socket, 'connect')
    socket.destroy()
    await peer.quiet()
    await peer.close()
    expect(peer.count.now).to.equal(0)
  })
})
