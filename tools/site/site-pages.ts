import { CATALOGUE } from '../../harness/case/catalogue'
import type { Role } from '../../harness/case/role'
import { ownVersion } from '../../settings/version'
import { caseIndexPage } from './case-index-page'
import { casePage } from './case-page'
import { causeIndexPage } from './cause-index-page'
import { causePage } from './cause-page'
import { comparePage } from './compare-page'
import { dataScript } from './data-script'
import { indexPage } from './index-page'
import { documentOf, type SiteFacts, type SitePage } from './layout'
import { peerPage } from './peer-page'
import { PART_OF } from './role-words'
import { type SiteSource, siteData } from './site-data'
import { versionPage } from './version-page'

/** Every file of the part of the site about one side, by its path with `/`. */
function partPages(source: SiteSource, parts: readonly Role[]): [string, string][] {
  const data = siteData(source)
  const { asked, debianRelease } = source.upstream
  const facts: SiteFacts = {
    version: ownVersion(),
    catalogue: CATALOGUE,
    asked,
    debianRelease,
    repository: source.repository,
    role: data.role,
    parts,
  }
  const pages: SitePage[] = [
    indexPage(data),
    comparePage(data),
    caseIndexPage(data),
    causeIndexPage(data),
    ...data.peers.map((peer) => peerPage(peer, data)),
    ...data.cases.map((of) => casePage(of, data)),
    ...data.causes.map((of) => causePage(of, data)),
    ...data.histories.map((history) => versionPage(history, data)),
  ]
  const part = PART_OF[data.role]
  const documents = pages.map((page): [string, string] => [part + page.path, documentOf(page, facts)])
  return [...documents, [`${part}data.js`, dataScript(data)]]
}

/**
 * Every file of the site that is made from results, by its path with `/`. Pure: the same results give the same bytes. The
 * files in assets/ belong to it as they are. A part without results is left out.
 */
export function sitePages(source: SiteSource, clients?: SiteSource): Map<string, string> {
  const all = clients && clients.gallery.servers.length > 0 ? [source, clients] : [source]
  const parts = all.map(({ gallery }) => gallery.role)
  return new Map(all.flatMap((each) => partPages(each, parts)))
}
