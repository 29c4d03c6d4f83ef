import { mkdirSync, readdirSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { cacheFolder, keep } from '../../fleet/cache'
import { inFolder } from './kit/sample-server'

describe('the cache', () => {
  it('is where the environment says', () => {
    expect(cacheFolder({ WSSPEC_CACHE: '/a', XDG_CACHE_HOME: '/b' })).to.equal('/a')
    expect(cacheFolder({ XDG_CACHE_HOME: '/b', HOME: '/h' })).to.equal('/b/wsspec')
    expect(cacheFolder({ XDG_CACHE_HOME: 'b', HOME: '/h' })).to.equal('/h/.cache/wsspec')
  })

  it('keeps no unfinished folder, and removes those of processes that were killed', () =>
    inFolder(async (root) => {
      const old = join(root, 'x.draft-abc')
      mkdirSync(old, { recursive: true })
      utimesSync(old, new Date(0), new Date(0))
      const failed = keep(join(root, 'y'), async () => {
        throw new Error('no space left')
      })
      expect(await failed.catch((error: Error) => error.message)).to.equal('no space left')
      expect(readdirSync(root)).to.deep.equal([])
    }))

  it('keeps the folder of another process that was quicker', () =>
    inFolder(async (root) => {
      const place = join(root, 'z')
      const made = await keep(place, async () => {
        mkdirSync(join(place, 'theirs'), { recursive: true })
      })
      expect(readdirSync(made)).to.deep.equal(['theirs'])
      expect(readdirSync(root)).to.deep.equal(['z'])
    }))
})
