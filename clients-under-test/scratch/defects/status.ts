import { C } from '../../../suites/requirements/client'
import type { ClientFunctions } from '../functions'
import type { ClientDefect } from '../overlay'

/** A defect that opens after a status. */
function opening(name: string, says: string, when: (status: number) => boolean): ClientDefect {
  return {
    name,
    says,
    breaks: [C.onlyStatus101Opens],
    replaces: (intact) => ({ opens: (status) => intact.opens(status) || when(status) }),
  }
}

/** A defect that opens after everything with one status, whatever its fields are. */
function trusting(name: string, says: string, trusted: number): ClientDefect {
  return {
    name,
    says,
    breaks: [C.onlyStatus101Opens],
    replaces: (intact) => ({
      objection: (head, opening, client) =>
        head.status === trusted ? undefined : intact.objection(head, opening, client),
    }),
  }
}

/** A defect that repairs a malformed status line before it reads it. */
function repairing(name: string, says: string, wrong: RegExp, right: string): ClientDefect {
  return {
    name,
    says,
    breaks: [C.statusLineMatchesGrammar],
    replaces: (intact) => ({ readHead: (text) => intact.readHead(text.replace(wrong, right)) }),
  }
}

function withoutInterim(when: (status: number) => boolean): (intact: ClientFunctions) => Partial<ClientFunctions> {
  return (intact) => ({ isInterim: (status) => intact.isInterim(status) && !when(status) })
}

/** The defects in reading the status line. */
export const STATUS_DEFECTS: readonly ClientDefect[] = [
  opening('any-status-opens', 'checks no status', () => true),
  opening('any-2xx-opens', 'opens after every 2xx', (status) => status >= 200 && status < 300),
  opening('403-opens', 'opens after 403', (status) => status === 403),
  opening('404-opens', 'opens after 404', (status) => status === 404),
  opening('500-opens', 'opens after 500', (status) => status === 500),
  opening('503-opens', 'opens after 503', (status) => status === 503),
  opening('204-opens', 'opens after 204', (status) => status === 204),
  trusting('200-trusted', 'opens after every 200', 200),
  trusting('401-trusted', 'opens after every 401', 401),
  trusting('407-trusted', 'opens after every 407', 407),
  trusting('426-trusted', 'opens after every 426', 426),
  trusting('403-trusted', 'opens after every 403', 403),
  {
    name: 'interim-opens',
    says: 'takes every 1xx for 101',
    breaks: [C.onlyStatus101Opens, C.interimResponsesRead],
    replaces: () => ({ isInterim: () => false, opens: (status) => status >= 100 && status < 200 }),
  },
  {
    name: 'interim-is-final',
    says: 'takes interim responses for final ones',
    breaks: [C.interimResponsesRead],
    replaces: withoutInterim(() => true),
  },
  {
    name: '103-is-final',
    says: 'takes 103 for a final response',
    breaks: [C.interimResponsesRead],
    replaces: withoutInterim((status) => status === 103),
  },
  {
    name: '102-is-final',
    says: 'takes 102 for a final response',
    breaks: [C.interimResponsesRead],
    replaces: withoutInterim((status) => status === 102),
  },
  {
    name: 'one-interim-at-most',
    says: 'reads one interim response before the final one',
    breaks: [C.interimResponsesRead],
    replaces: (intact) => ({
      endOfHead: (bytes, how, last) =>
        /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 103 /.test(bytes.toString('latin1', 0, 64))
          ? { end: 0, next: bytes.length }
          : intact.endOfHead(bytes, how, last),
    }),
  },
  repairing('status-of-four-digits', 'reads the first three digits of a status', /^(HTTP\/1\.1 \d{3})\d/, '$1'),
  repairing('status-as-number', 'reads the status as a number', /^(HTTP\/1\.1 )0+/, '$1'),
  repairing('any-first-word', 'reads no HTTP version', /^ICY /, 'HTTP/1.1 '),
  repairing('version-without-case', 'compares HTTP without case', /^http\//, 'HTTP/'),
  repairing('no-space-after-status', 'wants no space after the status', /^(HTTP\/1\.1 \d{3})(?! )/, '$1 '),
  {
    name: 'only-minor-version-1',
    says: 'reads HTTP/1.1 alone',
    breaks: [C.reasonPhraseIgnored],
    replaces: (intact) => ({ readHead: (text) => (/^HTTP\/1\.[2-9]/.test(text) ? undefined : intact.readHead(text)) }),
  },
]
