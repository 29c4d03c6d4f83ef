import type { Gallery } from '../../../tools/gallery/gallery'
import type { Upstream } from '../../../tools/site/newest-version'
import type { SiteSource } from '../../../tools/site/site-data'

export const UPSTREAM: Upstream = { asked: '2026-11-29', debianRelease: 'Debian 12', npm: { ws: '9.0.0' }, debian: {} }

/** What a site of these results is made of. */
export function sourceOf(gallery: Partial<Gallery>, more: Partial<SiteSource> = {}): SiteSource {
  return {
    gallery: { role: 'server', servers: [], hops: [], history: new Map(), ...gallery },
    upstream: UPSTREAM,
    recipes: [],
    broken: [],
    repository: 'https://example.com/project',
    ...more,
  }
}
