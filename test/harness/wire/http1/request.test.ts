import { expect } from 'chai'
import fc from 'fast-check'
import type { Edit, FieldEdit } from '../../../../harness/case/edit'
import { sameName } from '../../../../harness/wire/http1/fields'
import { handshake } from '../../../../harness/wire/http1/request'
import { KEY, VARS } from '../../kit/vars'

const BASE = `GET /chat HTTP/1.1\r
Host: example.test\r
Upgrade: websocket\r
Connection: Upgrade\r
Sec-WebSocket-Key: ${KEY}\r
Sec-WebSocket-Version: 13\r
\r
`

function text(edit: Edit = {}, base: { name: string; value: string }[] = []): string {
  return handshake(VARS, base, edit).octets.toString('latin1')
}

/** The field lines in rendered text. */
function lines(rendered: string): string[] {
  return rendered.split('\r\n\r\n', 1)[0]?.split('\r\n').slice(1) ?? []
}

const name = fc.constantFrom('Host', 'upgrade', 'CONNECTION', 'Origin', 'X-New', 'sec-websocket-key')
const value = fc.stringMatching(/^[a-z0-9,; \t]{0,10}$/)
const fieldEdit: fc.Arbitrary<FieldEdit | FieldEdit[] | null> = fc.oneof(
  fc.constant(null),
  value,
  fc.array(value, { maxLength: 3 }),
)
const edits: fc.Arbitrary<Edit> = fc
  .record({
    fields: fc.dictionary(name, fieldEdit, { maxKeys: 4 }),
    method: fc.constantFrom('GET', 'POST', ''),
    version: fc.constantFrom('HTTP/1.1', 'HTTP/1.0', ''),
    body: fc.constantFrom('', 'abc'),
    bare: fc.boolean(),
  })
  .map((edit) => edit)

describe('the handshake request', () => {
  it('without an edit is BASE', () => {
    expect(text()).to.equal(BASE)
    expect(handshake(VARS, [])).to.deep.include({ method: 'GET' })
  })

  it('has the fields of the profile after its own, unless it is bare', () => {
    const added = [{ name: 'Origin', value: 'http://a.test' }]
    expect(lines(text({}, added)).at(-1)).to.equal('Origin: http://a.test')
    expect(text({ bare: true }, added)).to.equal(BASE)
    expect(text({ fields: { origin: null } }, added)).to.equal(BASE)
  })

  it('changes nothing beside the fields that an edit names', () => {
    fc.assert(
      fc.property(edits, (edit) => {
        const named = Object.keys(edit.fields ?? {})
        const others = lines(text(edit)).filter(
          (line) => !named.some((each) => sameName(each, line.split(':', 1)[0] ?? '')),
        )
        const kept = lines(BASE).filter((line) => !named.some((each) => sameName(each, line.split(':', 1)[0] ?? '')))
        expect(others).to.deep.equal(kept)
        expect(text(edit).startsWith(`${edit.method} /chat ${edit.version}\r\n`)).to.equal(true)
        expect(text(edit).endsWith(`\r\n\r\n${edit.body}`)).to.equal(true)
      }),
    )
  })

  it('gives the fields that are in its bytes', () => {
    fc.assert(
      fc.property(edits, (edit) => {
        const { octets, fields } = handshake(VARS, [{ name: 'Origin', value: 'x' }], edit)
        const read = lines(octets.toString('latin1')).map((line) => {
          const at = line.indexOf(':')
          return { name: line.slice(0, at), value: line.slice(at + 1).replace(/^[ \t]*|[ \t]*$/g, '') }
        })
        expect(fields).to.deep.equal(read)
      }),
    )
  })

  it('replaces a field in its place, by one line or several, and adds new ones at the end', () => {
    expect(lines(text({ fields: { UPGRADE: ['a', 'b'] } })).slice(0, 3)).to.deep.equal([
      'Host: example.test',
      'UPGRADE: a',
      'UPGRADE: b',
    ])
    expect(lines(text({ fields: { 'X-New': 'x' } })).at(-1)).to.equal('X-New: x')
    expect(lines(text({ fields: { 'X-New': { line: 'X-New:x' } } })).at(-1)).to.equal('X-New:x')
  })

  it('resolves what follows from the variables', () => {
    const edit: Edit = {
      target: ({ host }) => `http://${host}/`,
      fields: { Origin: ({ origin }) => origin },
      body: ({ random }) => random,
    }
    expect(text(edit)).to.match(
      /^GET http:\/\/example\.test\/ [\s\S]*Origin: http:\/\/example\.test\r\n\r\nwsspec-random$/,
    )
  })

  it('is ordered and spelled as an edit says', () => {
    const reversed = text({ order: (names) => names.toReversed() })
    expect(lines(reversed)).to.deep.equal(lines(BASE).toReversed())
    expect(lines(text({ spell: (each) => each.toLowerCase() }))[0]).to.equal('host: example.test')
    expect(lines(text({ order: () => ['Upgrade', 'Host'] })).slice(0, 2)).to.deep.equal([
      'Upgrade: websocket',
      'Host: example.test',
    ])
  })

  it('adds cookies to those of the target, or a Cookie field before the key', () => {
    const target = [{ name: 'cookie', value: 'session=secret' }]
    expect(lines(text({ cookies: 'a=b; c=d' }, target)).at(-1)).to.equal('cookie: session=secret; a=b; c=d')
    expect(text({ cookies: 'a=b' })).to.equal(BASE.replace('Sec-', 'Cookie: a=b\r\nSec-'))
    const edit = { cookies: 'a=b', order: (names: string[]) => names.toReversed() }
    expect(lines(text(edit)).slice(0, 3)).to.deep.equal([
      'Sec-WebSocket-Version: 13',
      'Cookie: a=b',
      `Sec-WebSocket-Key: ${KEY}`,
    ])
  })

  it('is rewritten as text at the end, one character a byte', () => {
    const { octets } = handshake(VARS, [], { text: (rendered) => rendered.replace('GET', '\xe9\0') })
    expect(octets.subarray(0, 3)).to.deep.equal(Buffer.from([0xe9, 0, 0x20]))
  })

  it('reads no field in a line without a name', () => {
    const { fields } = handshake(VARS, [], {
      fields: { a: { line: ': x' }, b: { line: 'no colon' }, c: { line: 'c : y ' } },
    })
    expect(fields.slice(5)).to.deep.equal([{ name: 'c', value: 'y' }])
  })
})
