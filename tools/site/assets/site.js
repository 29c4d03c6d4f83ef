// What every page has: search, and buttons that copy. Pages are complete without it.
{
  document.documentElement.classList.add('js')
  const status = document.querySelector('#status')

  /** Copies the text of a command, or selects it where the clipboard is closed. */
  const copy = async (code) => {
    try {
      await navigator.clipboard.writeText(code.textContent)
      status.textContent = 'Copied.'
      return 'Copied'
    } catch {
      getSelection().selectAllChildren(code)
      status.textContent = 'Selected: copy it with the keyboard.'
      return 'Selected'
    }
  }
  for (const command of document.querySelectorAll('.command')) {
    const code = command.querySelector('code')
    const button = Object.assign(document.createElement('button'), { type: 'button', textContent: 'Copy' })
    button.setAttribute('aria-label', `Copy ${code.textContent.slice(0, 60)}`)
    button.addEventListener('click', async () => {
      button.textContent = await copy(code)
    })
    command.append(button)
  }

  /** Opens the finding that the address names. */
  const open = () => {
    const id = decodeURIComponent(location.hash.slice(1))
    const details = id && document.getElementById(id)?.querySelector(':scope > details')
    if (details) details.open = true
  }
  addEventListener('hashchange', open)
  open()
  addEventListener('beforeprint', () => {
    for (const each of document.querySelectorAll('.finding > details')) each.open = false
  })

  const box = document.querySelector('.find')
  const { root } = box.dataset
  const input = box.querySelector('input')
  const list = box.querySelector('ul')
  const count = box.querySelector('[role=status]')
  const MOST = 12
  box.hidden = false

  /** The data of the site, which a script file holds; it is loaded when somebody searches. */
  let loading
  const data = () => {
    loading ??= new Promise((resolve) => {
      if (globalThis.wsspec) return resolve(globalThis.wsspec)
      const script = Object.assign(document.createElement('script'), { src: `${root}data.js` })
      script.addEventListener('load', () => resolve(globalThis.wsspec))
      document.head.append(script)
    })
    return loading
  }

  /** Everything that can be found: its text in lower case, where it is, and what is shown. */
  let entries
  const entriesOf = ({ peers, cases, causes }) => [
    ...peers.map(({ label, path, language, core, kind }) => ({
      text: `${label} ${language} ${core} ${kind}`.toLowerCase(),
      path,
      name: label,
      kind: `${kind}, ${language}`,
    })),
    ...causes.map(({ id, title }) => ({
      text: `${title} ${id}`.toLowerCase(),
      path: `causes/${id}.html`,
      name: title,
      kind: 'cause',
    })),
    ...cases.map(([id, , title, level]) => ({
      text: `${id} ${title} ${level}`.toLowerCase(),
      path: `cases/${id}.html`,
      name: `${id} ${title}`,
      kind: level,
    })),
  ]

  /** The entries that have every word; those that begin with the first word are first. */
  const matching = (words) => {
    const found = entries.filter(({ text }) => words.every((word) => text.includes(word)))
    const rank = ({ text }) => (text.startsWith(words[0]) ? 0 : 1)
    return found.toSorted((a, b) => rank(a) - rank(b))
  }

  const item = ({ path, name, kind }) => {
    const link = Object.assign(document.createElement('a'), { href: root + path, textContent: `${name} ` })
    link.append(Object.assign(document.createElement('small'), { textContent: kind }))
    const row = document.createElement('li')
    row.append(link)
    return row
  }

  const search = async () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean)
    entries ??= entriesOf(await data())
    const found = words.length === 0 ? [] : matching(words)
    list.replaceChildren(...found.slice(0, MOST).map(item))
    list.hidden = found.length === 0
    const more = found.length > MOST ? `, the first ${MOST} shown` : ''
    count.textContent = words.length === 0 ? '' : `${found.length} found${more}`
  }
  const close = () => {
    list.hidden = true
  }
  input.addEventListener('input', search)
  input.addEventListener('focus', search)

  /** Moves between the field and what was found. */
  box.addEventListener('keydown', (event) => {
    const stops = [input, ...list.querySelectorAll('a')]
    const at = stops.indexOf(document.activeElement)
    if (event.key === 'Escape') {
      input.focus()
      close()
    } else if (event.key === 'ArrowDown') stops[Math.min(at + 1, stops.length - 1)].focus()
    else if (event.key === 'ArrowUp') stops[Math.max(at - 1, 0)].focus()
    else if (event.key === 'Enter' && at === 0 && !list.hidden) stops[1]?.click()
    else return
    event.preventDefault()
  })
  box.addEventListener('focusout', ({ relatedTarget }) => {
    if (!box.contains(relatedTarget)) close()
  })
  addEventListener('keydown', (event) => {
    if (event.key !== '/' || /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement?.tagName)) return
    event.preventDefault()
    input.focus()
  })
}
