import { expect } from 'chai'
import { DEFECTS } from '../../servers-under-test/scratch/defects'
import { named } from '../../servers-under-test/scratch/overlay'
import { listen } from '../../servers-under-test/scratch/server'
import { base, serving } from './kit/client'
import { ask, key, OTHER } from './kit/proof'
import { PROOFS } from './proofs'
import { ENDED, LONG_PROOFS } from './proofs/long'

const having = (names: readonly string[], use: Parameters<typeof serving>[1]) =>
  serving(() => listen({ fixture: 'full', defects: names }), use)

describe('scratch: defects', () => {
  it('have unique names, and each has a proof', () => {
    const names = DEFECTS.map((defect) => defect.name)
    expect(new Set(names).size).to.equal(names.length)
    expect([...Object.keys(PROOFS), ...Object.keys(LONG_PROOFS)].sort()).to.deep.equal([...names].sort())
  })

  it('name the requirements that they break, and say what they do', () => {
    for (const defect of DEFECTS) {
      expect(defect.breaks, defect.name).to.not.be.empty
      expect(defect.says, defect.name).to.match(/^[a-z].*[^.]$/)
    }
  })

  it('are an error where none has the name', () => {
    expect(() => named(DEFECTS, 'no-such-defect', 'defect')).to.throw(RangeError, 'no-such-defect')
  })

  for (const { name, says } of DEFECTS) {
    const proof = PROOFS[name]
    it(`${name}: ${says}`, () =>
      having([name], async (port) => {
        const plain = await ask(port, base(key(OTHER)))
        expect(plain.text, 'BASE').to.match(/^HTTP\/1\.1 101[ \r]/)
        if (proof === undefined) return
        if (proof.before !== undefined) await ask(port, proof.before)
        const broken = await ask(port, proof.send, proof.until)
        expect(proof.wrong(broken.text, broken.received), broken.text).to.equal(true)
      }))
  }

  for (const [name, { shows, prove }] of Object.entries(LONG_PROOFS)) {
    it(`${name} ${shows}`, () => having([name], prove))
  }
})

describe('scratch: the intact server', () => {
  it('shows no defect', function () {
    this.timeout(20_000)
    return having([], async (port) => {
      for (const [name, proof] of Object.entries(PROOFS)) {
        if (proof.before !== undefined) await ask(port, proof.before)
        const answer = await ask(port, proof.send, proof.until, proof.until === undefined ? 3000 : 150)
        expect(proof.wrong(answer.text, answer.received), `${name}: ${answer.text}`).to.equal(false)
      }
    })
  })

  it('ends the connections that defects keep open', () =>
    having([], async (_port, client) => {
      for (const [name, send] of Object.entries(ENDED)) expect(await client().send(send).end(300), name).to.equal(true)
    }))
})
