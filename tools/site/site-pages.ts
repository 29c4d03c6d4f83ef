import { CATALOGUE } from '../../harness/case/catalogue'
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
import { type SiteSource, siteData } from './site-data'
import { versionPage } from './version-page'

/**
 * Every file of the site that is made from results, by its path with `/`. Pure: the same results give the same bytes. The
 * files in assets/ belong to it as they are.
 */
export function sitePages(source: SiteSource): Map<string, string> {
  const data = siteData(source)
  const { asked, debianRelease } = source.upstream
  const facts: SiteFacts = {
    version: ownVersion(),
    catalogue: CATALOGUE,
    asked,
    debianRelease,
    repository: source.repository,
  }
  const pages: SitePage[] = [
    indexPage(data),
    comparePage(),
    caseIndexPage(data),
    causeIndexPage(data),
    ...data.peers.map((peer) => peerPage(peer, data)),
    ...data.cases.map((of) => casePage(of, data)),
    ...data.causes.map((of) => causePage(of, data)),
    ...data.histories.map((history) => versionPage(history, data)),
  ]
  const documents = pages.map((page) => [page.path, documentOf(page, facts)] as const)
  return new Map([...documents, ['data.js', dataScript(data)]])
}
