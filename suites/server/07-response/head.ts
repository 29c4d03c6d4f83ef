import type { Case } from '../../../harness/case/case'
import { rfc6455, rfc9110, rfc9112 } from '../../../harness/case/clause'
import type { Observation } from '../../../harness/case/observation'
import { opensWebSocket } from '../../../harness/judge/acceptance'
import { R } from '../../requirements'
import { reasonOf } from '../parts/reason'
import {
  closeCloses,
  connectionIn101,
  noCodingIn1xx,
  noLengthIn1xx,
  statusLineForm,
  upgradeIn101,
} from './parts/clauses'
import {
  closeOption,
  connectionOptions,
  interimResponses,
  noContentLength,
  noField,
  statusLine,
  upgradeValue,
} from './parts/head-fields'

function isSwitch(observation: Observation): boolean {
  return observation.opened
}

const no101 = 'no request was answered 101'

/** The status line of the 101, and its fields except Sec-WebSocket-Accept. */
export const headCases: readonly Case[] = [
  {
    id: '7.04',
    level: 'MUST',
    title: 'A 101 response has Upgrade: websocket',
    source: [upgradeIn101, rfc9110('15.2.2')],
    tests: [R.responseUpgradeIsWebsocket, R.upgradeRequiredIn101],
    derived: { says: 'one Upgrade: websocket, in any case', of: opensWebSocket, each: upgradeValue, absent: no101 },
    why: 'A client fails the connection without it, and a proxy in front may not switch.',
  },
  {
    id: '7.05',
    level: 'MUST',
    title: 'A 101 response has Connection: Upgrade',
    source: [connectionIn101, rfc9110('7.8')],
    tests: [R.responseConnectionIsUpgrade],
    derived: { says: 'Connection with the option upgrade', of: opensWebSocket, each: connectionOptions, absent: no101 },
    why: 'A client fails the connection without it, and a proxy in front may keep speaking HTTP.',
  },
  {
    id: '7.06',
    level: 'MUST',
    title: 'A 101 response has a well-formed status line',
    source: [statusLineForm, rfc6455('4.2.2', 'step 5.1')],
    meaning: 2,
    tests: [R.responseIsValidHttp, R.responseStatusIs101, R.spAfterStatusCode],
    derived: {
      says: 'HTTP-version SP 101 SP, any reason or none, CRLF',
      of: isSwitch,
      each: statusLine,
      absent: no101,
    },
    why: 'Without a reason, the space before it is easily forgotten. A client that splits the line into three fields then finds only two.',
  },
  {
    id: '7.07',
    level: 'MUST',
    title: 'A 101 response has no Content-Length',
    source: [noLengthIn1xx, rfc9112('6.3', 'item 1')],
    tests: [R.noContentLengthIn1xx],
    derived: { says: 'no Content-Length', of: isSwitch, each: noContentLength, absent: no101 },
    why: 'A client or hop that obeys the length reads the first frames as content.',
  },
  {
    id: '7.08',
    level: 'MUST',
    title: 'A 101 response has no Transfer-Encoding',
    source: [noCodingIn1xx],
    tests: [R.transferEncodingOnlyWhereAllowed],
    derived: {
      says: 'no Transfer-Encoding',
      of: isSwitch,
      each: noField('Transfer-Encoding', reasonOf(noCodingIn1xx)),
      absent: no101,
    },
    why: 'A client or hop that obeys it reads the first frames as chunks.',
  },
  {
    id: '7.17',
    level: 'MAY',
    title: 'Interim (1xx) responses before a 101 response',
    source: [rfc9110('15.2')],
    tests: [],
    derived: {
      says: 'one 101; 100, 102 and 103 may come before it',
      of: isSwitch,
      each: interimResponses,
      absent: no101,
    },
    why: 'A client that reads only the first status line takes a 103 for a refusal.',
  },
  {
    id: '7.20',
    level: 'MUST',
    title: 'A 101 response has no Connection: close',
    source: [closeCloses],
    meaning: 2,
    tests: [R.noConnectionCloseIn101],
    derived: { says: 'no close in Connection', of: isSwitch, each: closeOption, absent: no101 },
    why: 'A client may obey it and close. With actix-http 3.13.0, which sent close instead of Upgrade, every handshake failed.',
  },
]
