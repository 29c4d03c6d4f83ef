import type { Requirement } from '../../../suites/requirements'
import { C } from '../../../suites/requirements/client'
import type { ClientDefect } from '../overlay'

type Lines = readonly string[]

/** A defect that accepts values of Sec-WebSocket-Protocol that a client must refuse. */
function taking(
  name: string,
  says: string,
  also: (lines: Lines, offered: Lines) => boolean,
  breaks: readonly Requirement[] = [C.subprotocolChecked],
): ClientDefect {
  return {
    name,
    says,
    breaks,
    replaces: (intact) => ({
      isSubprotocol: (lines, offered) => intact.isSubprotocol(lines, offered) || also(lines, offered),
    }),
  }
}

/** A defect that refuses values that a client must accept. */
function refusing(
  name: string,
  says: string,
  breaks: readonly Requirement[],
  when: (lines: Lines) => boolean,
): ClientDefect {
  return {
    name,
    says,
    breaks,
    replaces: (intact) => ({
      isSubprotocol: (lines, offered) => !when(lines) && intact.isSubprotocol(lines, offered),
    }),
  }
}

const BOTH = [C.subprotocolChecked, C.subprotocolIsOneToken]
const ONE = [C.subprotocolIsOneToken]

/** The defects in the check of Sec-WebSocket-Protocol. */
export const SUBPROTOCOL_DEFECTS: readonly ClientDefect[] = [
  taking('protocol-unchecked', 'checks no subprotocol', () => true, BOTH),
  taking(
    'protocol-unasked',
    'takes a subprotocol where it offered none',
    (lines, offered) => offered.length === 0 && lines.join() !== '',
  ),
  taking('protocol-without-case', 'compares subprotocols without case', (lines, offered) =>
    offered.includes(lines.join().toLowerCase()),
  ),
  taking(
    'protocol-in-list',
    'takes a list of offered subprotocols',
    ([first = ''], offered) => first.includes(', ') && first.split(', ').every((name) => offered.includes(name)),
    ONE,
  ),
  taking(
    'protocol-line-by-line',
    'compares each line of Sec-WebSocket-Protocol',
    (lines, offered) => lines.length > 1 && lines.every((name) => offered.includes(name)),
    ONE,
  ),
  taking(
    'protocol-twice',
    'takes the same subprotocol twice',
    ([first = '', second], offered) => first === second && offered.includes(first),
    ONE,
  ),
  taking(
    'protocol-last-line',
    'reads the last line of Sec-WebSocket-Protocol',
    (lines, offered) => lines.length > 1 && offered.includes(lines.at(-1) ?? ''),
    BOTH,
  ),
  taking('protocol-empty', 'takes an empty subprotocol', (lines) => lines.join() === '', ONE),
  taking(
    'protocol-empty-unasked',
    'takes an empty subprotocol where it offered none',
    (lines, offered) => lines.join() === '' && offered.length === 0,
    ONE,
  ),
  taking(
    'protocol-quoted',
    'takes a subprotocol in quotes',
    ([first = ''], offered) => /^".+"$/.test(first) && offered.includes(first.slice(1, -1)),
  ),
  taking(
    'protocol-by-prefix',
    'takes the beginning of an offered subprotocol',
    (lines, offered) => lines.join() !== '' && offered.some((name) => name.startsWith(lines.join())),
  ),
  taking('protocol-with-parameter', 'leaves out the parameters of a subprotocol', (lines, offered) =>
    offered.includes(lines.join().split(';')[0] ?? ''),
  ),
  refusing(
    'protocol-refused',
    'takes no answer that selects chat',
    [C.offeredSubprotocolOpens],
    (lines) => lines.join() === 'chat',
  ),
  refusing(
    'protocol-second-refused',
    'takes no subprotocol but its first',
    [C.offeredSubprotocolOpens],
    (lines) => lines.join() === 'superchat',
  ),
  {
    name: 'protocol-with-tab',
    says: 'takes no tab before a subprotocol',
    breaks: [C.offeredSubprotocolOpens],
    replaces: (intact) => ({
      readHead: (text) => (text.includes('Protocol:\t') ? undefined : intact.readHead(text)),
    }),
  },
  {
    name: 'protocol-not-reported',
    says: 'reports no subprotocol to its application',
    breaks: [C.offeredSubprotocolOpens],
    replaces: () => ({ subprotocolOf: () => '' }),
  },
  {
    name: 'protocol-required',
    says: 'wants a subprotocol where it offered some',
    breaks: [C.nullSubprotocolOpens],
    replaces: (intact) => ({
      isSubprotocol: (lines, offered) =>
        intact.isSubprotocol(lines, offered) && (lines.length > 0 || offered.length === 0),
    }),
  },
]
