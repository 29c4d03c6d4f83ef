import { expect } from 'chai'
import { readClientManifests } from '../../../fleet/client-manifest'
import { fileOf, type Gallery, type Published } from '../../../tools/gallery/gallery'
import { galleryPages } from '../../../tools/gallery/gallery-pages'
import { repeatLines } from '../../../tools/gallery/repeat-lines'
import { commandOf } from '../../../tools/gallery/run-server'
import { verdictsFile } from '../../../tools/gallery/verdicts-file'
import { sitePages } from '../../../tools/site/site-pages'
import { exchange, result, target } from '../../reports/kit/results'
import { published } from '../kit/published'
import { sourceOf } from './kit'

/** Published results of a made-up client with the manifest of ws. */
function publishedClient(verdict: 'fail' | 'pass'): Published {
  const manifest = readClientManifests().find(({ name }) => name === 'ws')
  if (!manifest) throw new Error('ws is a known client')
  const exchanges = [
    exchange({ received: 'GET /c/C5.03/xxxxxxxxxxxx HTTP/1.1\r\n\r\n', sent: 'HTTP/1.1 101 Switching\r\n\r\n' }),
  ]
  const more = { suite: 5, cause: 'client-accept-not-checked', impact: 'bypass' as const, exchanges, got: 'it opened' }
  const made = target('ws@8.23.0', [result('C5.03', verdict, verdict === 'fail' ? more : { suite: 5 })], {
    role: 'client',
    server: null,
    client: { name: 'ws', version: '8.23.0', language: 'JavaScript' },
  })
  return { name: 'ws', version: '8.23.0', target: made, manifest, isOlder: false }
}

const of = (verdict: 'fail' | 'pass'): Gallery => ({
  role: 'client',
  servers: [publishedClient(verdict)],
  hops: [],
  history: new Map(),
})
const servers = { servers: [published('one', [result('6.02', 'fail')])] }

describe('the part of the site about clients', () => {
  const site = sitePages(sourceOf(servers), sourceOf(of('fail')))

  it('has the same pages, in a folder of its own', () => {
    for (const path of ['index.html', 'compare.html', 'data.js', 'cases/index.html', 'causes/index.html'])
      for (const part of ['', 'clients/']) expect(site.has(part + path), part + path).to.equal(true)
    expect(site.has('clients/ws.html')).to.equal(true)
    expect(site.has('clients/cases/C5.03.html')).to.equal(true)
    expect(site.has('clients/causes/client-accept-not-checked.html')).to.equal(true)
    expect(
      [...site.keys()].filter((path) => path.startsWith('cases/C') || path.startsWith('clients/cases/6')),
    ).to.deep.equal([])
  })

  it('speaks of clients: no kind, no harm that none has, and the other side where one is named', () => {
    const index = site.get('clients/index.html') ?? ''
    expect(index).to.not.match(/>Kind</)
    expect([...index.matchAll(/name="impact" value="(\w+)"/g)].map(([, impact]) => impact)).to.deep.equal(['bypass'])
    expect(index).to.include('because a server meets both').and.include('Test your client')
    expect(site.get('index.html')).to.include('because a client meets both').and.include('Test your server')
    const causes = site.get('clients/causes/index.html') ?? ''
    expect(causes).to.include('1 fails').and.include('none fails')
    expect(causes).to.not.include('id="smuggling"')
  })

  it('links only to files that there are', () => {
    const there = new Set([...site.keys(), 'site.css', 'site.js', 'table.js', 'compare.js'])
    for (const [path, text] of site) {
      if (!path.endsWith('.html')) continue
      for (const [, to = ''] of text.matchAll(/(?:href|src)="([^":#]+)(?:#[^"]*)?"/g))
        if (!to.startsWith('data'))
          expect(there.has(new URL(to, `http://x/${path}`).pathname.slice(1)), `${path}: ${to}`).to.equal(true)
    }
  })

  it('says who differs, how many, and what was received first', () => {
    const page = site.get('clients/cases/C5.03.html') ?? ''
    expect(page).to.include('Of 1 clients that were judged').and.include('What is answered')
    const peer = site.get('clients/ws.html') ?? ''
    expect(peer.indexOf('Received')).to.be.above(0).and.below(peer.indexOf('Sent,'))
    expect(peer).to.include('closed by the client').and.include('wsspec clients run ws@8.23.0')
    expect(peer).to.include('/clients-under-test/ws').and.include('docs/results/clients/ws.json')
    expect(site.get('clients/index.html'))
      .to.include('WebSocket clients make and check')
      .and.not.include('A hop is a proxy')
    expect(site.get('clients/data.js')).to.include('role: "client"').and.include('C5.03').and.not.include('"6.02"')
    expect(site.get('data.js')).to.include('role: "server"').and.not.include('C5.03')
  })

  it('is left out where nothing is published', () => {
    const alone = sitePages(sourceOf(servers), sourceOf({ role: 'client' }))
    expect([...alone.keys()].filter((path) => path.startsWith('clients'))).to.deep.equal([])
    expect(alone.get('index.html')).to.not.include('clients/index.html')
  })
})

describe('published results of clients', () => {
  it('are in folders, an index and a file of verdicts of their own', () => {
    expect([fileOf('ws', 'client'), fileOf('ws@7.5.10', 'client')]).to.deep.equal([
      'clients/ws.json',
      'client-history/ws@7.5.10.json',
    ])
    const index = galleryPages({ ...of('fail'), role: 'server', ...servers }, of('fail')).get('README.md')
    expect(index).to.include('clients/ws.json').and.include('and of 1 client in 1,')
    expect(verdictsFile(of('fail')))
      .to.include('"C5.03"')
      .and.include('each published client')
      .and.include('"verdicts":"F"')
  })

  it('are made and repeated by the command for clients', () => {
    expect(commandOf('ws', 'client').join(' ')).to.match(/^clients run ws --repeat 2 --max-time 1800 --stable /)
    expect(repeatLines(publishedClient('fail'), ['C5.03']).at(-1)).to.equal(
      'npx wsspec clients run ws@8.23.0 --only C5.03 --verbose',
    )
  })
})
