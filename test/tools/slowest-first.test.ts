import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { slowestFirst } from '../../tools/gallery/slowest-first'
import { inFolder } from '../fleet/kit/sample-server'

describe('the order in which the servers are run', () => {
  it('begins with those that let the last run wait most, and keeps the order of the others', () =>
    inFolder((root) => {
      mkdirSync(join(root, 'servers'))
      const put = (name: string, answers: readonly string[]) => {
        const cases = answers.map((got) => ({ id: '1.01', level: 'MUST', verdict: 'fail', got }))
        writeFileSync(join(root, 'servers', `${name}.json`), JSON.stringify({ targets: [{ cases }] }))
      }
      put('quick', ['400 Bad Request'])
      put('silent', ['no response within 10 s', 'PUT: no response within 10 s; GETS: 400'])
      put('mute', ['101 Switching Protocols; no Pong'])
      expect(slowestFirst(root, ['new', 'quick', 'mute', 'silent', 'ws@7.5.10'], 'server')).to.deep.equal([
        ...['silent', 'mute', 'new', 'quick', 'ws@7.5.10'],
      ])
    }))
})
