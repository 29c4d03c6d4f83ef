/** Filters, which are kept in the address, and links to cases, which open them. */
export const FILTERS = `
const form = document.querySelector('#filters')
const announce = (text) => { document.querySelector('#status').textContent = text }
const several = document.querySelector('.matrix') !== null

const rows = new Map([...document.querySelectorAll('.matrix tbody tr:not(.suite)')].map((row) => [row.querySelector('a').hash, row]))
const cases = [...document.querySelectorAll('[data-suite] > :not(h3)')].map((place) => {
  const own = place.querySelector('[id]')
  const id = own ? own.id : place.dataset.id
  const head = own ? place.firstElementChild : place
  return {
    place,
    id,
    details: own ? place : document.getElementById(id).closest('details'),
    title: head.querySelector('span:not(.mixed)').textContent,
    row: rows.get('#' + encodeURI(id)),
    badges: [...head.querySelectorAll('b')].map((badge) => badge.className),
    level: head.querySelector('small').textContent,
    suite: place.parentElement.dataset.suite,
    differs: head.querySelector('.mixed') !== null,
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
    one.place.classList.toggle('off', off)
    one.row?.classList.toggle('off', off)
  }
  for (const part of document.querySelectorAll('[data-suite], .matrix tbody'))
    part.classList.toggle('off', ![...part.querySelectorAll('details, .line-of, tr:not(.suite)')].some((each) => !each.classList.contains('off')))
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

/** Opens what is folded around the element that the address names, and scrolls to it. */
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
  for (let each = around; each; each = each.parentElement.closest('details')) each.open = true
  if (target.closest('.off')) show(new URLSearchParams())
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
// A second click on the same link changes no address, but what it leads to may be closed again.
addEventListener('click', (event) => {
  const link = event.target.closest?.('a[href^="#"]')
  if (link && link.hash === location.hash) follow()
})
show(new URLSearchParams())
follow()
`
