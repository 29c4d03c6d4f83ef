// The page on which two to four are compared. data.js has what it shows; text from servers is only ever text.
{
  const { role, One, verdicts, suites, cases, causes, peers } = globalThis.wsspec
  const MOST = 4
  const IMPACTS = Object.keys(globalThis.wsspec.impacts)
  const FINDINGS = ['fail', 'contested', 'warn']
  const form = document.querySelector('#choose')
  const place = document.querySelector('#comparison')
  const bySlug = new Map(peers.map((peer) => [peer.slug, peer]))
  const causeOf = new Map(causes.flatMap((cause) => cause.cases.map((id) => [id, cause])))
  const causeById = new Map(causes.map((cause) => [cause.id, cause]))

  const make = (name, more = {}, ...children) => {
    const { attributes = {}, ...properties } = more
    const element = Object.assign(document.createElement(name), properties)
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
    element.append(...children)
    return element
  }
  const chip = (impact, text = impact) => make('span', { className: `chip i-${impact}`, textContent: text })
  const badge = (verdict) => {
    const shape = Object.values(verdicts).find(([name]) => name === verdict)?.[1] ?? '–'
    const mark = make('i', { textContent: shape, attributes: { 'aria-hidden': 'true' } })
    return make('b', { className: `v ${verdict}` }, mark, ` ${verdict}`)
  }

  /** The verdict of a peer in the case at an index; `isOfAnother` where it is the test program's, or not the hop's. */
  const verdictAt = ({ verdicts: line }, at) => {
    const character = line[at]
    const known = verdicts[character]
    if (known) return { verdict: known[0], isOfAnother: false }
    const upper = verdicts[character.toUpperCase()]
    return upper ? { verdict: upper[0], isOfAnother: true } : { verdict: 'not run', isOfAnother: true }
  }
  const isFinding = ({ verdict, isOfAnother }) => FINDINGS.includes(verdict) && !isOfAnother

  /** Who has a finding, in words: `only ws 8.23.0`, `all but bun 1.4.5`. */
  const whoHas = (having, chosen) => {
    const names = (list) => list.map(({ label }) => label).join(', ')
    const lacking = chosen.filter((peer) => !having.includes(peer))
    if (lacking.length === 0) return 'all of them'
    if (having.length === 1) return `only ${names(having)}`
    if (lacking.length === 1 && chosen.length > 2) return `all but ${names(lacking)}`
    return names(having)
  }

  /** Cases grouped by who has a finding in them, and by its cause; and those that differ otherwise. */
  const differencesOf = (chosen) => {
    const groups = new Map()
    const others = []
    cases.forEach(([id, suite, title, level], at) => {
      const results = chosen.map((peer) => verdictAt(peer, at))
      const having = chosen.filter((_, i) => isFinding(results[i]))
      const row = { id, suite, title, level, results, having }
      if (having.length === 0) {
        if (new Set(results.map(({ verdict }) => verdict)).size > 1) others.push(row)
        return
      }
      const fails = results.some((result) => isFinding(result) && result.verdict === 'fail')
      const [cause, impact] = having[0].blames[id] ?? [causeOf.get(id)?.id, causeOf.get(id)?.impact]
      const key = `${having.map(({ slug }) => slug)} ${cause} ${fails}`
      const rank = IMPACTS.indexOf(impact)
      const group = groups.get(key) ?? { having, cause: causeById.get(cause), fails, impact, rank, rows: [] }
      if (rank < group.rank) Object.assign(group, { rank, impact })
      group.rows.push(row)
      groups.set(key, group)
    })
    const order = (a, b) =>
      Number(b.fails) - Number(a.fails) ||
      a.rank - b.rank ||
      a.having.length - b.having.length ||
      b.rows.length - a.rows.length
    return { groups: [...groups.values()].toSorted(order), others }
  }

  const cellFor = (peer, number) => {
    const own = cases.flatMap(([, suite], at) => (suite === number ? [verdictAt(peer, at)] : []))
    const counted = own.filter(({ isOfAnother }) => !isOfAnother).map(({ verdict }) => verdict)
    const judged = counted.filter((verdict) => verdict === 'pass' || FINDINGS.includes(verdict)).length
    const failed = counted.filter((verdict) => verdict === 'fail').length
    const noted = counted.filter((verdict) => FINDINGS.includes(verdict)).length - failed
    if (failed > 0) {
      const level = [0.1, 0.25, 0.5].findIndex((most) => failed / judged <= most)
      return [`f${level < 0 ? 4 : level + 1}`, `✕${failed}`, `${failed} of ${judged} failed`]
    }
    if (noted > 0) return ['noted', `▲${noted}`, `none of ${judged} failed, ${noted} contested or a warning`]
    return judged > 0 ? ['met', '●', `${judged} met`] : ['none', '–', 'no case was judged']
  }

  const table = (className, head, body) =>
    make('table', { className }, make('thead', {}, head), make('tbody', {}, ...body))
  const headCell = (text, more = {}) => make('th', { scope: 'col', textContent: text, ...more })
  const rowHead = (peer) => make('th', { scope: 'row' }, make('a', { href: peer.path, textContent: peer.label }))
  const tableRow = (...cells) => make('tr', {}, ...cells)

  const scores = (chosen) => {
    const names = ['MUST', 'SHOULD', 'Causes', 'Impact of the causes', 'Newest version']
    const head = tableRow(headCell(One), ...names.map((name) => headCell(name)))
    const share = (value) => (value === null ? '–' : `${value} %`)
    const cell = (label, ...children) => {
      const made = make('td', {}, ...children)
      made.dataset.label = label
      return made
    }
    const body = chosen.map((peer) => {
      const chips = peer.impacts.flatMap(([impact, number]) => [chip(impact, `${impact} ${number}`), ' '])
      return tableRow(
        rowHead(peer),
        cell('MUST', share(peer.must)),
        cell('SHOULD', share(peer.should)),
        cell('Causes', String(peer.causes)),
        cell('Impact', ...(chips.length > 0 ? chips : ['none'])),
        cell('Newest', peer.newest),
      )
    })
    return table('stack', head, body)
  }

  const heat = (chosen) => {
    const corner = make('td', {})
    const head = tableRow(
      corner,
      ...suites.map(([number, title]) => {
        const link = make('a', { href: `cases/index.html#suite-${number}`, title, textContent: String(number) })
        link.append(' ', make('span', { className: 'name', textContent: title.split(/[:,]/)[0] }))
        const made = headCell('')
        made.append(link)
        return made
      }),
    )
    const body = chosen.map((peer) => {
      const cells = suites.map(([number, title]) => {
        const [className, text, words] = cellFor(peer, number)
        const label = `${peer.label}, ${number} ${title}: ${words}`
        const href = `${peer.path}#suite-${number}`
        const link = make('a', { href, textContent: text, title: label, attributes: { 'aria-label': label } })
        return make('td', { className }, link)
      })
      return tableRow(rowHead(peer), ...cells)
    })
    return table('heat', head, body)
  }

  const caseItem = ({ id, title, level, results }, chosen) => {
    const row = make('li', {}, make('a', { className: 'id', href: `cases/${id}.html`, textContent: id }), ` ${title} `)
    const answers = make('span', { className: 'answers' })
    row.append(make('small', { textContent: level }), answers)
    results.forEach(({ verdict, isOfAnother }, i) => {
      const note = isOfAnother && FINDINGS.includes(verdict) ? ' (not its own)' : ''
      answers.append(make('span', { className: 'got' }, `${chosen[i].label} `, badge(verdict), note))
    })
    return row
  }
  const caseList = (rows, chosen) => make('ul', { className: 'plain' }, ...rows.map((row) => caseItem(row, chosen)))

  const group = ({ having, cause, impact, rows }, chosen) => {
    const title = cause?.title ?? 'No cause is recorded'
    const heading = make('h3', {}, ...(impact ? [chip(impact), ' '] : []), `${whoHas(having, chosen)}: `)
    heading.append(cause ? make('a', { href: `causes/${cause.id}.html`, textContent: title }) : title)
    return make('section', { className: 'difference' }, heading, caseList(rows, chosen))
  }
  const folded = (heading, rows, chosen) =>
    rows.length === 0
      ? []
      : [make('details', {}, make('summary', { textContent: `${heading} (${rows.length})` }), caseList(rows, chosen))]

  const show = (chosen) => {
    if (chosen.length < 2) {
      place.replaceChildren(make('p', { textContent: 'Choose at least two.' }))
      return
    }
    const { groups, others } = differencesOf(chosen)
    const differing = groups.filter(({ having }) => having.length < chosen.length)
    const shared = groups.filter(({ having }) => having.length === chosen.length)
    const number = differing.reduce((sum, { rows }) => sum + rows.length, 0)
    document.querySelector('#status').textContent = `${number} ${number === 1 ? 'case differs' : 'cases differ'}`
    document.title = `${chosen.map(({ label }) => label).join(', ')}: compared`
    place.replaceChildren(
      scores(chosen),
      make('h2', { textContent: 'Where they fail' }),
      heat(chosen),
      make('h2', { textContent: `What differs: ${number} ${number === 1 ? 'case' : 'cases'}` }),
      ...(differing.length === 0 ? [make('p', { textContent: 'No finding differs.' })] : []),
      ...differing.map((each) => group(each, chosen)),
      make('h2', { textContent: 'The rest' }),
      ...folded(
        'Findings of all of them',
        shared.flatMap(({ rows }) => rows),
        chosen,
      ),
      ...folded('Other verdicts, and none is a finding', others, chosen),
      make('p', {}, 'The same in a terminal: ', make('code', { textContent: lineFor(chosen) })),
    )
  }
  const lineFor = (chosen) =>
    `npx wsspec ${role === 'client' ? 'clients run' : 'compare'} ${chosen.map(({ run }) => run).join(' ')}`

  const chosenNow = () => [...new Set([...form.elements].map(({ value }) => bySlug.get(value)).filter(Boolean))]
  const fields = Array.from({ length: MOST }, (_, at) => {
    const options = peers.map(({ slug, label }) => make('option', { value: slug, textContent: label }))
    const none = make('option', { value: '', textContent: at < 2 ? 'choose' : 'none' })
    return make('label', {}, `Number ${at + 1}`, make('select', {}, none, ...options))
  })
  form.append(...fields)
  form.hidden = false
  const follow = () => {
    const slugs = location.hash.slice(1).split(',').map(decodeURIComponent)
    const known = [...new Set(slugs)].filter((slug) => bySlug.has(slug)).slice(0, MOST)
    ;[...form.elements].forEach((field, at) => {
      field.value = known[at] ?? ''
    })
    show(chosenNow())
  }
  form.addEventListener('submit', (event) => event.preventDefault())
  form.addEventListener('change', () => {
    const chosen = chosenNow()
    history.replaceState(null, '', `#${chosen.map(({ slug }) => slug).join(',')}`)
    show(chosen)
  })
  addEventListener('hashchange', follow)
  follow()
}
