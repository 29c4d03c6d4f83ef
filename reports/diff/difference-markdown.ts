import { MARKDOWN_LIMIT } from '../markdown'
import { prose } from '../text/markdown-syntax'
import { SHAPES } from '../verdict-words'
import type { CapabilityChange, Change, Difference } from './difference'
import { byWordsLine, capabilityLine, differenceSentence, folded, HEADINGS, step } from './difference-text'

function item(change: Change, several: boolean): string {
  const { id, level, title, target, old, new: now, was, got } = change
  const seen = old === now ? [] : [['was', was] as const, ['got', got] as const]
  const details = seen.flatMap(([label, text]) => (text ? [`  - ${label}: ${prose(text)}`] : []))
  const name = several ? ` (${prose(target)})` : ''
  return [`- ${SHAPES[now ?? 'skip']} **${step(change)}** ${id} ${level} ${prose(title)}${name}`, ...details].join('\n')
}

function foldedItems(changes: readonly Change[], several: boolean): string[] {
  return folded(changes).map(
    ({ target, step: taken, ids }) => `- ${several ? `${prose(target)} ` : ''}**${taken}**: ${ids.join(', ')}`,
  )
}

function capabilityItems(changes: readonly CapabilityChange[], several: boolean): string[] {
  return changes.map((change) => `- ${prose(capabilityLine(change, several))}`)
}

/** The lines that fit into a comment; the others are counted. */
function cut(lines: readonly string[]): string {
  const room = MARKDOWN_LIMIT - 100
  let used = 0
  const kept = lines.findIndex((line) => {
    used += line.length + 1
    return used > room
  })
  if (kept < 0) return `${lines.join('\n')}\n`
  return `${[...lines.slice(0, kept), '', `… ${lines.length - kept} more lines left out to keep this short.`].join('\n')}\n`
}

/** What changed, as GitHub-flavoured Markdown of at most MARKDOWN_LIMIT characters. `several` names the targets. */
export function differenceMarkdown(difference: Difference, several: boolean): string {
  const lists = HEADINGS.flatMap(({ list, heading, folded: brief }) => {
    const changes = difference[list] ?? []
    if (changes.length === 0) return []
    const items = brief ? foldedItems(changes, several) : changes.map((change) => item(change, several))
    return ['', `### ${heading} (${changes.length})`, '', ...items]
  })
  const changed = capabilityItems(difference.capabilities ?? [], several)
  const capabilities = changed.length > 0 ? ['', '### What the target can do', '', ...changed] : []
  const sentence = `**${differenceSentence(difference)}**`
  const note = byWordsLine(difference)
  const notes = note === null ? [] : ['', prose(note)]
  return cut(['## WebSocket opening handshake: what changed', '', sentence, ...notes, ...lists, ...capabilities])
}
