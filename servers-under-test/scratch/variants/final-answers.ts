import type { ServerFunctions } from '../functions'
import type { Answer } from '../http/answer'
import { changingRefusal } from '../replacements'
import type { Variant } from './variant'

function inChunks(content: Buffer): Buffer {
  if (content.length === 0) return Buffer.from('0\r\n\r\n')
  const half = Math.ceil(content.length / 2)
  const chunks = [content.subarray(0, half), content.subarray(half)].filter(({ length }) => length > 0)
  const parts = chunks.flatMap((chunk) => [
    Buffer.from(`${chunk.length.toString(16)};x="y"\r\n`),
    chunk,
    Buffer.from('\r\n'),
  ])
  return Buffer.concat([...parts, Buffer.from('0\r\nX-Trailer: y\r\n\r\n')])
}

function withoutContent({ status, fields }: Answer): Answer {
  return { status, fields: fields.filter(([name]) => name !== 'Content-Type') }
}

/** Writes final answers without Content-Length. */
function withoutLength(intact: ServerFunctions): ServerFunctions['writeFinal'] {
  return (answer, framing, write) =>
    intact.writeFinal(answer, framing, (full) =>
      write({ ...full, fields: full.fields.filter(([name]) => name !== 'Content-Length') }),
    )
}

/** Refusals and the page. */
export const FINAL_ANSWER_VARIANTS: readonly Variant[] = [
  {
    name: 'refusals-without-content',
    says: 'refuses without content',
    clause: 'RFC 9110 15.5',
    replaces: (intact) => ({
      refusalAnswer(refusal, request) {
        const answer = intact.refusalAnswer(refusal, request)
        return answer === undefined ? undefined : withoutContent(answer)
      },
    }),
  },
  {
    name: 'refusals-in-chunks',
    says: 'sends the content of final answers in chunks, with a trailer',
    clause: 'RFC 9112 7.1',
    replaces: (intact) => ({
      writeFinal(answer, framing, write) {
        const { content = Buffer.alloc(0), ...bare } = answer
        const head = withoutLength(intact)(bare, framing, (full) =>
          write({ ...full, fields: [...full.fields, ['Transfer-Encoding', 'chunked']] }),
        )
        return framing.headOnly ? head : Buffer.concat([head, inChunks(content)])
      },
    }),
  },
  {
    name: 'refusals-until-close',
    says: 'ends its final answers by closing the connection',
    clause: 'RFC 9112 6.3 item 8',
    replaces: (intact) => ({ closesAfter: () => true, writeFinal: withoutLength(intact) }),
  },
  {
    name: 'page-404',
    says: 'has no page for people and answers 404 instead',
    clause: 'RFC 9110 7.8',
    replaces: () => ({ page: () => ({ status: 404, fields: [], content: Buffer.from('Nothing.\n') }) }),
  },
  {
    name: 'page-426',
    says: 'answers plain requests with 426',
    clause: 'RFC 9110 15.5.22',
    replaces: () => ({
      page: () => ({
        status: 426,
        fields: [
          ['Upgrade', 'websocket'],
          ['Connection', 'Upgrade'],
          ['Sec-WebSocket-Version', '13'],
        ],
        content: Buffer.from('This is a WebSocket.\n'),
      }),
    }),
  },
  {
    name: 'upgrade-advertised',
    says: 'advertises an upgrade to websocket in every final answer',
    clause: 'RFC 9110 7.8',
    replaces: (intact) => ({
      writeFinal(answer, framing, write) {
        if (answer.fields.some(([name]) => name === 'Upgrade')) return intact.writeFinal(answer, framing, write)
        const fields = [...answer.fields, ['Upgrade', 'websocket'] as const, ['Connection', 'Upgrade'] as const]
        return intact.writeFinal({ ...answer, fields }, framing, write)
      },
    }),
  },
  {
    name: 'malformed-dropped',
    says: 'ends the connection without an answer where a request cannot be read',
    clause: 'RFC 6455 10.7',
    replaces: (intact) => ({
      refusalAnswer: (refusal, request) =>
        request === undefined && refusal.close ? undefined : intact.refusalAnswer(refusal, request),
    }),
  },
  {
    name: 'refusals-403',
    says: 'refuses a bad key, subprotocol list or extension list with 403',
    clause: 'RFC 6455 4.2.1',
    replaces: changingRefusal((refusal) =>
      refusal.status === 400 && /RFC 6455 4\.2\.1 item [589]/.test(refusal.clause)
        ? { ...refusal, status: 403 }
        : refusal,
    ),
  },
  {
    name: 'bad-key-page',
    says: 'ignores Upgrade and answers with the page where the key is bad',
    clause: 'RFC 9110 7.8',
    replaces: (intact) => ({
      refusalAnswer: (refusal, request) =>
        refusal.clause === 'RFC 6455 4.2.1 item 5' && request !== undefined
          ? intact.page(request)
          : intact.refusalAnswer(refusal, request),
    }),
  },
  {
    name: 'options-204',
    says: 'answers OPTIONS with 204 and no content',
    clause: 'RFC 9110 9.3.7, 15.3.5',
    replaces: (intact) => ({
      refusalAnswer(refusal, request) {
        const answer = intact.refusalAnswer(refusal, request)
        const isOptions = request?.method === 'OPTIONS' && refusal.status === 405
        return answer === undefined || !isOptions ? answer : { ...withoutContent(answer), status: 204 }
      },
      writeFinal: (answer, framing, write) =>
        answer.status === 204
          ? withoutLength(intact)(answer, framing, write)
          : intact.writeFinal(answer, framing, write),
    }),
  },
]
