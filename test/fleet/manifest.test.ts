import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { readEveryManifest, readManifests } from '../../fleet/manifest'
import { inFolder, sampleServer } from './kit/sample-server'

/** Writes a manifest into a folder of `root`. */
function put(root: string, name: string, manifest: unknown): void {
  mkdirSync(join(root, name), { recursive: true })
  writeFileSync(join(root, name, 'manifest.json'), typeof manifest === 'string' ? manifest : JSON.stringify(manifest))
}

function manifest(name: string) {
  const { folder: _, core: _own, ...content } = sampleServer({ name })
  return content
}

describe('manifests', () => {
  it('of the known servers are valid, and are read in the order of their names', () => {
    const names = readManifests().map(({ name }) => name)
    expect(names).to.include.members(['scratch', 'ws'])
    expect(names).to.deep.equal([...names].sort())
  })

  it('have the server itself as core where they name no other, and their folder', () =>
    inFolder((root) => {
      put(root, 'good', manifest('good'))
      expect(readManifests(root)[0]).to.include({ core: 'good', folder: join(root, 'good') })
    }))

  it('that are broken are refused with the field that is wrong', () =>
    inFolder((root) => {
      const complaint = (content: unknown) => {
        put(root, 'bad', content)
        try {
          readManifests(root)
          return null
        } catch (error) {
          return (error as Error).message.replace(`${root}/`, '')
        }
      }
      const npm = { package: 'x', version: '1.0.0' }
      expect(complaint(manifest('bad'))).to.equal(null)
      expect(complaint('{')).to.match(/^bad.manifest\.json is not JSON: /)
      for (const [change, field] of [
        [{ name: 'other' }, /name is not that of its folder, bad$/],
        [{ language: undefined }, /language is missing$/],
        [{ licens: 'MIT' }, /licens is no field of a manifest$/],
        [{ version: undefined }, /version is missing: there is no package that has one$/],
        [{ install: {} }, /install must NOT have fewer than 1 properties$/],
        [{ install: { npm: { ...npm, version: '^1.0.0' } } }, /install\.npm\.version must match pattern/],
        [{ install: { npm: { ...npm, with: { y: 'latest' } } } }, /install\.npm\.with\.y must match pattern/],
        [{ install: { debian: { packages: [] } } }, /install\.debian\.packages must NOT have fewer than 1 items$/],
        [{ needs: { origin: 7 } }, /needs\.origin must be string$/],
        [{ fixture: [{ cases: ['1.01'] }] }, /fixture\.0\.why is missing$/],
      ] as const)
        expect(complaint({ ...manifest('bad'), ...change }))
          .to.match(/^bad.manifest\.json: /)
          .and.match(field)
    }))

  it('that are broken do not stop the others', () =>
    inFolder((root) => {
      put(root, 'bad', '{')
      put(root, 'good', manifest('good'))
      const { servers, broken } = readEveryManifest(root)
      expect(servers.map(({ name }) => name)).to.deep.equal(['good'])
      expect([...broken.keys()]).to.deep.equal(['bad'])
    }))
})
