import type { Case } from '../../../harness/case/case'
import { rfc9110 } from '../../../harness/case/clause'
import { statusOf } from '../../../harness/judge/answer'
import { R } from '../../requirements'
import { notIndicated, withOption } from './parts/clauses'
import { advertisesUpgrade, namesAnOfferedProtocol, optionForUpgrade, upgradeIn426 } from './parts/switch-checks'

const required = rfc9110('15.5.22', '', 'The server MUST send an Upgrade header field in a 426 response')
/** The Upgrade field of the responses: which protocol a 101 or a 426 names. */
export const responseCases: readonly Case[] = [
  {
    id: '3.02',
    level: 'MUST',
    title: 'A 426 response has Upgrade and Connection',
    source: [required, withOption, rfc9110('7.6.1')],
    tests: [R.upgradeRequiredIn426],
    derived: {
      says: 'Upgrade with at least one protocol, and Connection with the option upgrade',
      of: (observation) => statusOf(observation) === 426,
      each: upgradeIn426,
      from: ['3.01', '3.08', '4.01', '6.01', '6.02'],
      absent: 'no response had the status 426',
    },
    why: 'The Upgrade of a 426 shows a client which protocol to use. A gateway may remove it on the way, so check the origin too.',
  },
  {
    id: '3.18',
    level: 'MUST',
    meaning: 2,
    title: 'A 101 response names only a protocol that was offered',
    source: [notIndicated],
    tests: [R.switchOnlyToOfferedProtocol],
    derived: {
      says: 'a 101 names only protocols that the request offered',
      // 13.17 records any answer, and the request in it without websocket is that of 3.08.
      of: (observation, from) => observation.opened && from !== '13.17',
      each: namesAnOfferedProtocol,
      from: ['3.01', '3.05', '3.06', '3.07', '3.08', '3.09', '3.10', '3.12', '3.14', '3.15', '3.17'],
      scoredByAsker: true,
      absent: 'no request was answered 101',
    },
    why: 'A proxy switches only to a protocol that the request named. After any other 101 it reads the frames as HTTP.',
  },
  {
    id: '3.20',
    level: 'MUST',
    introduced: '1.1',
    title: 'A response with Upgrade lists the option upgrade in Connection',
    source: [withOption, rfc9110('7.6.1')],
    tests: [R.upgradeNeedsConnectionOption],
    derived: {
      says: 'Connection with the option upgrade in every response that has Upgrade; 3.02 checks 426, and 7.05 checks 101',
      of: (observation) => advertisesUpgrade(observation),
      each: optionForUpgrade,
      from: ['3.01', '4.01', '5.01', '6.02', '15.09'],
      absent: 'no response other than 101 and 426 had Upgrade',
    },
    why: 'Upgrade is meant for the next hop. Without the option an intermediary forwards it to a client that it does not speak for.',
  },
]
