import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { type KnownClient, readClientManifests, readEveryClientManifest } from '../../fleet/client-manifest'
import { type KnownServer, readEveryManifest, readManifests } from '../../fleet/manifest'
import { inFolder, sampleClient, sampleServer } from './kit/sample-server'

type Complaints = readonly (readonly [object, RegExp])[]

/** Writes a manifest into a folder of `root`. */
function put(root: string, name: string, manifest: unknown): void {
  mkdirSync(join(root, name), { recursive: true })
  writeFileSync(join(root, name, 'manifest.json'), typeof manifest === 'string' ? manifest : JSON.stringify(manifest))
}

/** The content of a manifest file: what reading adds is left out. */
function content({ folder: _, core: _own, ...written }: KnownServer | KnownClient) {
  return written
}

const manifest = (name: string) => content(sampleServer({ name }))

/** What `read` says about a manifest, without the folder; null where it is valid. */
function complaintOf(root: string, read: (root: string) => unknown, written: unknown): string | null {
  put(root, 'bad', written)
  try {
    read(root)
    return null
  } catch (error) {
    return (error as Error).message.replace(`${root}/`, '')
  }
}

const npm = { package: 'x', version: '1.0.0' }

/** Changes to a manifest of either kind, and what is wrong with each. */
const SHARED: Complaints = [
  [{ name: 'other' }, /name is not that of its folder, bad$/],
  [{ language: undefined }, /language is missing$/],
  [{ licens: 'MIT' }, /licens is no field of a manifest$/],
  [{ version: undefined }, /version is missing: there is no package that has one$/],
  [{ install: {} }, /install must NOT have fewer than 1 properties$/],
  [{ install: { npm: { ...npm, version: '^1.0.0' } } }, /install\.npm\.version must match pattern/],
  [{ install: { npm: { ...npm, with: { y: 'latest' } } } }, /install\.npm\.with\.y must match pattern/],
  [{ install: { debian: { packages: [] } } }, /install\.debian\.packages must NOT have fewer than 1 items$/],
  [{ fixture: [{ cases: ['1.01'] }] }, /fixture\.0\.why is missing$/],
]

const OF_SERVERS: Complaints = [
  [{ kind: 'client' }, /kind must be equal to one of the allowed values$/],
  [{ needs: { origin: 7 } }, /needs\.origin must be string$/],
  [{ connect: ['node'] }, /connect is no field of a manifest$/],
]

const OF_CLIENTS: Complaints = [
  [{ connect: undefined }, /connect is missing$/],
  [{ connect: ['node', '{uri}'] }, /connect has \{uri\}; the placeholders are \{url\}, /],
  [{ connect: ['chromium'], page: true }, /connect has no \{url\}, which the browser has to open$/],
  [{ batch: ['node'], page: true }, /batch is for a driver, and page for a browser: leave one out$/],
  [{ api: 'browser' }, /api must be equal to one of the allowed values$/],
  [{ can: { subprotocols: true, tls: true } }, /can\.permessageDeflate is missing$/],
  [{ can: { subprotocols: ['chat'], permessageDeflate: true, tls: true } }, /can\.subprotocols must be boolean$/],
  [{ kind: 'server' }, /kind is no field of a manifest$/],
]

describe('manifests', () => {
  it('of the known servers are valid, and are read in the order of their names', () => {
    const names = readManifests().map(({ name }) => name)
    expect(names).to.include.members(['scratch', 'ws'])
    expect(names).to.deep.equal([...names].sort())
  })

  it('of the known clients are valid, and are read in the order of their names', () => {
    const names = readClientManifests().map(({ name }) => name)
    expect(names).to.include('ws')
    expect(names).to.deep.equal([...names].sort())
  })

  it('have the server itself as core where they name no other, and their folder', () =>
    inFolder((root) => {
      put(root, 'good', manifest('good'))
      expect(readManifests(root)[0]).to.include({ core: 'good', folder: join(root, 'good') })
    }))

  for (const [what, read, good, complaints] of [
    ['servers', readManifests, content(sampleServer({ name: 'bad' })), OF_SERVERS],
    ['clients', readClientManifests, content(sampleClient({ name: 'bad' })), OF_CLIENTS],
  ] as const)
    it(`of ${what} that are broken are refused with the field that is wrong`, () =>
      inFolder((root) => {
        expect(complaintOf(root, read, good)).to.equal(null)
        expect(complaintOf(root, read, '{')).to.match(/^bad.manifest\.json is not JSON: /)
        for (const [change, field] of [...SHARED, ...complaints])
          expect(complaintOf(root, read, { ...good, ...change }))
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

  it('of clients that are broken do not stop the others', () =>
    inFolder((root) => {
      put(root, 'bad', '{')
      put(root, 'good', content(sampleClient({ name: 'good' })))
      const { clients, broken } = readEveryClientManifest(root)
      expect(clients.map(({ name }) => name)).to.deep.equal(['good'])
      expect([...broken.keys()]).to.deep.equal(['bad'])
    }))
})
