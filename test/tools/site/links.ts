import { posix } from 'node:path'

/** The text of an attribute, without the entities that preact and `xml` write. */
function decoded(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}

/** The targets of the links, scripts and style sheets of a page. */
export function targetsIn(html: string): string[] {
  return [...html.matchAll(/\s(?:href|src)="([^"]*)"/g)].map(([, target = '']) => decoded(target))
}

/** The names in a page that an address can lead to. */
function anchorsIn(html: string): Set<string> {
  return new Set([...html.matchAll(/\sid="([^"]*)"/g)].map(([, id = '']) => decoded(id)))
}

/**
 * The links of a site that lead nowhere, as `page: target`. Addresses on the web are not asked.
 * @param files every file of the site by its path
 * @param named for a page whose script reads the address: whether it knows what follows `#`
 */
export function deadLinks(
  files: ReadonlyMap<string, string>,
  named: Readonly<Record<string, (hash: string) => boolean>> = {},
): string[] {
  const pages = [...files].filter(([path]) => path.endsWith('.html'))
  const anchors = new Map(pages.map(([path, text]) => [path, anchorsIn(text)]))
  const isAlive = (from: string, target: string): boolean => {
    if (/^https:\/\//.test(target) || target === 'data:,') return true
    const [path = '', hash] = target.split('#')
    const to = path === '' ? from : posix.join(posix.dirname(from), path)
    if (!files.has(to)) return false
    if (hash === undefined) return true
    return named[to]?.(hash) ?? anchors.get(to)?.has(decodeURIComponent(hash)) ?? false
  }
  return pages.flatMap(([path, text]) =>
    [...new Set(targetsIn(text))].filter((target) => !isAlive(path, target)).map((target) => `${path}: ${target}`),
  )
}
