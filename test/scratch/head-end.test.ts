import { expect } from 'chai'
import { findHeadEnd } from '../../servers-under-test/scratch/http/head-end'
import { INTACT } from '../../servers-under-test/scratch/intact'
import { base } from './kit/client'

const search = () => ({ scanned: 0, lineStart: 0 })

describe('scratch: the end of a header section', () => {
  it('is found however the bytes are cut, and what follows is not searched', () => {
    const bytes = Buffer.from(`${base()}more\r\n\r\n`)
    for (let cut = 1; cut < base().length; cut++) {
      const one = search()
      expect(findHeadEnd(bytes.subarray(0, cut), one, INTACT), String(cut)).to.equal(undefined)
      expect(findHeadEnd(bytes, one, INTACT), String(cut)).to.equal(base().length)
    }
  })

  for (const [what, text, status] of [
    ['a first byte that starts no method', '\x16\x03', 400],
    ['a first line that is no request line', 'EHLO x\r\n', 400],
    ['a method that is too long', 'A'.repeat(9_000), 501],
    ['a target that is too long', `GET /${'a'.repeat(9_000)}`, 414],
    ['a section that is too large', `GET / HTTP/1.1\r\nA: ${'a'.repeat(70_000)}`, 431],
  ] as const) {
    it(`refuses ${what} before the section is complete`, () => {
      expect(findHeadEnd(Buffer.from(text, 'latin1'), search(), INTACT)).to.include({ status, close: true })
    })
  }
})
