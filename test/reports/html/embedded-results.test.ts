import { expect } from 'chai'
import { resultsElement, resultsIn } from '../../../reports/html/embedded-results'
import { hostile, results } from '../kit/results'

describe('reports: results in a page', () => {
  it('come back as they were, whatever they hold', () => {
    const strange = { ...results(), sent: 'no base64', received: [{ sent: 'QUJD' }], constructor: { sent: null } }
    for (const each of [hostile(), results(), strange as unknown as ReturnType<typeof results>])
      expect(resultsIn(`<p>${resultsElement(each)}</p>`)).to.deep.equal(each)
  })

  it('are null of a page without any, and an error where they are damaged', () => {
    expect(resultsIn('<!doctype html>')).to.equal(null)
    const element = resultsElement(hostile())
    expect(() => resultsIn(element.replace(/[A-Za-z0-9+/=]{40}<\/script>/, '</script>'))).to.throw()
    expect(() => resultsIn('<script type="text/plain" id="results">AAAA</script>')).to.throw()
  })
})
