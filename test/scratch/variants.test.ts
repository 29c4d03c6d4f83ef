import { expect } from 'chai'
import { listen } from '../../servers-under-test/scratch/server'
import { VARIANTS } from '../../servers-under-test/scratch/variants'
import { base, serving } from './kit/client'
import { ask } from './kit/proof'

describe('scratch: legal variants', () => {
  it('have unique names, a description and a clause', () => {
    const names = VARIANTS.map(({ name }) => name)
    expect(new Set(names).size).to.equal(names.length)
    for (const { name, says, clause } of VARIANTS) {
      expect(says, name).to.match(/^[a-z].*[^.]$/)
      expect(clause, name).to.match(/^RFC \d{4} /)
    }
  })

  for (const { name, says } of VARIANTS) {
    it(`${name}: ${says}`, () =>
      serving(
        () => listen({ variants: [name] }),
        async (port) => {
          const { text } = await ask(port, base(), (all) => all.includes(' 101 ') && all.endsWith('\r\n\r\n'), 1_000)
          expect(text).to.match(/(?:^|\n)HTTP\/1\.1 101[ \r]/)
        },
      ))
  }

  it('are an error where none has the name', async () => {
    const error = await listen({ variants: ['no-such-variant'] }).catch((thrown: unknown) => thrown)
    expect(error).to.be.instanceOf(RangeError)
  })
})
