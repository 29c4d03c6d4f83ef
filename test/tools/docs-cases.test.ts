import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { entriesOf, idsOf } from '../../harness/case/catalogue'
import { clausesIn } from '../../harness/case/clause-link'
import { conclude } from '../../harness/judge/conclude'
import { pageOf } from '../../reports/explain/case-page'
import { CATALOGUE_OF } from '../../suites/catalogues'
import { publicThreads } from '../../suites/public-threads'
import { suites } from '../../suites/server'
import { casePages } from '../../tools/docs/case-pages'
import { generatedRoles } from './kit/generated'

const FOLDER = join(__dirname, '../../docs/cases')
const entries = entriesOf(suites)
const ids = entries.map((entry) => entry.case.id)
const contested = entries.filter((entry) => entry.case.contested !== undefined)

describe('the case pages', () => {
  const roles = generatedRoles()
  const pages = casePages(roles)

  it('are the files in docs/cases: none is missing, none is left over', () => {
    expect(readdirSync(FOLDER).sort()).to.deep.equal([...pages.keys()].sort())
    const all = roles.flatMap((role) => idsOf(CATALOGUE_OF[role].suites))
    expect([...pages.keys()]).to.have.members(['README.md', ...all.map((id) => `${id}.md`)])
  })

  it('are what docs/cases has', () => {
    const stale = [...pages].filter(([name, text]) => readFileSync(join(FOLDER, name), 'utf8') !== text)
    expect(
      stale.map(([name]) => name),
      'run npm run docs -- cases',
    ).to.deep.equal([])
  })

  it('are the same each time', () => {
    expect([...casePages(roles)]).to.deep.equal([...pages])
  })

  it('have no raw control byte, and close their code blocks', () => {
    for (const [name, text] of casePages()) {
      expect(text, name).to.match(/^[^\x00-\x09\x0b-\x1f\x7f-\x9f]*$/)
      const fences = text.match(/^```+/gm) ?? []
      expect(fences.length % 2, name).to.equal(0)
      expect(text, name).to.not.match(/undefined|\[object|(?<!gets )NaN/)
    }
  })

  it('have every section', () => {
    for (const id of ids)
      for (const part of ['## What is sent', '## What is required', '## Source', '## By hand', '## Run it alone'])
        expect(pages.get(`${id}.md`), id).to.include(part)
    const page = pages.get('6.02.md')
    expect(page).to.include('- Sec-WebSocket-Version: 13␍␊\n+ Sec-WebSocket-Version: 14␍␊')
    expect(page).to.include('| pass | a 4xx |').and.include('| fail | 101 |')
    expect(page).to.include('https://www.rfc-editor.org/rfc/rfc6455#section-4.4')
    expect(page).to.match(/^- fail: .* of \d+ judged servers$/m)
    expect(page).to.match(/^- ws by version: 1\.1\.5 to 8\.18\.2 fail, 8\.18\.3 to \S+ pass$/m)
    expect(page).to.include('| nc -w 3 127.0.0.1 8080')
    expect(page).to.include('wsspec run ws://127.0.0.1:8080/ --only 6.02')
    expect(page).to.include('the RFC wins')
  })

  it('have the answers and outcomes of a client case', () => {
    const page = casePages().get('C5.01.md')
    expect(page).to.include('## What is answered').and.include('- Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=␍␊')
    expect(page)
      .to.include('| pass | it fails the connection |')
      .and.include('https://www.rfc-editor.org/rfc/rfc6455#section-4.1')
    expect(page).to.include("wsspec clients run --only C5.01 --verbose -- CMD ARG… '{url}' '{protocols}'")
    expect(page).to.include('/clients/cases/C5.01.html').and.include('client-accept-not-checked')
    const pagesOfClients = casePages(['client'])
    for (const { case: each } of entriesOf(CATALOGUE_OF.client.suites))
      expect(pagesOfClients.get(`${each.id}.md`), each.id)
        .to.include('## What is required')
        .and.not.include('undefined')
  })

  it('say where one line by hand cannot show a case', () => {
    const hand = (id: string) => pageOf(entries[ids.indexOf(id)] as (typeof entries)[0]).hand
    expect(hand('13.01')).to.match(/^No one line shows it/)
    expect(hand('3.02')).to.match(/^It sends nothing of its own/)
    const first = hand('13.06')
    expect(typeof first === 'string' ? '' : first.notes.join(' ')).to.include('only the first bytes')
    expect(hand('6.02')).to.have.property('notes').that.is.empty
  })
})

describe('the reasons and public threads on the pages', () => {
  it('are about cases that exist, and have words', () => {
    expect(ids).to.include.members(Object.keys(publicThreads))
    const threads = Object.values(publicThreads).flat()
    for (const { repository, number, says } of threads) {
      expect(repository).to.match(/^[\w.-]+\/[\w.-]+$/)
      expect(number).to.be.above(0)
      expect(says).to.not.equal('')
    }
    for (const { case: each } of entries) if (each.why !== undefined) expect(each.why, each.id).to.match(/\S.*[.?]$/)
  })

  it('have a reason of its own for nearly every case that can fail or warn a server', () => {
    const grave = entries.filter((entry) => ['MUST', 'SECURITY', 'SHOULD'].includes(entry.case.level))
    const reasons = grave.flatMap((entry) => entry.case.why ?? [])
    expect(reasons.length).to.be.at.least(grave.length - 10)
    expect(new Set(reasons).size).to.be.at.least(reasons.length - 10)
    for (const reason of reasons) expect(reason.length, reason).to.be.at.most(250)
  })
})

describe('a contested case', () => {
  it('has a clause for each reading, and the page links both', () => {
    expect(contested.length).to.be.above(20)
    const pages = casePages()
    for (const entry of contested) {
      const { strict, lenient } = entry.case.contested as { strict: string; lenient: string }
      const links = [clausesIn(strict), clausesIn(lenient)].map((found) => found.map(({ url }) => url))
      for (const found of links) expect(found, entry.case.id).to.not.be.empty
      expect(new Set(links.flat()).size, entry.case.id).to.be.at.least(2)
      const page = pages.get(`${entry.case.id}.md`)
      for (const url of links.flat()) expect(page, entry.case.id).to.include(`](${url})`)
    }
  })

  it('names both clauses in its result', () => {
    for (const { case: of } of contested) {
      const { strict, lenient } = of.contested as { strict: string; lenient: string }
      for (const because of ['', 'what was seen']) {
        const judged = conclude(of, { expected: 'a 4xx', got: '101', findings: [{ verdict: 'contested', because }] })
        expect(judged.because, of.id).to.include(strict).and.include(lenient)
      }
    }
  })
})
