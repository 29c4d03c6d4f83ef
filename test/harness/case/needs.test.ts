import { Ajv } from 'ajv'
import { expect } from 'chai'
import { type KnownTarget, NEEDS, type Need, neededWords, unmetWords } from '../../../harness/case/needs'
import { EXAMPLE_PROFILE, PROFILE_FIELDS, SECRET_PROFILE_FIELDS } from '../../../harness/case/profile'
import { PROFILE_SCHEMA } from '../../../settings/profile-schema'

const names = Object.keys(NEEDS) as Need[]

describe('a need', () => {
  it('is described for a case page and for a skipped case', () => {
    expect(neededWords('echo')).to.equal('a target that echoes messages')
    expect(unmetWords('echo')).to.equal('needs a target that echoes messages: probing got no echo')
    expect(neededWords('subprotocols')).to.equal('a subprotocol that the target speaks (--subprotocol NAME)')
    expect(unmetWords('subprotocols')).to.equal(
      'needs a subprotocol that the target speaks: probing found none (--subprotocol NAME)',
    )
    expect(neededWords('redirectPath')).to.equal('redirectPath in the profile')
    expect(unmetWords('redirectPath')).to.equal(
      'needs redirectPath in the profile: a path that redirects (--profile FILE)',
    )
  })

  it('has a description that fits into a sentence', () => {
    for (const name of names) expect(NEEDS[name].what, name).to.match(/^[a-z].*[^.]$/)
  })

  it('is met by a target that has what is needed, and not by one without it', () => {
    const known = (url: string, capabilities: Partial<KnownTarget['capabilities']>, addedFields = false) => ({
      url: new URL(url),
      capabilities: { echo: false, subprotocols: [], permessageDeflate: false, ...capabilities },
      addedFields: addedFields ? [{ name: 'X', value: '1' }] : [],
    })
    const poor = known('ws://127.0.0.1:8080/', {})
    const rich = known('ws://a.test/', { echo: true, subprotocols: ['a', 'b'], permessageDeflate: true }, true)
    for (const name of names) {
      const need = NEEDS[name]
      if (need.kind === 'profile') continue
      expect(need.isMet(poor), name).to.equal(false)
      expect(need.isMet(rich), name).to.equal(true)
    }
    expect(NEEDS.hostname.isMet(known('ws://[2001:db8::a]/', {}))).to.equal(false)
    expect(NEEDS.twoSubprotocols.isMet(known('ws://a.test/', { subprotocols: ['one'] }))).to.equal(false)
  })
})

describe('the profile', () => {
  it('has a schema and an example for each field', () => {
    const check = new Ajv({ allowUnionTypes: true }).compile(PROFILE_SCHEMA)
    expect(check(EXAMPLE_PROFILE), JSON.stringify(check.errors)).to.equal(true)
    expect(Object.keys(EXAMPLE_PROFILE)).to.deep.equal(PROFILE_FIELDS)
    expect(PROFILE_SCHEMA.properties).to.include.keys(PROFILE_FIELDS)
  })

  it('knows which of its values are secrets', () => {
    expect(SECRET_PROFILE_FIELDS).to.deep.equal(['credentials', 'authCookie'])
  })
})
