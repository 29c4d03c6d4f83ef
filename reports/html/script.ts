import { RFC_URL } from '../../harness/case/clause-link'
import { CREDENTIALS_NOTE, PLACEHOLDER, PORT_NOTE, SHORT } from '../wire/by-hand'
import { FRAME_START } from '../wire/stored-bytes'

/** The most characters of a line that is offered for copying. */
export const LONGEST_LINE = 2500

/**
 * The script of the page: filters, which are kept in the address; permalinks, which open their case; buttons that copy a
 * line; the results as a file. Everything can also be read without it. It is plain text, because the page allows exactly
 * this script by its hash.
 */
export const SCRIPT = `
'use strict'
const form = document.querySelector('#filters')
const announce = (text) => { document.querySelector('#status').textContent = text }
const several = document.querySelector('.matrix') !== null

const rows = new Map([...document.querySelectorAll('.matrix tbody tr:not(.suite)')].map((row) => [row.querySelector('a').hash, row]))
const cases = [...document.querySelectorAll('[data-suite] > details')].map((details) => {
  const id = details.querySelector('[id]').id
  const badges = [...details.querySelectorAll('summary b')].map((badge) => badge.className)
  return {
    details,
    id,
    row: rows.get('#' + encodeURI(id)),
    badges,
    level: details.querySelector('summary small').textContent,
    suite: details.parentElement.dataset.suite,
    differs: details.querySelector('summary .mixed') !== null,
  }
})

const wanted = () => {
  const data = new FormData(form)
  const query = new URLSearchParams()
  const verdicts = data.getAll('verdict')
  if (verdicts.length > 0) query.set('verdict', verdicts.join())
  for (const name of ['level', 'suite', 'q', 'differ']) if (data.get(name)) query.set(name, data.get(name))
  return query
}

const fits = (one, query) => {
  const verdicts = query.has('verdict') ? query.get('verdict').split(',') : one.badges
  return one.badges.some((verdict) => verdicts.includes(verdict))
    && (query.get('level') ?? one.level) === one.level
    && (query.get('suite') ?? one.suite) === one.suite
    && (!query.has('differ') || one.differs)
    && (!query.has('q') || (one.text ??= one.details.textContent.toLowerCase()).includes(query.get('q').toLowerCase()))
}

const apply = (query) => {
  let shown = 0
  for (const one of cases) {
    const off = !fits(one, query)
    if (!off) shown++
    one.details.classList.toggle('off', off)
    one.row?.classList.toggle('off', off)
  }
  for (const part of document.querySelectorAll('[data-suite], .matrix tbody'))
    part.classList.toggle('off', ![...part.querySelectorAll('details, tr:not(.suite)')].some((each) => !each.classList.contains('off')))
  document.querySelector('#shown').textContent = shown + ' of ' + cases.length + (cases.length === 1 ? ' case' : ' cases')
}

const fill = (query) => {
  const verdicts = (query.get('verdict') ?? '').split(',')
  for (const input of form.elements) {
    if (input.type === 'checkbox') input.checked = input.name === 'verdict' ? verdicts.includes(input.value) : query.has(input.name)
    else if (input.name) input.value = query.get(input.name) ?? ''
  }
}

const show = (query) => {
  fill(query)
  apply(wanted())
}

const keep = () => {
  const query = wanted()
  history.replaceState(null, '', query.size > 0 ? '#' + query : location.pathname + location.search)
  apply(query)
}

const follow = () => {
  const hash = location.hash.slice(1)
  if (hash.includes('=')) {
    show(new URLSearchParams(hash))
    return
  }
  let name = hash
  try { name = decodeURIComponent(hash) } catch {}
  const target = name && document.getElementById(name)
  if (!target) return
  const around = target.closest('details')
  if (around) around.open = true
  if (target.closest('.off')) {
    show(new URLSearchParams())
  }
  const whole = around?.lastElementChild === target ? around : target
  whole.scrollIntoView()
}

form.hidden = false
form.addEventListener('input', keep)
form.addEventListener('submit', (event) => event.preventDefault())
form.addEventListener('reset', (event) => {
  event.preventDefault()
  fill(new URLSearchParams())
  keep()
})
addEventListener('hashchange', follow)
show(new URLSearchParams())
follow()

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
for (const line of document.querySelectorAll('header .line')) withButton(line)

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
/** The results that the page holds; \`as\` converts each stretch of bytes. */
const unpacked = async (as) => {
  const packed = Uint8Array.from(atob(document.querySelector('#results').textContent), (char) => char.charCodeAt(0))
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'))
  const [sent, received, rest] = (await new Response(stream).text()).split('\\n')
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
  const paragraph = element('p', 'By hand: ')
  const code = element('code', line, { className: 'line' })
  paragraph.append(code)
  outcome.querySelector(':scope > p:has(> .line)').after(paragraph)
  withButton(code)
  const notes = [
    line.includes('$PORT') ? ' ${PORT_NOTE}' : '',
    /[*]{6}|: ?[*]+\\r/.test(bytes) ? ' ${CREDENTIALS_NOTE}' : '',
    after < 0 ? '' : ' The bytes after the request are left out.',
  ]
  paragraph.append(...notes)
}
/** Links and lines that follow from the rest of the page are added when a case is opened: they would make the page large. */
const enrich = ({ details, id }) => {
  const body = details.querySelector('[id]')
  const source = body.querySelector(':scope > p:first-child:not(:has(a))')
  source?.replaceChildren(...source.textContent.split(/(?=, RFC )/).flatMap(linked))
  for (const outcome of several ? body.querySelectorAll('.outcome') : [body]) {
    if (outcome.querySelector('.line')) continue
    const template = document.querySelector('#again-' + (several ? outcome.id.split('-').pop() : 1)).textContent
    const again = element('p', 'Run again: ')
    again.append(element('code', template.replace('--only ID', () => '--only ' + id), { className: 'line' }))
    outcome.append(again)
    byHand(outcome, several ? outcome.id.split('-').pop() : 1, id)
  }
  const link = element('p', '')
  link.append(element('a', 'Link to ' + id, { href: '#' + id }))
  body.append(link)
  body.querySelectorAll('.line').forEach(withButton)
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

save.hidden = !unpacks
save.addEventListener('click', async () => {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([JSON.stringify(await unpacked(base64), null, 2), '\\n'], { type: 'application/json' }))
  link.download = 'wsspec-results.json'
  link.click()
  URL.revokeObjectURL(link.href)
})
`
