import { expect } from 'chai'
import fc from 'fast-check'
import { readResultsFiles } from '../../collect/results-file'
import { readAnswer } from '../../harness/wire/http1/answer-reader'
import { readExtensions } from '../../harness/wire/http1/extensions'
import { FrameReader, readFrames } from '../../harness/wire/websocket/frame-reader'
import { UsageError } from '../../settings/usage-error'
import { anyOctets, latin1, mutationsOf, pieces, tellingText } from '../harness/kit/bytes'
import { serverFrame, switching } from '../harness/kit/messages'
import { Folder } from '../kit/folder'
import { result, results, target } from '../reports/kit/results'

/** A million inputs in all. A results file is written, read and checked against its schema, which takes longer. */
const RUNS = { responses: 330_000, frames: 330_000, extensions: 330_000, results: 10_000 }

/** Inputs that once failed: their seed and path, by the name of the reader. They are tried first. */
const KEPT: Partial<Record<keyof typeof RUNS, readonly { seed: number; path: string }[]>> = {}

/** Tries a property with the inputs that once failed, then with new ones. */
function holds<Values extends [unknown, ...unknown[]]>(name: keyof typeof RUNS, property: fc.IProperty<Values>): void {
  for (const { seed, path } of KEPT[name] ?? []) fc.assert(property, { seed, path, numRuns: 1 })
  fc.assert(property, { numRuns: RUNS[name] })
}

const RESPONSE = [
  'HTTP/1.1 400 Bad Request\r\nContent-Length: 5\r\n\r\nhello',
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n',
  'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n',
  switching(),
].map((text) => latin1(String(text)))

const FRAMES = Buffer.concat([serverFrame(1, 'hello'), serverFrame(9, ''), serverFrame(2, Buffer.alloc(200))])

describe('fuzzing', function () {
  this.timeout(600_000)

  it('the reader of responses is total, and never reads past what it has', () => {
    const bytes = fc.oneof(mutationsOf(fc.constantFrom(...RESPONSE)), tellingText().map(latin1), anyOctets())
    const method = fc.constantFrom('GET', 'HEAD', 'POST', 'CONNECT')
    holds(
      'responses',
      fc.property(bytes, method, fc.boolean(), (octets, asked, ended) => {
        const { final, garbageAt } = readAnswer(octets, asked, ended)
        if (final !== null && final.end > octets.length) throw new Error(`it ends at ${final.end}`)
        if (garbageAt !== null && garbageAt > octets.length) throw new Error(`garbage at ${garbageAt}`)
      }),
    )
  })

  it('the reader of frames gives the same frames however the bytes arrive', () => {
    const bytes = fc.oneof(mutationsOf(fc.constant(FRAMES)), anyOctets())
    holds(
      'frames',
      fc.property(bytes, fc.array(fc.nat(), { maxLength: 4 }), (octets, cuts) => {
        const whole = readFrames(octets, 0, 4)
        const reader = new FrameReader(0, 4)
        for (const piece of pieces(octets, cuts)) reader.push(piece)
        const inWords = ({ frames, fault, rest }: typeof whole) =>
          `${fault} ${rest} ${frames.map(({ opcode, fin, rsv, payload }) => [opcode, fin, rsv, payload.toString('hex')])}`
        if (inWords(reader.run) !== inWords(whole)) throw new Error(`${inWords(reader.run)} for ${inWords(whole)}`)
      }),
    )
  })

  it('the reader of extensions is total, and reads what it wrote', () => {
    const grammar = fc.constantFrom('permessage-deflate', ';', ',', '=', '"', '\\', ' ', '\t', 'a', '10', '\x80', '')
    const text = fc.array(grammar, { maxLength: 24 }).map((parts) => parts.join(''))
    holds(
      'extensions',
      fc.property(fc.array(fc.oneof(text, tellingText(12)), { maxLength: 3 }), (values) => {
        const { elements, fault } = readExtensions(values)
        if (fault !== null) return
        const written = elements.map(({ name, params }) =>
          [name, ...params.map((each) => (each.value === null ? each.name : `${each.name}=${each.value}`))].join('; '),
        )
        const again = readExtensions(written)
        if (again.fault !== null || JSON.stringify(again.elements) !== JSON.stringify(elements))
          throw new Error(`${written} is read as ${JSON.stringify(again)}`)
      }),
    )
  })

  it('the reader of results takes results, or says what is wrong in one line', () => {
    const folder = new Folder()
    const good = latin1(`${JSON.stringify(results(target('t', [result('6.02', 'fail')])))}\n`)
    const bytes = fc.oneof(mutationsOf(fc.constant(good)), tellingText().map(latin1))
    try {
      holds(
        'results',
        fc.property(bytes, (octets) => {
          folder.put('r.json', octets.toString('latin1'))
          try {
            readResultsFiles('r.json', folder.path)
          } catch (error) {
            if (!(error instanceof UsageError)) throw error
            expect(error.message).to.not.include('\n')
          }
        }),
      )
    } finally {
      folder.remove()
    }
  })
})
