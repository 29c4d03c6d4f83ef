import { expect } from 'chai'
import { result, target } from '../reports/kit/results'

const DATA = require.resolve('../../published/server-verdicts.json')
const MODULES = [
  '../../published/servers',
  '../../published/case-bits',
  '../../published/likeness',
  '../../published/prevalence',
  '../../published/compare-with-published',
  '../../reports/like-words',
  '../../reports/explain/who-differs',
  '../../settings/known-as',
].map((name) => require.resolve(name))

/** Loads the modules that read the published verdicts anew, where their file holds something else. */
function withFile(exports: unknown, check: () => void): void {
  const saved = [DATA, ...MODULES].map((path) => [path, require.cache[path]] as const)
  for (const [path] of saved) delete require.cache[path]
  require.cache[DATA] = { id: DATA, filename: DATA, path: DATA, loaded: true, exports } as never
  try {
    check()
  } finally {
    for (const [path, module] of saved) {
      if (module === undefined) delete require.cache[path]
      else require.cache[path] = module
    }
  }
}

describe('a damaged file of published verdicts', () => {
  const DAMAGED: Readonly<Record<string, unknown>> = {
    'without servers': {},
    'with a line that was cut off': { cases: ['1.01 1.02'], servers: [{ name: 'a', version: '1', verdicts: '.' }] },
    'with a character of another version': { cases: ['1.01'], servers: [{ name: 'a', version: '1', verdicts: 'X' }] },
    'without any server': { cases: [], servers: [] },
  }
  for (const [what, exports] of Object.entries(DAMAGED))
    it(`leaves reports as they are: ${what}`, () =>
      withFile(exports, () => {
        const { compareWithPublished } =
          require('../../published/compare-with-published') as typeof import('../../published/compare-with-published')
        const { likeWords } = require('../../reports/like-words') as typeof import('../../reports/like-words')
        const { whoDiffers } =
          require('../../reports/explain/who-differs') as typeof import('../../reports/explain/who-differs')
        const judged = target('app', [result('6.02', 'fail')])
        const before = structuredClone(judged)
        compareWithPublished(judged)
        expect(judged).to.deep.equal(before)
        expect([likeWords(judged), likeWords({ ...judged, like: null })]).to.deep.equal([
          null,
          'like none of the known servers',
        ])
        expect(whoDiffers('6.02')).to.deep.equal([])
      }))

  it('is wrong usage for --known-as', () =>
    withFile({}, () => {
      const { readKnownAs } = require('../../settings/known-as') as typeof import('../../settings/known-as')
      expect(() => readKnownAs(['ws'], '--known-as', 'server')).to.throw(
        /^--known-as: the published results cannot be read \(/,
      )
    }))
})
