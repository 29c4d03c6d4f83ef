import type { Pages } from '../page-folder'
import type { Gallery } from './gallery'
import { historyPage } from './history-page'
import { indexPage } from './index-page'
import { serverPage } from './server-page'
import { whoDiffersPages } from './who-differs-pages'

/** Every page of docs/results, by its path in that folder. Pure. */
export function galleryPages(gallery: Gallery): Pages {
  const servers = [...gallery.servers, ...gallery.hops].map(
    (each) => [`servers/${each.name}.md`, serverPage(gallery, each)] as const,
  )
  const history = [...gallery.history].map(
    ([name, versions]) => [`history/${name}.md`, historyPage(name, versions)] as const,
  )
  return new Map([['README.md', indexPage(gallery)], ...servers, ...history, ...whoDiffersPages(gallery)])
}
