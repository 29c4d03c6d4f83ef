import type { RequestHead } from '../case/client-observation'
import type { AnswerPage, PageAnswer } from '../case/page'
import type { SocketConnection } from '../transport/socket-connection'
import { fieldValues } from '../wire/http1/fields'

/** Limits for reading the content of a request: bytes, and ms. */
const MOST_BODY = 1 << 20
const BODY_MS = 10_000

/** How often the connection of a waiting request is checked for its end, ms. */
const CHECK_MS = 250

const REASONS: Readonly<Record<PageAnswer['status'], string>> = { 200: 'OK', 204: 'No Content', 404: 'Not Found' }

function written({ status, type, body, fields = [] }: PageAnswer): Buffer {
  const content = Buffer.from(body)
  const lines = [
    `HTTP/1.1 ${status} ${REASONS[status]}`,
    'Connection: close',
    'Cache-Control: no-store',
    ...(status === 204 ? [] : [`Content-Type: ${type}`, `Content-Length: ${content.length}`]),
    ...fields,
  ]
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), content])
}

/** Reads the content of a request by its Content-Length; null where it does not come. */
async function bodyOf(connection: SocketConnection, head: RequestHead, end: number): Promise<string | null> {
  const length = Number(fieldValues(head.fields, 'Content-Length')[0] ?? 0)
  if (!Number.isInteger(length) || length < 0 || length > MOST_BODY) return null
  const isWhole = () => connection.received.length >= end + length
  if (!(await connection.until(isWhole, BODY_MS))) return null
  return connection.received.view().toString('utf8', end, end + length)
}

/** A request that belongs to no attempt. */
interface PageArrival {
  connection: SocketConnection
  head: RequestHead
  /** Where its content begins in the bytes received. */
  end: number
}

/** Settles once a connection has ended, or `isOver`. A connection wakes only one waiter, so this one polls. */
async function goneFrom(connection: SocketConnection, isOver: () => boolean): Promise<void> {
  while (!isOver() && connection.state.ended === null) await connection.until(isOver, CHECK_MS)
}

/** Answers a request with a page, after which its connection can be closed. False where it asks for no page. */
export async function answerPage({ connection, head, end }: PageArrival, answer: AnswerPage): Promise<boolean> {
  const body = await bodyOf(connection, head, end)
  if (body === null) return false
  let isAnswered = false
  const gone = goneFrom(connection, () => isAnswered)
  const found = await answer({ method: head.method, target: head.target, body, gone })
  isAnswered = true
  if (found !== null) connection.write(written(found))
  return found !== null
}
