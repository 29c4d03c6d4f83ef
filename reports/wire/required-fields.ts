import { decoded } from './stored-bytes'

/** The fields that every accepted handshake has (RFC 6455 4.2.2): a pass says that they are right. */
const OF_EVERY_101 = ['upgrade', 'connection', 'sec-websocket-accept']

const NAMES =
  /\b(Sec-WebSocket-(?:Version|Protocol|Extensions)|Upgrade|Connection|Allow|Location|WWW-Authenticate|Content-Length|Transfer-Encoding)\b/gi

/**
 * The field lines of an answer that an expectation names and the words for the answer leave out, such as the version list
 * of a refusal: `Sec-WebSocket-Version: 13`. Without line ends; bytes are Latin-1.
 * @param received the stored answer in base64
 */
export function requiredFields(expected: string, got: string, received: string): string[] {
  const asked = new Set([...expected.matchAll(NAMES)].map(([name]) => name.toLowerCase()))
  if (asked.size === 0) return []
  const [head = ''] = decoded(received).toString('latin1').split('\r\n\r\n')
  const switched = /^HTTP\/1\.1 101\b/.test(head)
  return head.split(/\r?\n/).filter((line) => {
    const name = /^([\w-]+)[ \t]*:/.exec(line)?.[1]?.toLowerCase()
    if (name === undefined || !asked.has(name)) return false
    return !(switched && OF_EVERY_101.includes(name)) && !got.toLowerCase().includes(`${name}:`)
  })
}
