import type { Case } from '../../../harness/case/case'
import type { Check } from '../../../harness/case/check'
import { rfc9112 } from '../../../harness/case/clause'
import type { Vars } from '../../../harness/case/vars'
import { anything } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { headsOf } from '../parts/heads'
import { reasonOf } from '../parts/reason'

/** The request target with `text` at the end of its path, before its query. */
function withPathEnd({ resource }: Vars, text: string): string {
  const [path = '', ...query] = resource.split('?')
  return [path + text, ...query].join('?')
}

const splitting = rfc9112(
  '11.1',
  '',
  'If the parameter is decoded by the application and not properly encoded when placed in the response field, the attacker can send encoded CRLF octets and other content',
)

/** 12.45: no response has the field X-Inj. The content may repeat the path with its line break. */
const noInjectedField: Check = (observation) =>
  headsOf(observation).some(({ start, end }) =>
    /[\r\n]X-Inj[ \t]*:/i.test(observation.received.toString('latin1', start, end)),
  )
    ? {
        verdict: 'fail',
        got: 'the field X-Inj in the answer',
        because: reasonOf(splitting, 'a part of the path became a field of the response'),
      }
    : null

/** The case on a path that becomes a field of the response. */
export const injectionCases: readonly Case[] = [
  {
    id: '12.45',
    level: 'SECURITY',
    title: 'Response field injection through the path',
    source: [splitting],
    tests: [R.noInputTrusted],
    parts: [
      {
        name: '%0d%0a',
        send: { target: (vars) => withPathEnd(vars, '%0d%0aX-Inj:%20y') },
        expect: anything({ says: 'no X-Inj in the answer', checks: [noInjectedField] }),
      },
    ],
    why: 'A redirect that adds a slash to the decoded path writes the line break into Location.',
  },
]
