import type { Availability, Readiness } from '../fleet/availability'
import { hanging, padded, widthOf, wrap } from '../reports/terminal/layout'
import { count } from '../reports/text/phrases'

/** The groups in their order, and what a person does to use their servers. */
const GROUPS: readonly { readiness: Readiness; title: string; hint: string }[] = [
  { readiness: 'runs', title: 'Run here', hint: "'wsspec run NAME' starts and tests one" },
  {
    readiness: 'npm',
    title: 'Fetched from npm on first use',
    hint: "'wsspec run NAME' fetches and tests one",
  },
  { readiness: 'debian', title: 'Need Debian packages', hint: "'wsspec servers install NAME' shows how to get them" },
  { readiness: 'none', title: 'Cannot run here', hint: '' },
]

/** The beginning of a version, without what Debian adds: `2.4.71` of `1:2.4.71-1~deb12u1`. */
function shortVersion(version: string | null): string {
  return /^(?:\d+:)?v?(\d+(?:\.\d+)*)/.exec(version ?? '')?.[1] ?? version ?? ''
}

/** `nginx 1.22.1 (hop)`. */
function label({ server: { name, kind }, version }: Availability): string {
  return [name, shortVersion(version), kind === 'hop' ? '(hop)' : ''].filter((part) => part !== '').join(' ')
}

/** Texts in `columns` columns, read from top to bottom. */
function inColumns(texts: readonly string[], columns: number): string[] {
  const rows = Math.ceil(texts.length / columns)
  const column = (at: number) => texts.slice(at * rows, (at + 1) * rows)
  const widths = Array.from({ length: columns }, (_, at) => Math.max(0, ...column(at).map(widthOf)) + 2)
  return Array.from({ length: rows }, (_, row) =>
    widths
      .map((width, at) => padded(column(at)[row] ?? '', width))
      .join('')
      .trimEnd(),
  )
}

/** Texts in as many columns as fit into lines of `width` characters, at least one. */
function inLines(texts: readonly string[], width: number): string[] {
  for (let columns = Math.min(texts.length, Math.floor(width / 4)); columns > 1; columns--) {
    const lines = inColumns(texts, columns)
    if (lines.every((line) => widthOf(line) <= width)) return lines
  }
  return [...texts]
}

/** The servers of a group, the needs of each on a line of its own where it has some. */
function serverLines(readiness: Readiness, servers: readonly Availability[], width: number): string[] {
  if (readiness === 'runs' || readiness === 'npm')
    return inLines(servers.map(label), width - 2).map((line) => `  ${line}`)
  const widest = Math.max(...servers.map((each) => label(each).length))
  return servers.flatMap((each) =>
    hanging(`  ${label(each).padEnd(widest)}  `, each.missing.join(', '), Math.max(40, width)),
  )
}

/**
 * The known servers as text, grouped by what can run now. Each group is sorted by name.
 * @param width how many characters a line may take
 */
export function serverGroups(all: readonly Availability[], width: number): string {
  const sorted = all.toSorted((a, b) => (a.server.name < b.server.name ? -1 : 1))
  const blocks = GROUPS.flatMap(({ readiness, title, hint }) => {
    const servers = sorted.filter((each) => each.readiness === readiness)
    if (servers.length === 0) return []
    const head = `${title} (${servers.length})${hint === '' ? '' : `: ${hint}`}`
    return [[...wrap(head, width), ...serverLines(readiness, servers, width)].join('\n')]
  })
  const end = `${count(all.length, 'server')}. Of a server from npm, NAME@VERSION runs any published version. --json has the languages, the full versions and how each server is installed.`
  return `${[...blocks, wrap(end, width).join('\n')].join('\n\n')}\n`
}
