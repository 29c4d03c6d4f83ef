import { R } from '../../../suites/requirements'
import { asciiLower, type FieldLine, trimOws } from '../http/fields'
import { isAuthority } from '../http/uri'
import type { About, Defect } from './defect'
import { trimSpaces } from './kit'

const FIELD = [R.hostNamesServer, R.badHostAnswered400]
const ONE = 'RFC 9112 3.2'

type Brief = Pick<About, 'name' | 'says'>

/** A defect that accepts what is not exactly one Host with a valid authority. `reads` returns the authority that it reads. */
function taking({ reads, ...about }: Brief & { reads(lines: readonly FieldLine[]): string | undefined }): Defect {
  return {
    breaks: FIELD,
    clause: ONE,
    ...about,
    replaces: (intact) => ({
      isHost: (lines) => intact.isHost(lines) || isAuthority(reads(lines) ?? ''),
      authorityOf: (target, lines) =>
        intact.authorityOf(
          target,
          intact.isHost(lines) ? lines : [{ name: 'Host', value: reads(lines) ?? '', raw: '' }],
        ),
    }),
  }
}

/** A defect that repairs the value of a single Host. */
function repairing({ repair, ...about }: Brief & { repair(value: string): string | undefined }): Defect {
  return taking({
    ...about,
    reads: ([line, ...more]) => (line === undefined || more.length > 0 ? undefined : repair(line.value)),
  })
}

/** Host. */
export const HOST_DEFECTS: readonly Defect[] = [
  {
    name: 'host-optional',
    breaks: FIELD,
    says: 'accepts a request without Host',
    clause: ONE,
    replaces: (intact) => ({
      isHost: (lines) => lines.length === 0 || intact.isHost(lines),
      isServed: (authority) => authority === '' || intact.isServed(authority),
    }),
  },
  taking({
    name: 'host-first-line-wins',
    says: 'uses the first of several Host lines',
    reads: (lines) => (lines.length > 1 ? lines[0]?.value : undefined),
  }),
  taking({
    name: 'host-last-line-wins',
    says: 'uses the last of several Host lines',
    reads: (lines) => (lines.length > 1 ? lines.at(-1)?.value : undefined),
  }),
  taking({
    name: 'host-repeated-line',
    says: 'accepts two equal Host lines as one',
    reads: (lines) =>
      lines.length > 1 && lines.every(({ value }) => value === lines[0]?.value) ? lines[0]?.value : undefined,
  }),
  repairing({
    name: 'host-first-word',
    says: 'uses the first word of Host',
    repair: (value) => value.split(/(?<!,) /)[0],
  }),
  repairing({
    name: 'host-userinfo',
    says: 'removes userinfo from Host',
    repair: (value) => value.replace(/^[^@/]*@/, ''),
  }),
  repairing({
    name: 'host-of-url',
    says: 'takes the authority out of a URL or path in Host',
    repair: (value) => value.replace(/^https?:\/\//, '').replace(/\/.*$/, ''),
  }),
  repairing({
    name: 'host-port-unchecked',
    says: 'does not check the port in Host',
    repair: (value) => value.replace(/:[a-z]+$/, ''),
  }),
  repairing({
    name: 'host-ipv6-unclosed',
    says: 'adds the missing bracket of an IPv6 literal in Host',
    repair: (value) => (/^\[[0-9a-f:]+$/i.test(value) ? `${value}]` : undefined),
  }),
  repairing({
    name: 'host-list',
    says: 'uses the first member of a list in Host',
    repair: (value) => (value.includes(', ') ? trimOws(value.split(',')[0] ?? '') : undefined),
  }),
  {
    name: 'host-case-sensitive',
    breaks: [R.hostNamesServer],
    says: 'compares Host case-sensitively',
    clause: 'RFC 9110 4.2.3',
    replaces: (intact) => ({
      isServed: (authority) => authority === asciiLower(authority) && intact.isServed(authority),
    }),
  },
  {
    name: 'host-default-port',
    breaks: [R.hostNamesServer],
    says: 'refuses its own authority with the default port',
    clause: 'RFC 9110 4.2.1',
    replaces: (intact) => ({ isServed: (authority) => !/:(?:80)?$/.test(authority) && intact.isServed(authority) }),
  },
  {
    name: 'host-any-authority',
    breaks: [R.hostNamesServer],
    says: 'serves every authority',
    clause: 'RFC 9110 7.4',
    replaces: () => ({ isServed: () => true }),
  },
  {
    name: 'host-no-ipv6-literal',
    breaks: [R.hostNamesServer],
    says: 'serves every name, and no IPv6 literal',
    clause: 'RFC 9110 7.2',
    replaces: () => ({ isServed: (authority) => !authority.startsWith('[') }),
  },
  {
    name: 'host-last-missed',
    breaks: [R.hostNamesServer, R.elementsReadAsDefined],
    says: 'misses a Host that is the last field',
    clause: 'RFC 9110 5.3',
    replaces: (intact) => ({
      fieldLines: (request, name) =>
        name === 'Host' && asciiLower(request.fields.at(-1)?.name ?? '') === 'host' && request.fields.length > 1
          ? []
          : intact.fieldLines(request, name),
    }),
  },
  {
    name: 'host-sp-only-ows',
    breaks: [R.hostNamesServer, R.fieldValueTrimmedNoControls],
    says: 'does not trim HTAB from Host',
    clause: 'RFC 9110 5.5',
    replaces: (intact) => ({
      fieldLines: (request, name) =>
        name === 'Host'
          ? intact.fieldLines(request, name).map((line) => ({ ...line, value: trimSpaces(line.raw) }))
          : intact.fieldLines(request, name),
    }),
  },
  {
    name: 'host-from-x-forwarded-host',
    breaks: FIELD,
    says: 'reads X-Forwarded-Host where Host is missing',
    clause: ONE,
    replaces: (intact) => ({
      fieldLines(request, name) {
        const lines = intact.fieldLines(request, name)
        return name === 'Host' && lines.length === 0 ? intact.fieldLines(request, 'X-Forwarded-Host') : lines
      },
    }),
  },
]
