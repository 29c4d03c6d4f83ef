import { type Entry, entryOf } from '../../api/select'
import type { Case, Part, Step, Vars } from '../../harness/case'
import { handshake } from '../../harness/handshake'
import { visible } from '../../reports/octets'
import { suites } from '../../suites/server/index'
import { EXIT, type ExitCode } from '../exit'
import { clauseUrl, clauseWords, repeatLine } from '../notes'
import type { World } from '../world'

/** The handshake of RFC 6455 1.3: what stands in a request where a run puts its own. */
const EXAMPLE: Vars = {
  host: 'server.example.com',
  hostname: 'server.example.com',
  port: '',
  profile: {},
  resource: '/chat',
  key: 'dGhlIHNhbXBsZSBub25jZQ==',
  otherKey: 'AQIDBAUGBwgJCgsMDQ4PEA==',
  random: 'wsspec-xxxxxxxxxxxx',
  subprotocols: ['chat', 'superchat'],
  origin: 'http://server.example.com',
  tls: false,
}

/** More octets of one request than this are not shown. */
const MOST_OCTETS = 1500

function indented(text: string, by: string): string {
  return text.replace(/^(?=.)/gm, by)
}

function shownOctets(octets: Buffer): string {
  const shown = visible(octets.subarray(0, MOST_OCTETS)).replace(/\n$/, '')
  return octets.length > MOST_OCTETS ? `${shown}… (${octets.length} octets)` : shown
}

function sendWords(step: Extract<Step, { do: 'send' }>, part: Part): string {
  const { octets } = handshake(EXAMPLE, [], step.edit ?? part.send)
  const piece = octets.subarray(step.from ?? 0, step.to)
  return step.edit || piece.length < octets.length
    ? `send\n${indented(shownOctets(piece), '      ')}`
    : 'send the request above'
}

function awaitWords({ frame, link, end, within }: Extract<Step, { do: 'await' }>): string {
  const what = end
    ? 'the end of the connection'
    : link
      ? 'the frames that are due'
      : frame
        ? 'the frame that is due'
        : 'a frame'
  return `wait for ${what}, at most ${within} ms`
}

function frameWords({ frame }: Extract<Step, { do: 'frame' }>): string {
  const { opcode, payload = '', fin = true, rsv = 0, mask = true } = frame
  const tags = [`opcode ${opcode}`, fin ? '' : 'FIN 0', rsv ? `RSV ${rsv}` : '', mask === false ? 'not masked' : '']
  return `send a frame (${tags.filter((tag) => tag !== '').join(', ')}) with ${Buffer.from(payload).length} octets of payload`
}

/** A step in words. */
function stepWords(step: Step, part: Part): string {
  switch (step.do) {
    case 'send':
      return sendWords(step, part)
    case 'answer':
      return 'wait for a final response'
    case 'alive':
      return 'behind a 101, ask for a sign of life'
    case 'frame':
      return frameWords(step)
    case 'write': {
      const text = typeof step.octets === 'function' ? step.octets(EXAMPLE) : step.octets
      return `send\n${indented(shownOctets(Buffer.from(text, 'latin1')), '      ')}`
    }
    case 'await':
      return awaitWords(step)
    case 'watch':
      return `watch for up to ${step.ms} ms that nothing happens`
    case 'pause':
      return `wait ${step.ms} ms`
    case 'unlessClosing':
      return 'go on only where the connection may be used again'
    case 'onlyIf':
      return `go on only where ${step.says}`
    case 'halfClose':
      return 'close the sending side'
    case 'reset':
      return 'reset the connection'
    default:
      return String((step as { do: string }).do)
  }
}

function partLines(part: Part, single: boolean): string {
  const { octets } = handshake(EXAMPLE, [], part.send)
  const name = single ? '' : `  ${part.name}${part.expect ? '' : ' (to compare with)'}\n`
  const steps = (part.steps ?? []).map((step) => `    - ${stepWords(step, part)}\n`).join('')
  const required = single || !part.expect ? '' : `    required: ${part.expect.says}\n`
  return `${name}${indented(shownOctets(octets), '    ')}\n${steps}${required}`
}

function requirements({ parts = [], derived, follow }: Case): string {
  const says = new Set(parts.flatMap(({ expect }) => (expect ? [expect.says] : [])))
  if (derived) says.add(`${derived.says} (every answer of the run is looked at)`)
  if (follow) says.add('of the further requests, what the answers so far call for')
  return [...says].map((each) => `  ${each}\n`).join('')
}

function contestedLines({ contested }: Case): string {
  if (!contested) return ''
  return `Contested: two clauses pull apart. A warning, and a failure with --strict.\n  strict:  ${contested.strict}\n  lenient: ${contested.lenient}\n`
}

function explained({ suite, case: each }: Entry): string {
  const { id, level, title, source, why, parts = [], follow, needs = [], hurts, slow } = each
  const sent = parts.map((part) => partLines(part, parts.length === 1)).join('\n')
  const notes = [
    needs.length > 0 ? `Needs: ${needs.join(', ')}\n` : '',
    hurts ? 'It can hurt: it runs alone, and by default only on loopback or what wsspec started.\n' : '',
    slow ? 'It waits for minutes: it runs only with --slow.\n' : '',
  ]
  return [
    `${id} ${title}\n${level}, suite ${suite.number} ${suite.title}\n`,
    sent === '' ? 'Sent: nothing of its own.\n' : `Sent (CR ␍, LF ␊):\n${sent}`,
    follow ? 'Further requests follow from what these bring.\n' : '',
    `Required:\n${requirements(each)}`,
    `Source:\n${source.map((clause) => `  ${clauseWords(clause)}  ${clauseUrl(clause)}\n`).join('')}`,
    why === undefined ? '' : `Why: ${why}\n`,
    contestedLines(each),
    notes.join(''),
    `Run it: ${repeatLine(id, 'ws://host:port/')}\n`,
  ]
    .filter((section) => section !== '')
    .join('\n')
}

/** `wsspec explain`: what a case sends and requires, why, and how to run it. */
export function explain(world: World, ids: readonly string[]): ExitCode {
  const entries = ids.map((id) => entryOf(suites, id))
  world.stdout.write(entries.map(explained).join('\n'))
  return EXIT.fine
}
