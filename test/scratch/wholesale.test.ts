import { expect } from 'chai'
import { WHOLESALE } from '../../servers-under-test/scratch/wholesale'
import { ACCEPT, base, KEY, serving } from './kit/client'

describe('scratch: servers that are wrong as a whole', () => {
  const ANSWERS: Record<string, RegExp> = {
    'accepts-everything': new RegExp(`^HTTP/1\\.1 101 [\\s\\S]*${ACCEPT.replace('+', '\\+')}`),
    'refuses-everything': /^HTTP\/1\.1 400 /,
    'never-answers': /^$/,
    'random-accept': /^HTTP\/1\.1 101 (?![\s\S]*s3pPLM)/,
  }
  for (const { name, says, listen: start } of WHOLESALE) {
    it(`${name}: ${says}`, () =>
      serving(start, async (_port, client) => {
        for (const send of [base(), `nonsense\r\nSec-WebSocket-Key: ${KEY}\r\n\r\n`]) {
          const one = client().send(send)
          await one.until((text) => text.includes('\r\n\r\n'), name === 'never-answers' ? 30 : 3000)
          expect(one.text).to.match(ANSWERS[name] ?? /no such server/)
        }
      }))
  }
})
