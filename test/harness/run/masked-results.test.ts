import { expect } from 'chai'
import { endpoint } from '../kit/endpoint'
import { plain } from '../kit/messages'
import { closePeers, listen } from '../kit/peer'
import { runOn } from '../kit/runs'

describe('the secrets of a target', () => {
  afterEach(closePeers)

  it('are nowhere in the results, even where the target sends them back', async () => {
    const secret = 'hunter2-hunter2'
    const peer = await listen(
      endpoint({
        whim: ({ text, line }) =>
          line.startsWith('POST')
            ? plain(400, text, `Server: ${/X-Key: (.*)/.exec(text)?.[1]?.trim()}\r\n`)
            : undefined,
      }),
    )
    const target = {
      url: new URL(`ws://user:${secret}@127.0.0.1:${peer.port}/?access_token=${secret}&plain=1`),
      fields: [
        { name: 'X-Key', value: secret },
        { name: 'Cookie', value: `sid=${secret}` },
      ],
    }
    const result = await runOn(peer, { target })
    expect(result.summary.pass).to.equal(3)
    const basic = Buffer.from(`user:${secret}`).toString('base64')
    const octets = [...result.cases.flatMap(({ exchanges }) => exchanges), ...result.controls].flatMap(
      ({ sent, received }) => [
        Buffer.from(sent, 'base64').toString('latin1'),
        Buffer.from(received, 'base64').toString('latin1'),
      ],
    )
    for (const text of [JSON.stringify(result), ...octets]) {
      expect(text).to.not.include(secret)
      expect(text).to.not.include(basic)
    }
    expect(result.url).to.equal(`ws://***@127.0.0.1:${peer.port}/?access_token=***&plain=1`)
    expect(octets.some((text) => text.includes('Authorization: ****'))).to.equal(true)
  })
})
