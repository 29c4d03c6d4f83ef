// The first page: sorts and narrows the table and the map, and picks what to compare. Both are complete without it.
{
  const MOST = 4
  const form = document.querySelector('#filters')
  const table = document.querySelector('#peers')
  const heat = document.querySelector('#heat')
  const rows = [...table.tBodies[0].rows]
  const heatRows = new Map([...heat.tBodies[0].rows].map((row) => [row.dataset.slug, row]))
  const heads = [...table.tHead.rows[0].cells]

  // Filters. They are kept in the address, so that a view can be sent to somebody.
  const fields = ['q', 'language', 'kind', 'core'].flatMap((name) => form.elements[name] ?? [])
  const wanted = () => {
    const query = new URLSearchParams()
    for (const field of fields) if (field.value !== '') query.set(field.name, field.value)
    const impacts = [...form.querySelectorAll('[name=impact]:checked')].map(({ value }) => value)
    if (impacts.length > 0) query.set('impact', impacts.join(','))
    return query
  }
  const fits = (row, query) => {
    const { language, kind, core, impacts } = row.dataset
    const words = (query.get('q') ?? '').toLowerCase().split(/\s+/)
    const text = `${row.cells[1].textContent} ${language} ${kind} ${core}`.toLowerCase()
    return (
      words.every((word) => text.includes(word)) &&
      (query.get('language') ?? language) === language &&
      (query.get('kind') ?? kind) === kind &&
      (query.get('core') ?? core) === core &&
      (query.get('impact') ?? '').split(',').every((impact) => impact === '' || impacts.split(' ').includes(impact))
    )
  }
  const apply = (query) => {
    let shown = 0
    for (const row of rows) {
      const off = !fits(row, query)
      if (!off) shown++
      row.classList.toggle('off', off)
      heatRows.get(row.dataset.slug)?.classList.toggle('off', off)
    }
    document.querySelector('#shown').textContent = `${shown} of ${rows.length}`
    rove()
  }
  const fill = (query) => {
    for (const field of fields) field.value = query.get(field.name) ?? ''
    const impacts = (query.get('impact') ?? '').split(',')
    for (const input of form.querySelectorAll('[name=impact]')) input.checked = impacts.includes(input.value)
  }
  const keep = () => {
    const query = wanted()
    history.replaceState(null, '', query.size > 0 ? `#${query}` : location.pathname + location.search)
    apply(query)
  }
  const follow = () => {
    const hash = location.hash.slice(1)
    fill(new URLSearchParams(hash.includes('=') ? hash : ''))
    apply(wanted())
  }
  form.hidden = false
  form.addEventListener('input', keep)
  form.addEventListener('submit', (event) => event.preventDefault())
  form.addEventListener('reset', (event) => {
    event.preventDefault()
    fill(new URLSearchParams())
    keep()
  })

  // A narrow window shows one line of the form at first, and has no headings to sort by.
  const more = document.querySelector('#more')
  more.addEventListener('click', () => {
    const isOpen = form.classList.toggle('open')
    more.setAttribute('aria-expanded', String(isOpen))
  })

  // Sorting, by a button in each heading.
  const keyOf = (row, at) => row.cells[at].dataset.sort ?? row.cells[at].textContent.trim().toLowerCase()
  const compare = (a, b, at, isNumber) => {
    const [one, other] = [keyOf(a, at), keyOf(b, at)]
    return isNumber ? Number(one) - Number(other) : one < other ? -1 : one > other ? 1 : 0
  }
  const sort = (head) => {
    const at = heads.indexOf(head)
    const before = head.getAttribute('aria-sort')
    const isUp = before === null ? head.dataset.order === 'up' : before === 'descending'
    for (const each of heads) each.removeAttribute('aria-sort')
    head.setAttribute('aria-sort', isUp ? 'ascending' : 'descending')
    order.value = String(at - 1)
    const isNumber = head.classList.contains('number')
    rows.sort((a, b) => (isUp ? 1 : -1) * compare(a, b, at, isNumber) || compare(a, b, 1, false))
    table.tBodies[0].append(...rows)
    heat.tBodies[0].append(...rows.flatMap((row) => heatRows.get(row.dataset.slug) ?? []))
    rove()
  }
  for (const head of heads) {
    if (head.dataset.order === undefined) continue
    const button = Object.assign(document.createElement('button'), { type: 'button', textContent: head.textContent })
    button.addEventListener('click', () => sort(head))
    head.replaceChildren(button)
  }

  const order = document.querySelector('#sort')
  order.addEventListener('change', () => {
    const head = heads[Number(order.value) + 1]
    head.removeAttribute('aria-sort')
    sort(head)
  })

  // Picks.
  const boxes = [...table.querySelectorAll('.pick input')]
  const bar = document.querySelector('#picked')
  const link = document.querySelector('#compare')
  const show = () => {
    const picked = boxes.filter(({ checked }) => checked)
    for (const box of boxes) box.disabled = picked.length >= MOST && !box.checked
    bar.hidden = picked.length === 0
    const names = picked.map((box) => box.closest('tr').querySelector('th').textContent)
    document.querySelector('#picked-names').textContent =
      names.join(', ') + (names.length === 1 ? ': pick one more to compare' : '')
    if (picked.length > 1) link.href = `compare.html#${picked.map(({ value }) => value).join(',')}`
    else link.removeAttribute('href')
    link.toggleAttribute('aria-disabled', picked.length < 2)
  }
  for (const box of boxes) box.addEventListener('change', show)
  document.querySelector('#unpick').addEventListener('click', () => {
    for (const box of boxes) box.checked = false
    show()
  })
  show()

  // The map is one stop of the keyboard: the arrow keys move inside it.
  const visible = () => [...heat.tBodies[0].rows].filter((row) => !row.classList.contains('off'))
  const linksIn = (row) => [...row.querySelectorAll('td a')]
  const rove = (to) => {
    const all = heat.querySelectorAll('td a')
    const current = to ?? linksIn(visible()[0] ?? heat.tBodies[0].rows[0])[0]
    for (const each of all) each.tabIndex = each === current ? 0 : -1
  }
  const MOVES = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }
  heat.addEventListener('keydown', (event) => {
    const row = event.target.closest('tbody tr')
    const move = MOVES[event.key]
    if (!row || !event.target.matches('td a') || (!move && event.key !== 'Home' && event.key !== 'End')) return
    event.preventDefault()
    const links = linksIn(row)
    const at = links.indexOf(event.target)
    const lines = visible()
    const line = lines[Math.max(0, Math.min(lines.length - 1, lines.indexOf(row) + (move?.[0] ?? 0)))]
    const column = event.key === 'Home' ? 0 : event.key === 'End' ? links.length - 1 : at + move[1]
    const next = linksIn(line)[Math.max(0, Math.min(links.length - 1, column))]
    rove(next)
    next.focus()
  })
  heat.addEventListener('mouseover', ({ target }) => {
    if (target.matches('td a') && !target.title) target.title = target.getAttribute('aria-label')
  })

  addEventListener('hashchange', follow)
  follow()
}
