/**
 * The maps: one stop of the Tab key, arrow keys from square to square, and a line below that says what the square is.
 */
export const MAP = `
for (const map of document.querySelectorAll('.map')) {
  const current = () => [...map.querySelectorAll('.squares')].map((line) => [...line.querySelectorAll('a')])
  const squares = current().flat()
  const readout = map.querySelector('.readout')
  const titles = new Map(cases.map(({ id, title }) => [id, title]))
  const say = (square) => {
    const title = titles.get(square.textContent.split(' ')[0])
    readout.textContent = square.textContent + (title ? ': ' + title : '')
  }
  const silent = 'Arrow keys move from square to square, Enter follows.'
  const focus = (square) => {
    for (const each of squares) each.tabIndex = each === square ? 0 : -1
    square.focus()
  }
  for (const [i, square] of squares.entries()) {
    square.tabIndex = i === 0 ? 0 : -1
    square.addEventListener('focus', () => say(square))
    square.addEventListener('mouseenter', () => say(square))
  }
  map.addEventListener('mouseleave', () => { readout.textContent = silent })
  readout.textContent = silent
  map.addEventListener('keydown', (event) => {
    const lines = current()
    const all = lines.flat()
    const at = all.indexOf(event.target)
    if (at < 0 || event.altKey || event.ctrlKey || event.metaKey) return
    const line = lines.findIndex((each) => each.includes(event.target))
    const place = lines[line].indexOf(event.target)
    const beside = (to) => { const found = lines[to]; return found?.[Math.min(place, found.length - 1)] }
    const to = {
      ArrowRight: () => all[at + 1],
      ArrowLeft: () => all[at - 1],
      ArrowDown: () => beside(line + 1),
      ArrowUp: () => beside(line - 1),
      Home: () => lines[line][0],
      End: () => lines[line].at(-1),
    }[event.key]
    if (!to) return
    event.preventDefault()
    const found = to()
    if (found) focus(found)
  })
}
`
