import { R } from '../../../suites/requirements'
import type { About, Defect } from './defect'
import { changed, changing101, plus, without } from './kit'

/** A defect that writes one more line into the 101, and writes it wrongly. */
function writing({ line, ...about }: Omit<About, 'breaks'> & { line: string }): Defect {
  return {
    breaks: [R.allHandshakeStepsCompleted, R.responseIsValidHttp],
    ...about,
    replaces: (intact) => ({
      writeHead(answer) {
        const head = intact.writeHead(answer)
        if (answer.status !== 101) return head
        const statusLine = head.indexOf('\n') + 1
        return Buffer.concat([head.subarray(0, statusLine), Buffer.from(line, 'latin1'), head.subarray(statusLine)])
      },
    }),
  }
}

/** A defect that adds a field to the 101. */
function adding({ field, value, ...about }: Omit<About, 'says'> & { field: string; value: string }): Defect {
  return changing101({
    ...about,
    says: `adds ${field}: ${value} to the 101`,
    change: (answer) => plus(answer, field, value),
  })
}

/** The 101: its fields, and how its lines are written. */
export const SWITCHING_PROTOCOLS_DEFECTS: readonly Defect[] = [
  changing101({
    name: 'accept-twice',
    breaks: [R.allHandshakeStepsCompleted, R.acceptSingle],
    says: 'writes two Sec-WebSocket-Accept lines',
    clause: 'RFC 6455 11.3.3',
    change(answer) {
      const accept = answer.fields.find(([name]) => name === 'Sec-WebSocket-Accept')?.[1] ?? ''
      return plus(answer, 'Sec-WebSocket-Accept', accept)
    },
  }),
  changing101({
    name: 'upgrade-missing-in-101',
    breaks: [R.allHandshakeStepsCompleted, R.responseUpgradeIsWebsocket, R.upgradeRequiredIn101],
    says: 'leaves Upgrade out of the 101',
    clause: 'RFC 6455 4.2.2 step 5.2',
    change: (answer) => without(answer, 'Upgrade'),
  }),
  changing101({
    name: 'connection-missing-in-101',
    breaks: [R.allHandshakeStepsCompleted, R.responseConnectionIsUpgrade],
    says: 'leaves Connection out of the 101',
    clause: 'RFC 6455 4.2.2 step 5.3',
    change: (answer) => without(answer, 'Connection'),
  }),
  changing101({
    name: 'connection-keep-alive-in-101',
    breaks: [R.allHandshakeStepsCompleted, R.responseConnectionIsUpgrade],
    says: 'answers Connection: keep-alive in the 101',
    clause: 'RFC 6455 4.2.2 step 5.3',
    change: (answer) => changed(answer, 'Connection', () => 'keep-alive'),
  }),
  changing101({
    name: 'close-in-101',
    breaks: [R.noConnectionCloseIn101],
    says: 'adds close to Connection of the 101',
    clause: 'RFC 9112 9.6',
    change: (answer) => changed(answer, 'Connection', (value) => `${value}, close`),
  }),
  {
    name: 'status-line-without-space',
    breaks: [R.allHandshakeStepsCompleted, R.responseIsValidHttp, R.responseStatusIs101, R.spAfterStatusCode],
    says: 'ends the status line of the 101 directly after the status code',
    clause: 'RFC 9112 4',
    replaces: (intact) => ({
      writeHead(answer) {
        const head = intact.writeHead(answer)
        if (answer.status !== 101) return head
        return Buffer.from(head.toString('latin1').replace(/^HTTP\/1\.1 101 [^\r]*/, 'HTTP/1.1 101'), 'latin1')
      },
    }),
  },
  adding({
    name: 'content-length-in-101',
    breaks: [R.allHandshakeStepsCompleted, R.noContentLengthIn1xx],
    clause: 'RFC 9110 8.6',
    field: 'Content-Length',
    value: '5',
  }),
  adding({
    name: 'content-length-0-in-101',
    breaks: [R.allHandshakeStepsCompleted, R.noContentLengthIn1xx],
    clause: 'RFC 9110 8.6',
    field: 'Content-Length',
    value: '0',
  }),
  adding({
    name: 'transfer-encoding-in-101',
    breaks: [R.allHandshakeStepsCompleted, R.transferEncodingOnlyWhereAllowed],
    clause: 'RFC 9112 6.1',
    field: 'Transfer-Encoding',
    value: 'chunked',
  }),
  writing({
    name: 'obs-fold-in-101',
    says: 'folds a line of the 101',
    clause: 'RFC 9112 5.2',
    line: 'X-Served-By: scratch\r\n server\r\n',
  }),
  writing({
    name: 'bare-lf-in-101',
    says: 'ends a line of the 101 with LF alone',
    clause: 'RFC 9112 2.2',
    line: 'X-Served-By: scratch\n',
  }),
  writing({
    name: 'bare-cr-in-101',
    says: 'writes a bare CR into the 101',
    clause: 'RFC 9112 2.2',
    line: 'X-Served-By: scratch\rserver\r\n',
  }),
  writing({
    name: 'nul-in-101',
    says: 'writes NUL into a field value of the 101',
    clause: 'RFC 9110 5.5',
    line: 'X-Served-By: scratch\0server\r\n',
  }),
  writing({
    name: 'space-before-colon-in-101',
    says: 'writes a space before a colon of the 101',
    clause: 'RFC 9112 5.1',
    line: 'X-Served-By : scratch\r\n',
  }),
  writing({
    name: 'no-token-in-101',
    says: 'writes a field name that is no token into the 101',
    clause: 'RFC 9110 5.1',
    line: 'X(Served)By: scratch\r\n',
  }),
]
