import type { Case } from '../../../harness/case/case'
import { rfc6455 } from '../../../harness/case/clause'
import { sameAs } from '../../../harness/judge/checks'
import { accepted, observed } from '../../../harness/judge/expectations'

/** The case on IPv4 and IPv6. */
export const addressFamilyCases: readonly Case[] = [
  {
    id: '13.21',
    level: 'INFO',
    title: 'Opening handshake over IPv4 and over IPv6',
    source: [rfc6455('3')],
    tests: [],
    needs: ['dualStack', 'hostname'],
    parts: [
      { name: 'IPv4', family: 4, expect: accepted() },
      { name: 'IPv6', family: 6, expect: observed({ says: 'the same answer as over IPv4', checks: [sameAs('IPv4')] }) },
    ],
  },
]
