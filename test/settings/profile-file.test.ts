import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { expect } from 'chai'
import { listen } from '../../servers-under-test/scratch/server'
import { PROFILE_SCHEMA } from '../../settings/profile-schema'
import { EVERY_CASE, renderProfile, renderProfileExample, renderProfileSchema } from '../../tools/docs/profile'
import { ROOT } from '../kit/checkout'
import { wsspec } from '../kit/command-line'
import { Folder } from '../kit/folder'

const DOCS = join(ROOT, 'docs')

describe('a target profile', () => {
  const folder = new Folder()
  after(() => folder.remove())

  it('has a published schema, an example and a page that say what the program says', () => {
    for (const [name, text] of [
      ['profile.schema.json', renderProfileSchema()],
      ['profile.example.json', renderProfileExample()],
      ['profile.md', renderProfile()],
    ] as const)
      expect(readFileSync(join(DOCS, name), 'utf8'), `run npm run docs -- profile: ${name}`).to.equal(text)
    expect(JSON.parse(readFileSync(join(DOCS, 'profile.schema.json'), 'utf8'))).to.deep.equal(PROFILE_SCHEMA)
    for (const [name, field] of Object.entries(PROFILE_SCHEMA.properties))
      expect(field.description, name).to.be.a('string').and.not.equal('')
  })

  it('is valid where it is the example', () => {
    const check = new Ajv({ allowUnionTypes: true }).compile(PROFILE_SCHEMA)
    expect(check(JSON.parse(renderProfileExample())), JSON.stringify(check.errors)).to.equal(true)
  })

  const WRONG: readonly [unknown, string][] = [
    [{ allowedOrign: 'http://a' }, 'allowedOrign is not a field of it; did you mean allowedOrigin?'],
    [{ missingPath: 'nope' }, 'missingPath must match pattern "^/"'],
    [{ strictHost: 'yes' }, 'strictHost must be boolean'],
    [{ vhosts: ['a', 7] }, 'vhosts.1 must be string'],
    [{ topology: 'behind' }, 'topology must be equal to one of the allowed values: direct, proxied'],
    [{ baseFields: { 'X-Token': 7 } }, 'baseFields.X-Token must be string'],
    [
      { allowedOrigin: 'a.example' },
      'allowedOrigin a.example: this is not an origin (RFC 6454 6.1); write scheme://host:port without a path',
    ],
    [
      { deniedOrigin: 'a.example/' },
      'deniedOrigin a.example/: this is not an origin (RFC 6454 6.1); write scheme://host:port without a path',
    ],
    [
      { subprotocols: ['chat', 'a,b'] },
      'subprotocols a,b: this is not a token (RFC 9110 5.6.2); give each name separately',
    ],
    [
      { requiresSubprotocol: 'a b' },
      'requiresSubprotocol a b: this is not a token (RFC 9110 5.6.2); give each name separately',
    ],
    [{ baseFields: { Origin: 'http://a' } }, 'baseFields.Origin: wsspec sets Origin itself; use --origin'],
  ]
  for (const [content, message] of WRONG)
    it(`names the field that is wrong: ${message}`, async () => {
      const path = folder.put('profile.json', content)
      const { code, stderr } = await wsspec(['run', 'ws', '--profile', path])
      expect([code, stderr]).to.deep.equal([2, `wsspec: --profile ${path}: ${message}\n`])
    })

  it('is named by where its name comes from', async () => {
    const path = folder.put('profile.json', { strictHost: 1 })
    const { stderr } = await wsspec(['run', 'ws'], { env: { WSSPEC_PROFILE: path } })
    expect(stderr).to.equal(`wsspec: WSSPEC_PROFILE ${path}: strictHost must be boolean\n`)
  })

  it('lets every case run that needs one, as its page says', async () => {
    const server = await listen({ fixture: 'full' })
    const [, line = ''] = EVERY_CASE
    const words = line.replace('127.0.0.1:9001', `127.0.0.1:${server.port}`).split(' ').slice(2)
    const needy = ['2.15', '2.16', '11.02', '11.03', '1.31', '15.*'].flatMap((pattern) => ['--only', pattern])
    try {
      const { code, stdout, stderr } = await wsspec([...words, ...needy, '--json', '-'], { cwd: ROOT })
      expect(code, stderr).to.equal(0)
      const [target] = JSON.parse(stdout).targets
      const skipped = target.cases.filter(({ verdict }: { verdict: string }) => verdict === 'skip')
      for (const { id, because } of skipped) expect(because, id).to.not.match(/--profile|--subprotocol|a URL/)
      expect(target.cases.length).to.be.above(15)
    } finally {
      await server.close()
    }
  })
})
