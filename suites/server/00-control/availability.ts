import type { Case } from '../../../harness/case/case'
import { rfc6455 } from '../../../harness/case/clause'
import { R } from '../../requirements'
import { costsAreLimited, survives } from './parts/survival'

/** Whether the server still accepts the correct handshake, through the whole run. */
export const availabilityCases: readonly Case[] = [
  {
    id: '0.06',
    level: 'SECURITY',
    title: 'Server stays available throughout the test run',
    meaning: 2,
    source: [
      costsAreLimited,
      rfc6455('10.7', '', 'Incoming data MUST always be validated by both clients and servers.'),
    ],
    tests: [R.hostileInputSurvived],
    derived: {
      says: 'the correct handshake is answered 101 after every suite and after every destructive case',
      of: () => true,
      all: survives,
      absent: 'no correct handshake was sent',
    },
    why: 'A request that ends the process also ends every other connection. sockjs before 0.3.20 crashed on an upgrade for a path that it did not serve (CVE-2020-7693).',
  },
]
