import { casePages } from './case-page'
import { historyPage } from './history-page'
import { indexPage } from './index-page'
import type { Gallery } from './published'
import { serverPage } from './server-page'

/** Every page that published results give, by path under docs/results. Pure. */
export function pagesOf(gallery: Gallery): Map<string, string> {
  const servers = [...gallery.servers, ...gallery.hops].map(
    (each) => [`servers/${each.name}.md`, serverPage(gallery, each)] as const,
  )
  const history = [...gallery.history].map(
    ([name, versions]) => [`history/${name}.md`, historyPage(name, versions)] as const,
  )
  return new Map([['README.md', indexPage(gallery)], ...servers, ...history, ...casePages(gallery)])
}
