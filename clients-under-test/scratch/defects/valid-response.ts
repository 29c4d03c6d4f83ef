import type { Requirement } from '../../../suites/requirements'
import { C } from '../../../suites/requirements/client'
import type { ClientFunctions } from '../functions'
import type { ClientDefect } from '../overlay'
import { asciiLower, endOfHead, trimmed } from '../response'

/** A defect that refuses answers whose text meets a condition. */
function refusing(
  name: string,
  says: string,
  breaks: readonly Requirement[],
  when: (text: string) => boolean,
): ClientDefect {
  return {
    name,
    says,
    breaks,
    replaces: (intact) => ({ readHead: (text) => (when(text) ? undefined : intact.readHead(text)) }),
  }
}

/** A defect that reads Connection in another way. */
function reading(name: string, says: string, isConnection: ClientFunctions['isConnection']): ClientDefect {
  return { name, says, breaks: [C.rightAnswerOpens], replaces: () => ({ isConnection }) }
}

/** A defect that does something else with the bytes after the answer, or with their cut. */
function cutting(
  name: string,
  says: string,
  breaks: readonly Requirement[],
  replaced: Partial<ClientFunctions>,
): ClientDefect {
  return { name, says, breaks, replaces: () => replaced }
}

const END = '\r\n\r\n'

/** True for the beginning of a status line. */
function isCutShort(bytes: Buffer): boolean {
  return bytes.length > 0 && !bytes.includes('\r\n')
}

/** The defects in reading correct answers of unusual form. */
export const VALID_RESPONSE_DEFECTS: readonly ClientDefect[] = [
  refusing('lower-case-names', 'knows no field name in lower case', [C.fieldNamesWithoutCase], (text) =>
    text.includes('\r\nupgrade:'),
  ),
  refusing('upper-case-names', 'knows no field name in upper case', [C.fieldNamesWithoutCase], (text) =>
    text.includes('\r\nUPGRADE:'),
  ),
  {
    name: 'upgrade-not-capitalised',
    says: 'knows websocket in lower or in upper case alone',
    breaks: [C.rightAnswerOpens],
    replaces: () => ({ isUpgrade: (lines) => ['websocket', 'WEBSOCKET'].includes(lines.join()) }),
  },
  {
    name: 'upgrade-not-in-upper-case',
    says: 'knows websocket and WebSocket alone',
    breaks: [C.rightAnswerOpens],
    replaces: () => ({ isUpgrade: (lines) => ['websocket', 'WebSocket'].includes(lines.join()) }),
  },
  reading('connection-not-in-lower-case', 'knows no upgrade in lower case', (lines) =>
    /(^|,)\s*(Upgrade|UPGRADE)\s*(,|$)/.test(lines.join()),
  ),
  reading('connection-not-in-upper-case', 'knows no UPGRADE in upper case', (lines) =>
    /(^|,)\s*[Uu]pgrade\s*(,|$)/.test(lines.join()),
  ),
  reading('connection-first-line', 'reads the first line of Connection', ([first = '']) =>
    first.split(',').some((option) => asciiLower(trimmed(option)) === 'upgrade'),
  ),
  reading(
    'connection-no-empty-elements',
    'takes no Connection with an empty list element',
    (lines) =>
      !lines
        .join()
        .split(',')
        .some((option) => trimmed(option) === '') &&
      lines
        .join()
        .split(',')
        .some((option) => asciiLower(trimmed(option)) === 'upgrade'),
  ),
  refusing('phrase-required', 'wants a reason phrase', [C.reasonPhraseIgnored], (text) =>
    text.startsWith('HTTP/1.1 101 \r\n'),
  ),
  refusing('phrase-compared', 'compares the reason phrase', [C.reasonPhraseIgnored], (text) =>
    /^HTTP\/1\.1 101 Web/.test(text),
  ),
  refusing('cookies-refused', 'takes no answer with a field it does not know', [C.unknownFieldsIgnored], (text) =>
    text.includes('\r\nSet-Cookie:'),
  ),
  refusing('ascii-alone', 'takes no answer with a byte that is not ASCII', [C.unknownFieldsIgnored], (text) =>
    text.includes('X-Name: caf\xe9'),
  ),
  refusing('space-after-colon', 'wants a space after each colon', [C.whitespaceAroundValues], (text) =>
    /\r\nUpgrade:\S/.test(text),
  ),
  {
    name: 'tabs-kept',
    says: 'keeps the tabs around values',
    breaks: [C.whitespaceAroundValues],
    replaces: (intact) => ({
      readHead: (text) => (/\r\nUpgrade:\t/.test(text) ? undefined : intact.readHead(text)),
    }),
  },
  cutting('head-in-last-read', 'looks for the end of the answer in the bytes that came last', [C.answerIsByteStream], {
    endOfHead: (bytes, _, last) => (bytes.includes(END, -last) ? endOfHead(bytes) : undefined),
  }),
  cutting('status-line-in-one-read', 'wants the whole status line at once', [C.answerIsByteStream], {
    endOfHead: (bytes) => (isCutShort(bytes) ? { end: 0, next: bytes.length } : endOfHead(bytes)),
  }),
  cutting(
    'frame-with-answer-lost',
    'drops the bytes that come with the answer',
    [C.framesAfterAnswerRead, C.closeAnswered],
    { contentAfter: (_, rest) => rest.length },
  ),
  cutting('partial-frame-lost', 'drops a byte that comes with the answer', [C.framesAfterAnswerRead], {
    contentAfter: (_, rest) => (rest.length < 2 ? rest.length : 0),
  }),
  cutting('close-not-answered', 'ends the connection without a Close frame of its own', [C.closeAnswered], {
    answersClose: () => false,
  }),
  {
    name: 'accept-comes-last',
    says: 'takes no Accept that comes before Upgrade',
    breaks: [C.fieldOrderIgnored],
    replaces: (intact) => ({
      objection: (head, opening, client) => {
        const names = head.fields.map(([name]) => name)
        const isEarly = names.includes('upgrade') && names.indexOf('sec-websocket-accept') < names.indexOf('upgrade')
        return isEarly && names.includes('sec-websocket-accept')
          ? 'the fields are in another order'
          : intact.objection(head, opening, client)
      },
    }),
  },
]
