import type { Case } from '../../../harness/case/case'
import type { Check } from '../../../harness/case/check'
import { rfc9112 } from '../../../harness/case/clause'
import type { Vars } from '../../../harness/case/vars'
import { anything } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { headsOf } from '../parts/heads'

/** The request target with `text` at the end of its path, before its query. */
function withPathEnd({ resource }: Vars, text: string): string {
  const [path = '', ...query] = resource.split('?')
  return [path + text, ...query].join('?')
}

/** 12.45: no response has the field X-Inj. The content may repeat the path with its line break. */
const noInjectedField: Check = (observation) =>
  headsOf(observation).some(({ start, end }) =>
    /[\r\n]X-Inj[ \t]*:/i.test(observation.received.toString('latin1', start, end)),
  )
    ? {
        verdict: 'fail',
        got: 'the field X-Inj in the answer',
        because: 'RFC 9112 11.1: a part of the path became a field of the response',
      }
    : null

/** The case on a path that becomes a field of the response. */
export const injectionCases: readonly Case[] = [
  {
    id: '12.45',
    level: 'SECURITY',
    title: 'Response field injection through the path',
    source: [rfc9112('11.1')],
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
