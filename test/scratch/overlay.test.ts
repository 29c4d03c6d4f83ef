import { expect } from 'chai'
import { INTACT } from '../../servers-under-test/scratch/intact'
import { overlay } from '../../servers-under-test/scratch/overlay'
import { listen } from '../../servers-under-test/scratch/server'
import { ACCEPT, base, frame, serving } from './kit/client'
import { ask, is101, version } from './kit/proof'

describe('scratch: overlays', () => {
  it('see the functions of those before them, and leave the others as they are', () => {
    const server = overlay(INTACT, [
      { replaces: (intact) => ({ computeAccept: (key) => `${intact.computeAccept(key)}1` }) },
      { replaces: (intact) => ({ computeAccept: (key) => `${intact.computeAccept(key)}2` }) },
    ])
    expect(server.computeAccept('')).to.equal(`${INTACT.computeAccept('')}12`)
    expect(server.decide).to.equal(INTACT.decide)
  })

  it('are asked once for each server, so that a memory in one is that server’s own', async () => {
    const again = async () => {
      let text = ''
      await serving(
        () => listen({ defects: ['key-repeated-salted'] }),
        async (port) => {
          text = (await ask(port, base())).text
        },
      )
      return text
    }
    expect(await again()).to.include(ACCEPT)
    expect(await again()).to.include(ACCEPT)
  })

  it('change a request in the order in which they are named', () =>
    serving(
      () => listen({ variants: ['versions-13-and-8', 'refusals-without-content'], defects: ['426-without-upgrade'] }),
      async (port) => {
        const { text } = await ask(port, base(version('14')))
        expect(text).to.match(/\r\nSec-WebSocket-Version: 13, 8\r\n/)
        expect(text).to.match(/\r\nContent-Length: 0\r\n/)
        expect(text).to.not.match(/\r\nUpgrade:/)
      },
    ))

  it('wrap a connection one around the other', () =>
    serving(
      () => listen({ variants: ['answers-in-pieces'], defects: ['answers-before-empty-line'] }),
      async (_port, client) => {
        const one = client().send(base().slice(0, -2))
        expect(await one.until((text) => is101(text) && text.includes(`${ACCEPT}\r\n\r\n`))).to.equal(true)
        one.send(`\r\n${frame(0x9, 'late').toString('latin1')}`)
        expect(await one.until((text) => text.endsWith('\x8a\x04late'))).to.equal(true)
      },
    ))
})
