import type { Availability, Readiness } from '../fleet/availability'
import { commandWord, isClient, type Known } from '../fleet/known'
import { hanging, padded, widthOf, wrap } from '../reports/terminal/layout'
import { count } from '../reports/text/phrases'

/** The groups in their order, each with a hint how to use its members. RUN and INSTALL are replaced by commands of wsspec. */
const GROUPS: readonly { readiness: Readiness; title: string; hint: string }[] = [
  { readiness: 'runs', title: 'Run here', hint: "'RUN NAME' starts and tests one" },
  { readiness: 'npm', title: 'Fetched from npm on first use', hint: "'RUN NAME' fetches and tests one" },
  { readiness: 'debian', title: 'Need Debian packages', hint: "'INSTALL NAME' shows how to get them" },
  { readiness: 'none', title: 'Cannot run here', hint: '' },
]

/** A hint with the commands for servers or for clients. */
function hintFor(hint: string, known: Known): string {
  const run = isClient(known) ? 'wsspec clients run' : 'wsspec run'
  return hint.replace('RUN', run).replace('INSTALL', `wsspec ${commandWord(known)} install`)
}

/** The beginning of a version, without what Debian adds: `2.4.71` of `1:2.4.71-1~deb12u1`. */
function shortVersion(version: string | null): string {
  return /^(?:\d+:)?v?(\d+(?:\.\d+)*)/.exec(version ?? '')?.[1] ?? version ?? ''
}

/** `nginx 1.22.1 (hop)`. */
function label({ known, version }: Availability): string {
  const isHop = !isClient(known) && known.kind === 'hop'
  return [known.name, shortVersion(version), isHop ? '(hop)' : ''].filter((part) => part !== '').join(' ')
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

/** The servers or clients of a group, the needs of each on a line of its own where it has some. */
function groupLines(readiness: Readiness, group: readonly Availability[], width: number): string[] {
  if (readiness === 'runs' || readiness === 'npm')
    return inLines(group.map(label), width - 2).map((line) => `  ${line}`)
  const widest = Math.max(...group.map((each) => label(each).length))
  return group.flatMap((each) =>
    hanging(`  ${label(each).padEnd(widest)}  `, each.missing.join(', '), Math.max(40, width)),
  )
}

/**
 * The known servers, or the known clients, as text, grouped by what can run now. Each group is sorted by name.
 * @param width how many characters a line may take
 */
export function knownGroups(all: readonly Availability[], width: number): string {
  const sorted = all.toSorted((a, b) => (a.known.name < b.known.name ? -1 : 1))
  const blocks = GROUPS.flatMap(({ readiness, title, hint }) => {
    const group = sorted.filter((each) => each.readiness === readiness)
    const [first] = group
    if (!first) return []
    const head = `${title} (${group.length})${hint === '' ? '' : `: ${hintFor(hint, first.known)}`}`
    return [[...wrap(head, width), ...groupLines(readiness, group, width)].join('\n')]
  })
  const noun = all[0] && isClient(all[0].known) ? 'client' : 'server'
  const end = `${count(all.length, noun)}. Of a ${noun} from npm, NAME@VERSION runs any published version. --json has the languages, the full versions and how each ${noun} is installed.`
  return `${[...blocks, wrap(end, width).join('\n')].join('\n\n')}\n`
}
