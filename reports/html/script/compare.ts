/** The table of scores: a baseline to compare with, and columns that sort. */
export const COMPARE = `
const board = document.querySelector('.scoreboard')
if (board) {
  const BAD = { pass: 0, observed: 0, warn: 1, contested: 1, fail: 2 }
  const lines = [...board.querySelectorAll('tbody tr')]
  const cells = [...rows.values()].map((row) => [...row.cells].slice(1))
  const against = (own, base) => {
    const count = { worse: 0, better: 0 }
    for (const row of cells) {
      const [mine, other] = [BAD[row[own].className], BAD[row[base].className]]
      if (mine > other) count.worse++
      if (mine < other) count.better++
    }
    return count
  }
  const select = board.querySelector('#baseline')
  board.querySelector('.baseline').hidden = false
  select.addEventListener('change', () => {
    const base = Number(select.value)
    for (const [at, line] of lines.entries()) {
      const cell = line.querySelector('.against')
      const { worse, better } = against(at, base)
      if (cell.textContent !== '–') cell.textContent = at === base ? 'baseline' : worse + ' worse, ' + better + ' better'
      cell.dataset.value = worse - better
    }
    for (const row of cells) for (const [at, cell] of row.entries()) cell.classList.toggle('same', at !== base && cell.firstChild.textContent === row[base].firstChild.textContent)
    announce('Compared with ' + select.selectedOptions[0].textContent.trim() + '.')
  })
  const value = (line, at) => line.cells[at].dataset.value ?? line.cells[at].textContent
  const compare = (a, b) => isNaN(a) || isNaN(b) ? a.localeCompare(b) : a - b
  for (const [at, heading] of [...board.querySelectorAll('thead th:not(.suites)')].entries()) {
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = heading.textContent
    heading.replaceChildren(button)
    button.addEventListener('click', () => {
      const down = heading.ariaSort === 'ascending'
      for (const each of board.querySelectorAll('thead th')) each.removeAttribute('aria-sort')
      heading.ariaSort = down ? 'descending' : 'ascending'
      const sorted = lines.toSorted((a, b) => compare(value(a, at), value(b, at)) * (down ? -1 : 1))
      board.querySelector('tbody').append(...sorted)
    })
  }
}
`
