import { RFC_URL } from '../../../harness/case/clause-link'
import { CREDENTIALS_NOTE, PLACEHOLDER, PORT_NOTE, SHORT } from '../../wire/by-hand'
import { FRAME_START } from '../../wire/stored-bytes'
import { LONGEST_LINE } from '../extra-texts'
import { COMPARE } from './compare'
import { FILTERS } from './filters'
import { MAP } from './map'

/** Buttons that copy a line, what is added to a case when it is opened, and the results as a file. */
const CASES = `
const copy = async (line) => {
  try {
    await navigator.clipboard.writeText(line.textContent)
    announce('Copied.')
  } catch {
    getSelection().selectAllChildren(line)
    announce('Selected: copy it with the keyboard.')
  }
}
const withButton = (line) => {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'copy'
  button.textContent = 'Copy'
  button.setAttribute('aria-label', 'Copy ' + line.textContent.slice(0, 60))
  button.addEventListener('click', () => copy(line))
  line.after(' ', button)
}
for (const line of document.querySelectorAll('header .line, .run .line, .recipe .line')) withButton(line)

const element = (name, text, more = {}) => Object.assign(document.createElement(name), { textContent: text }, more)
const linked = (part) => {
  const [, text, rfc, section, rest] = /^((?:, )?)RFC (\\d+) ([\\dA-Z][\\w.]*)(.*)$/.exec(part) ?? []
  if (!rfc) return [part]
  const place = (/^[A-Z]/.test(section) ? 'appendix-' : 'section-') + section
  return [text, element('a', 'RFC ' + rfc + ' ' + section, { href: '${RFC_URL}' + rfc + '#' + place }), rest]
}
const save = document.querySelector('#save')
const unpacks = typeof DecompressionStream !== 'undefined'
let wires
/** The text that an element of the page holds packed. */
const inflated = async (place) => {
  const packed = Uint8Array.from(atob(document.querySelector(place).textContent), (char) => char.charCodeAt(0))
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'))
  return new Response(stream).text()
}
/** The results that the page holds; \`as\` converts each stretch of bytes. */
const unpacked = async (as) => {
  const [sent, received, rest] = (await inflated('#results')).split('\\n')
  const streams = { sent: JSON.parse(sent), received: JSON.parse(received) }
  return JSON.parse(rest, (key, value) => Object.hasOwn(streams, key) ? as(streams[key].shift()) : value)
}
const base64 = (each) => typeof each === 'string' ? btoa(each) : each[0]
const FRAME = ${FRAME_START}
const SHORT = new Map(${JSON.stringify([...SHORT])})
const quoted = (char, index) => {
  const byte = char.charCodeAt(0)
  const plain = byte >= 32 && byte < 127 && byte !== 39 && (index > 0 || byte !== 45)
  return SHORT.get(byte) ?? (plain ? char : '\\\\' + byte.toString(8).padStart(3, '0'))
}
/** The line that sends the first request of a case again, from the bytes that the page holds. */
const byHand = async (outcome, number, id) => {
  const template = document.querySelector('#hand-' + number)
  if (!template.textContent.includes('${PLACEHOLDER}') || !unpacks) return
  const { targets } = await (wires ??= unpacked((each) => typeof each === 'string' ? each : ''))
  const [first] = targets[number - 1].cases.find((each) => each.id === id)?.exchanges ?? []
  if (!first?.sent) return
  const head = /\\r?\\n\\r?\\n/.exec(first.sent)
  const after = head ? first.sent.slice(head.index).search(FRAME) : -1
  const bytes = after < 0 ? first.sent : first.sent.slice(0, head.index + after)
  const line = template.textContent.replace('${PLACEHOLDER}', () => [...bytes].map(quoted).join(''))
  if (line.length > ${LONGEST_LINE} || (after < 0 && first.sentBytes > bytes.length)) return
  const notes = [
    line.includes('$PORT') ? ' ${PORT_NOTE}' : '',
    /[*]{6}|: ?[*]+\\r/.test(bytes) ? ' ${CREDENTIALS_NOTE}' : '',
    after < 0 ? '' : ' The bytes after the request are left out.',
  ]
  lineAfter(outcome, 'By hand: ', line, notes.join('').trim())
}
const MOST_SHOWN = 4
/** Bytes as text: a line end that is not CR LF is marked by its name, what is not printable ASCII is \\xNN. */
const text = (bytes) => {
  const shown = document.createElement('pre')
  for (const part of bytes.split(/(\\r(?!\\n)|(?<!\\r)\\n)/)) {
    if (part === '\\r' || part === '\\n') shown.append(element('i', part === '\\r' ? 'CR' : 'LF'), part === '\\n' ? part : '')
    else shown.append(part.replace(/\\r\\n/g, '\\n').replace(/[^\\n\\x20-\\x5b\\x5d-\\x7e]/g, (char) => '\\\\x' + char.charCodeAt(0).toString(16).padStart(2, '0')))
  }
  return shown
}
const stream = (name, bytes, whole) => {
  const shown = document.createElement('div')
  shown.append(element('p', name + ', ' + whole + (whole === 1 ? ' byte' : ' bytes') + (bytes.length < whole ? ', the first ' + bytes.length + ' stored' : '')))
  if (bytes !== '') shown.append(text(bytes))
  return shown
}
/** The bytes of a case, from the results that the page holds. */
const bytesOf = async (outcome, number, id) => {
  if (!unpacks) return
  const { targets } = await (wires ??= unpacked((each) => typeof each === 'string' ? each : ''))
  const exchanges = targets[number - 1].cases.find((each) => each.id === id)?.exchanges ?? []
  const places = exchanges.slice(0, MOST_SHOWN).map((each, i) => {
    const wire = element('div', '', { className: 'wire' })
    const caption = element('p', '')
    caption.append(element('strong', 'Connection ' + (i + 1) + ' of ' + exchanges.length))
    wire.append(caption, stream('Sent', each.sent, each.sentBytes), stream('Received', each.received, each.receivedBytes))
    return wire
  })
  const note = outcome.querySelector(':scope > .stored')
  const next = [note, ...outcome.querySelectorAll(':scope > .facts, :scope > p:has(> .line), :scope > .actions')].find((each) => each)
  next.before(...places)
  if (places.length > 0) note?.remove()
}

let texts
const extras = () => texts ??= inflated('#texts').then(JSON.parse)
/** A bug report or an entry for known failures, which the page holds packed. */
const textOf = async (key, kind) => {
  return (await extras()).findings[key]?.[kind] ?? ''
}
const copyText = async (key, kind) => {
  const line = await textOf(key, kind)
  try {
    await navigator.clipboard.writeText(line)
    announce('Copied.')
  } catch {
    announce('The browser does not allow copying here.')
  }
}
const action = (name, act, title) => {
  const button = element('button', name, { type: 'button', className: 'copy', title })
  button.addEventListener('click', act)
  return button
}
/** Adds a line that can be copied. */
const lineAfter = (outcome, name, line, notes = '') => {
  const paragraph = element('p', name, { className: 'unprinted' })
  const code = element('code', line, { className: 'line' })
  paragraph.append(code)
  withButton(code)
  if (notes) paragraph.append(' ' + notes)
  const end = outcome.querySelector(':scope > .actions')
  if (end) end.before(paragraph)
  else outcome.append(paragraph)
}
/** The lines that show a finding again. */
const repeat = async (outcome, key) => {
  const { again, hand, notes } = (await extras()).findings[key]
  lineAfter(outcome, 'Run again: ', again)
  if (hand) lineAfter(outcome, 'By hand: ', hand, notes)
}
/** The clauses of a case and why it matters, where the page does not show them yet. */
const about = async (body, id) => {
  const { clauses, why } = (await extras()).cases[id]
  const source = element('p', '')
  source.append(...clauses.split(/(?=, RFC )/).flatMap(linked))
  body.prepend(source)
  if (why) source.after(element('p', why))
}
const actions = (outcome, key, id) => {
  const row = element('p', '', { className: 'actions unprinted' })
  const anchor = outcome.id || id
  row.append(element('a', 'Link to ' + anchor, { href: '#' + anchor }))
  if (unpacks && outcome.dataset.texts !== undefined)
    row.append(' ', action('Copy bug report', () => copyText(key, 'issue'), 'Markdown for an issue of the project'), ' ', action('Copy entry for --known', () => copyText(key, 'known'), 'Paste it into the file that --known names: this finding no longer fails the run'))
  return row
}

/** Links, lines and bytes that follow from the rest of the page are added when a case is opened: they would make the page large. */
const enrich = ({ details, id }) => {
  const body = details.querySelector('[id]')
  if (unpacks && !body.querySelector('a[href^=https]')) about(body, id)
  for (const outcome of several ? body.querySelectorAll('.outcome') : [body]) {
    const number = several ? outcome.id.split('-').pop() : 1
    const isFinding = outcome.dataset.texts !== undefined
    if (!outcome.querySelector('.wire')) bytesOf(outcome, number, id)
    if (isFinding && unpacks) repeat(outcome, number + ' ' + id)
    else {
      const template = document.querySelector('#again-' + number).textContent
      lineAfter(outcome, 'Run again: ', template.replace('--only ID', () => '--only ' + id))
      byHand(outcome, number, id)
    }
    outcome.append(actions(outcome, number + ' ' + id, id))
  }
}
for (const one of cases) {
  const once = () => {
    if (!one.details.open || one.done) return
    one.done = true
    enrich(one)
  }
  one.details.addEventListener('toggle', once)
  once()
}

for (const recipe of document.querySelectorAll('[data-recipe]'))
  recipe.addEventListener('toggle', async () => {
    if (!unpacks || recipe.querySelector('pre')) return
    const { use, code } = (await extras()).recipes[recipe.dataset.recipe]
    const text = element('pre', code, { className: 'line' })
    const note = recipe.querySelector('.note')
    note.before(element('p', use), text)
    withButton(text)
  })

save.hidden = !unpacks
save.addEventListener('click', async () => {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([JSON.stringify(await unpacked(base64), null, 2), '\\n'], { type: 'application/json' }))
  link.download = 'wsspec-results.json'
  link.click()
  URL.revokeObjectURL(link.href)
})
`

/** A script without comments and indentation, which no reader of the page needs. */
function plain(script: string): string {
  return script.replace(/^ *\/(?:\/|\*\*).*\n/gm, '').replace(/^ +/gm, '')
}

/**
 * The script of the page: filters, links that open their case, the map of all cases, buttons that copy a line, bytes from
 * the results that the page holds, and these as a file. Everything that a person must know can also be read without it. It
 * is plain text, because the page allows exactly this script by its hash.
 */
export const SCRIPT = `
'use strict'
${[FILTERS, MAP, COMPARE, CASES].map(plain).join('')}`
