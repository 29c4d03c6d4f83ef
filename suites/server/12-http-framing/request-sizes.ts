import type { Case, Part } from '../../../harness/case/case'
import type { Check, JudgeContext } from '../../../harness/case/check'
import { rfc6265 } from '../../../harness/case/clause'
import type { Edit } from '../../../harness/case/edit'
import { firstRequest } from '../../../harness/judge/answer'
import { provesNothing } from '../../../harness/judge/checks'
import { accepted, anything } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { orderedBytes } from '../parts/message-clauses'
import { reasonOf } from '../parts/reason'
import { tooLarge } from './parts/clauses'

/** The sizes of the requests of 12.52, in bytes: none of them fills a usual buffer exactly. */
const SIZES: readonly number[] = [500, 1000, 2000, 4000, 8000]

/** The sizes of those of 12.53: the buffers that servers read into. */
const BUFFERS: readonly number[] = [1024, 2048, 4096, 8192]

/** So much longer than a buffer is the request that 12.53 compares with. */
const BEYOND = 7

/** BASE with a Cookie that makes it `size` bytes long; where BASE is longer, it stays as it is. */
function ofSize(size: number): Edit {
  const padded = (rendered: string, head: string) => 'x'.repeat(Math.max(0, size - rendered.length - head.length))
  return {
    text: (rendered) => {
      const cookie = /\r\nCookie: [^\r]*/i.exec(rendered)
      const [at, more] = cookie
        ? [cookie.index + cookie[0].length, '; wsspec=']
        : [rendered.indexOf('\r\n\r\n'), '\r\nCookie: wsspec=']
      return rendered.slice(0, at) + more + padded(rendered, more) + rendered.slice(at)
    },
  }
}

function nameOf(size: number): string {
  return `${size} bytes`
}

/** The length of the largest request of the case that was answered 101, in words. */
function largestServed({ part }: JudgeContext): string {
  const served = SIZES.flatMap((size) => {
    const observation = part(nameOf(size))
    return observation?.opened ? (firstRequest(observation)?.octets.length ?? size) : []
  })
  return served.length === 0
    ? 'none of these requests was accepted'
    : `the largest accepted has ${Math.max(...served)} bytes`
}

/** A request that the server does not accept gets a 4xx. The finding names the largest one that it accepts. */
const servedOr4xx: Check = (observation, context) =>
  observation.opened || provesNothing(observation)
    ? null
    : { verdict: 'observed', got: largestServed(context), because: '' }

/** Above this size an answer that is lost may be one that a reset erased (RFC 9112 9.6), bytes. */
const SURELY_READ = 4096

function ladderPart(size: number): Part {
  const lost = size > SURELY_READ ? 'warn' : 'miss'
  return {
    name: nameOf(size),
    send: ofSize(size),
    expect: accepted({
      says: '101 or a 4xx, preferably 431',
      rows: { '2xx': 'observed', '3xx': 'observed', '4xx': 'observed', dropped: lost, silent: lost },
      checks: [servedOr4xx],
    }),
  }
}

/** 12.53: accepted as the request that is a few bytes longer. */
function servedAsLonger(size: number): Check {
  return (observation, { part }) => {
    const longer = part(nameOf(size + BEYOND))
    if (observation.opened || provesNothing(observation)) return null
    if (!longer?.opened)
      return { verdict: 'skip', because: `a request of ${size + BEYOND} bytes is not accepted either (12.52)` }
    const got = `a request of ${size + BEYOND} bytes was answered 101`
    return { verdict: 'miss', got, because: reasonOf(orderedBytes, 'their number decides nothing') }
  }
}

/** Cases on the size of a whole request. */
export const sizeCases: readonly Case[] = [
  {
    id: '12.52',
    level: 'MUST',
    title: 'Request of 500 to 8000 bytes',
    introduced: '1.1',
    source: [tooLarge, rfc6265('6.1', 'what user agents store', 'At least 4096 bytes per cookie')],
    tests: [R.oversizedFieldsRefused, R.requestParsedSufficiently],
    parts: SIZES.map(ladderPart),
    why: 'Cookies of a login make a request of several kilobytes. A server that reads once into a small buffer never finds the end of it.',
  },
  {
    id: '12.53',
    level: 'MUST',
    title: 'Request that fills a read buffer exactly',
    introduced: '1.1',
    source: [orderedBytes],
    tests: [R.anySegmentationParsed],
    parts: BUFFERS.flatMap((size): Part[] => [
      { name: nameOf(size + BEYOND), send: ofSize(size + BEYOND) },
      {
        name: nameOf(size),
        send: ofSize(size),
        expect: anything({
          says: `the same as for a request of ${size + BEYOND} bytes`,
          checks: [servedAsLonger(size)],
        }),
      },
    ]),
    why: 'A loop that reads until a buffer is not full waits for more where the request ends with the buffer. It fails for one length in a thousand.',
  },
]
