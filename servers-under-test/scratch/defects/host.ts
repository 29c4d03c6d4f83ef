import { R } from '../../../suites/requirements'
import { asciiLower, type FieldLine, trimOws } from '../fields'
import { isAuthority } from '../host'
import type { Defect } from './defect'
import { trimSpaces } from './kit'

const FIELD = [R.hostNamesServer, R.badHostAnswered400]
const ONE = 'RFC 9112 3.2'

/** A defect that takes what is not exactly one Host with a valid authority; `reads` gives the authority it makes of the lines. */
function taking(name: string, says: string, reads: (lines: readonly FieldLine[]) => string | undefined): Defect {
  return {
    name,
    breaks: FIELD,
    says,
    clause: ONE,
    replaces: (intact) => ({
      host: (lines) => intact.host(lines) || isAuthority(reads(lines) ?? ''),
      authority: (request, lines) =>
        intact.authority(request, intact.host(lines) ? lines : [{ name: 'Host', value: reads(lines) ?? '', raw: '' }]),
    }),
  }
}

/** A defect that cleans the value of a single Host. */
function cleaning(name: string, says: string, clean: (value: string) => string | undefined): Defect {
  return taking(name, says, ([line, ...more]) =>
    line === undefined || more.length > 0 ? undefined : clean(line.value),
  )
}

/** What can be wrong about Host. */
export const HOST_DEFECTS: readonly Defect[] = [
  {
    name: 'host-optional',
    breaks: FIELD,
    says: 'does without Host',
    clause: ONE,
    replaces: (intact) => ({
      host: (lines) => lines.length === 0 || intact.host(lines),
      serves: (authority) => authority === '' || intact.serves(authority),
    }),
  },
  taking('host-first-line-wins', 'takes the first of several Hosts', (lines) =>
    lines.length > 1 ? lines[0]?.value : undefined,
  ),
  taking('host-last-line-wins', 'takes the last of several Hosts', (lines) =>
    lines.length > 1 ? lines.at(-1)?.value : undefined,
  ),
  taking('host-repeated-line', 'takes a Host that is sent twice for one', (lines) =>
    lines.length > 1 && lines.every(({ value }) => value === lines[0]?.value) ? lines[0]?.value : undefined,
  ),
  cleaning('host-first-word', 'takes the first word of Host', (value) => value.split(/(?<!,) /)[0]),
  cleaning('host-userinfo', 'cuts userinfo off Host', (value) => value.replace(/^[^@/]*@/, '')),
  cleaning('host-of-url', 'takes the authority out of a URL or path in Host', (value) =>
    value.replace(/^https?:\/\//, '').replace(/\/.*$/, ''),
  ),
  cleaning('host-port-unchecked', 'looks at no port in Host', (value) => value.replace(/:[a-z]+$/, '')),
  cleaning('host-ipv6-unclosed', 'closes the bracket of an IPv6 literal in Host', (value) =>
    /^\[[0-9a-f:]+$/i.test(value) ? `${value}]` : undefined,
  ),
  cleaning('host-list', 'takes the first member of a list in Host', (value) =>
    value.includes(', ') ? trimOws(value.split(',')[0] ?? '') : undefined,
  ),
  {
    name: 'host-case-sensitive',
    breaks: [R.hostNamesServer],
    says: 'compares Host with case',
    clause: 'RFC 9110 4.2.3',
    replaces: (intact) => ({ serves: (authority) => authority === asciiLower(authority) && intact.serves(authority) }),
  },
  {
    name: 'host-default-port',
    breaks: [R.hostNamesServer],
    says: 'does not know its authority with the default port',
    clause: 'RFC 9110 4.2.1',
    replaces: (intact) => ({ serves: (authority) => !/:(?:80)?$/.test(authority) && intact.serves(authority) }),
  },
  {
    name: 'host-any-authority',
    breaks: [R.hostNamesServer],
    says: 'serves every authority',
    clause: 'RFC 9110 7.4',
    replaces: () => ({ serves: () => true }),
  },
  {
    name: 'host-last-missed',
    breaks: [R.hostNamesServer, R.elementsReadAsDefined],
    says: 'does not see a Host behind all other fields',
    clause: 'RFC 9110 5.3',
    replaces: (intact) => ({
      lines: (request, name) =>
        name === 'Host' && asciiLower(request.fields.at(-1)?.name ?? '') === 'host' && request.fields.length > 1
          ? []
          : intact.lines(request, name),
    }),
  },
  {
    name: 'host-sp-only-ows',
    breaks: [R.hostNamesServer, R.fieldValueTrimmedNoControls],
    says: 'does not take HTAB off Host',
    clause: 'RFC 9110 5.5',
    replaces: (intact) => ({
      lines: (request, name) =>
        name === 'Host'
          ? intact.lines(request, name).map((line) => ({ ...line, value: trimSpaces(line.raw) }))
          : intact.lines(request, name),
    }),
  },
  {
    name: 'host-from-x-forwarded-host',
    breaks: FIELD,
    says: 'reads X-Forwarded-Host where Host is missing',
    clause: ONE,
    replaces: (intact) => ({
      lines(request, name) {
        const lines = intact.lines(request, name)
        return name === 'Host' && lines.length === 0 ? intact.lines(request, 'X-Forwarded-Host') : lines
      },
    }),
  },
]
