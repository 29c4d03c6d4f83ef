import { inflateRawSync } from 'node:zlib'

/** What a page holds packed for its script (reports/html/extra-texts.ts). */
export interface PageTexts {
  findings: Record<string, { again: string; hand?: string; notes?: string; issue: string; known: string }>
  cases: Record<string, { clauses: string; why: string }>
  recipes: Record<string, { use: string; code: string }>
}

/** The texts that a page holds packed. */
export function textsIn(page: string): PageTexts {
  const [, packed = ''] = /<script type="text\/plain" id="texts">([^<]*)<\/script>/.exec(page) ?? []
  return JSON.parse(inflateRawSync(Buffer.from(packed, 'base64')).toString('utf8'))
}

/** A page without what its scripts hold, and without the form of its filters: what is left is shown. */
export function shownOf(page: string): string {
  return page
    .replaceAll(/<script type="text\/plain" id="\w+">[A-Za-z0-9+/=]*<\/script>/g, '')
    .replace(/<script>.*?<\/script>/s, '')
    .replace('<link rel="icon" href="data:,">', '')
    .replace(/<form id="filters" [^>]*>/, '')
}
