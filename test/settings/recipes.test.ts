import { tmpdir } from 'node:os'
import { expect } from 'chai'
import { readRecipes } from '../../settings/recipes'
import { causeNamed } from '../../suites/causes'
import { recipeFiles } from '../../suites/fixes/recipe-files'

describe('settings/recipes', () => {
  it('reads every recipe of docs/fixes, each for a cause that exists', () => {
    const recipes = readRecipes()
    expect(recipes.map(({ path }) => path)).to.deep.equal(recipeFiles.map(({ path }) => `docs/fixes/${path}`))
    for (const { cause, code, removes, path } of recipes) {
      expect(causeNamed(cause), path).to.not.equal(undefined)
      expect(code.trim(), path).to.not.equal('')
      expect(removes, path).to.not.deep.equal([])
    }
  })

  it('leaves out what is not there', () => {
    expect(readRecipes(tmpdir())).to.deep.equal([])
  })
})
