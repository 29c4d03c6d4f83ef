import type { Pages } from '../page-folder'
import type { Gallery } from './gallery'
import { indexPage } from './index-page'

/** Every Markdown page of docs/results, by its path in that folder: the index. The site has the rest. Pure. */
export function galleryPages(servers: Gallery, clients: Gallery): Pages {
  return new Map([['README.md', indexPage(servers, clients)]])
}
