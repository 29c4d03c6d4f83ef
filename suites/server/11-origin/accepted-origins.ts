import type { Case } from '../../../harness/case/case'
import type { Check } from '../../../harness/case/check'
import { rfc6454, rfc6455, rfc9110 } from '../../../harness/case/clause'
import { accepted, observed } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { allowedOrigin, allowedPieces, fromOrigin } from './parts/origins'

/** Skips where the allowed origin names a port, so that no default port can be added. */
const namesNoPort: Check = (_, { vars }) =>
  allowedPieces(vars).port === '' ? null : { verdict: 'skip', because: 'the allowed origin names a port' }

/** Cases on origins that a server may have reason to accept, and on requests without Origin. */
export const acceptedOriginCases: readonly Case[] = [
  {
    id: '11.01',
    level: 'INFO',
    title: 'Origin is missing',
    source: [rfc6455('4.2.1', 'item 7'), rfc6455('10.2', 'last paragraph')],
    tests: [R.missingOriginIsNotBrowser],
    parts: [{ name: 'no Origin', send: fromOrigin(null), expect: accepted() }],
    why: 'Clients other than browsers usually send no Origin. A server that requires it refuses them, but stops no attacker: outside a browser the field can be forged.',
  },
  {
    id: '11.02',
    level: 'INFO',
    title: 'Origin is an allowed origin',
    source: [rfc6455('4.2.2', '/origin/')],
    tests: [R.originRefusalIsHttpError],
    needs: ['allowedOrigin'],
    parts: [{ name: 'the allowed origin', send: fromOrigin(allowedOrigin), expect: accepted() }],
  },
  {
    id: '11.10',
    level: 'INFO',
    title: 'Allowed Origin in upper case',
    source: [rfc6455('4.2.2', '/origin/: converted to lowercase')],
    tests: [R.originRefusalIsHttpError],
    needs: ['allowedOrigin'],
    parts: [
      { name: 'in upper case', send: fromOrigin((vars) => allowedOrigin(vars).toUpperCase()), expect: accepted() },
    ],
  },
  {
    id: '11.12',
    level: 'INFO',
    title: 'Allowed Origin with an explicit default port',
    source: [rfc6454('6.2')],
    tests: [R.originRefusalIsHttpError],
    needs: ['allowedOrigin'],
    parts: [
      {
        name: 'with its default port',
        send: fromOrigin((vars) => {
          const { scheme, port } = allowedPieces(vars)
          return port === '' ? `${allowedOrigin(vars)}:${scheme === 'https' ? '443' : '80'}` : allowedOrigin(vars)
        }),
        expect: observed({ checks: [namesNoPort] }),
      },
    ],
  },
  {
    id: '11.13',
    level: 'INFO',
    title: 'Origin with a scheme other than http or https',
    source: [rfc6455('10.1')],
    tests: [R.originRefusalIsHttpError],
    parts: ['file://', 'chrome-extension://x', 'capacitor://localhost'].map((value) => ({
      name: value,
      send: fromOrigin(value),
      expect: observed(),
    })),
    why: 'Apps in a web view and browser extensions send such origins.',
  },
  {
    id: '11.14',
    level: 'INFO',
    title: 'Sec-Fetch-Site is cross-site',
    source: [rfc9110('5.1', 'unrecognized fields')],
    tests: [R.unknownFieldsIgnored],
    parts: [{ name: 'cross-site', send: { fields: { 'Sec-Fetch-Site': 'cross-site' } }, expect: observed() }],
  },
]
