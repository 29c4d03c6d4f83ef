import type { Refusal, ResponseField } from './refusal'

/** A response without its framing: status, fields in order, content. */
export interface Answer {
  readonly status: number
  readonly fields: readonly ResponseField[]
  readonly content?: Buffer
}

/** How a final answer is framed. */
export interface AnswerFraming {
  /** Milliseconds since the epoch, for Date. */
  readonly now: number
  /** Whether the server closes after this answer. RFC 9112 9.6. */
  readonly close: boolean
  /** The request was HEAD: Content-Length is sent, the content is not. RFC 9110 9.3.2. */
  readonly headOnly?: boolean
}

const REASONS: Readonly<Record<number, string>> = {
  100: 'Continue',
  101: 'Switching Protocols',
  103: 'Early Hints',
  200: 'OK',
  301: 'Moved Permanently',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  413: 'Content Too Large',
  414: 'URI Too Long',
  417: 'Expectation Failed',
  421: 'Misdirected Request',
  426: 'Upgrade Required',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  505: 'HTTP Version Not Supported',
}

/** Writes status line, field lines and the empty line. The space after the status is there without a reason, too. RFC 9112 4, 5. */
export function writeHead(answer: Answer): Buffer {
  const lines = answer.fields.map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(`HTTP/1.1 ${answer.status} ${REASONS[answer.status] ?? ''}\r\n${lines.join('')}\r\n`, 'latin1')
}

/** Writes a final answer: its head, with the fields that frame it, and its content. RFC 9112 6.3, RFC 9110 6.6.1. */
export function writeFinal(answer: Answer, framing: AnswerFraming, write: (answer: Answer) => Buffer): Buffer {
  const content = answer.content ?? Buffer.alloc(0)
  const fields: ResponseField[] = answer.fields.filter(([name]) => name !== 'Connection')
  const options = answer.fields.filter(([name]) => name === 'Connection').map(([, value]) => value)
  if (framing.close) options.push('close')
  if (options.length > 0) fields.push(['Connection', options.join(', ')])
  fields.push(['Date', new Date(framing.now).toUTCString()], ['Content-Length', String(content.length)])
  return Buffer.concat([write({ ...answer, fields }), framing.headOnly ? Buffer.alloc(0) : content])
}

/** A refusal as an answer, with the reason and its clause as text. */
export function refusalAnswer(refusal: Refusal): Answer {
  return {
    status: refusal.status,
    fields: [['Content-Type', 'text/plain; charset=utf-8'], ...(refusal.fields ?? [])],
    content: Buffer.from(`${refusal.because} (${refusal.clause})\n`),
  }
}
