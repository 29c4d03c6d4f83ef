import { expect } from 'chai'
import { galleryArguments } from '../../tools/gallery/gallery-arguments'

describe('the arguments of npm run gallery', () => {
  it('run all servers into docs/results, four at once, where there are none', () =>
    expect(galleryArguments([])).to.deep.equal({
      names: [],
      clients: false,
      pages: false,
      missing: false,
      to: undefined,
      jobs: 4,
    }))

  it('name servers, a folder, and how many to run at once', () =>
    expect(galleryArguments(['ws', '--to', 'trial', '--jobs', '3', 'ws@7.5.10', '--missing'])).to.deep.equal({
      names: ['ws', 'ws@7.5.10'],
      clients: false,
      pages: false,
      missing: true,
      to: 'trial',
      jobs: 3,
    }))

  it('name clients', () =>
    expect(galleryArguments(['--clients', 'undici']))
      .to.include({ clients: true })
      .and.have.deep.property('names', ['undici']))

  it('are refused by name where they are wrong', () => {
    for (const [words, wrong] of [
      [['--page'], /--page/],
      [['--to'], /--to/],
      [['--jobs', '0'], /--jobs 0/],
      [['--jobs', 'all'], /--jobs all/],
    ] as const)
      expect(() => galleryArguments(words))
        .to.throw(RangeError)
        .with.property('message')
        .that.matches(wrong)
  })
})
