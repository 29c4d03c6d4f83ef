import type { Case } from '../../../harness/case/case'
import { rfc9110 } from '../../../harness/case/clause'
import { statusOf } from '../../../harness/judge/answer'
import { R } from '../../requirements'
import { namesAnOfferedProtocol, upgradeIn426 } from './parts/switch-checks'

/** The Upgrade field of the responses: which protocol a 101 or a 426 names. */
export const responseCases: readonly Case[] = [
  {
    id: '3.02',
    level: 'MUST',
    title: 'A 426 response has Upgrade and Connection',
    source: [rfc9110('15.5.22'), rfc9110('7.8', 'a sender of Upgrade MUST'), rfc9110('7.6.1')],
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
    title: 'A 101 response names only a protocol that was offered',
    source: [rfc9110('7.8', 'MUST NOT switch to a protocol that was not indicated')],
    tests: [R.switchOnlyToOfferedProtocol],
    derived: {
      says: 'a 101 names only protocols that the request offered',
      of: (observation) => observation.opened,
      each: namesAnOfferedProtocol,
      from: ['3.01', '3.05', '3.06', '3.07', '3.08', '3.09', '3.10', '3.12', '3.14', '3.15', '3.17'],
      absent: 'no request was answered 101',
    },
    why: 'A proxy switches only to a protocol that the request named. After any other 101 it reads the frames as HTTP.',
  },
]
