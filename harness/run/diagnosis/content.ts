import type { Observation } from '../../case/observation'
import { answered, finalHead } from '../../judge/answer'
import { contentBytes } from '../../wire/http1/content'

/** How many bytes of the content are read, and how many characters of it are shown. */
const MOST_READ = 1 << 16
const MOST_SHOWN = 200

/** From this part of unreadable characters on, content is not text. */
const UNREADABLE = 0.1

/** Elements whose content a browser does not show, comments, and tags. */
const NOT_SHOWN = /<(script|style|head)\b[\s\S]*?<\/\1\s*>|<!--[\s\S]*?-->|<[^>]*>/gi

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', '#39': "'" }

/** The text of an HTML page. */
function pageText(html: string): string {
  return html
    .replace(NOT_SHOWN, ' ')
    .replace(/&(amp|lt|gt|quot|nbsp|#39);/g, (_all, name: string) => ENTITIES[name] ?? '')
}

/**
 * The beginning of the content of a refusal, for a reader: the text of a page, in one line, at most 200 characters. Null
 * where there is no content, or it is no text.
 * @param mask hides secrets; it is given the whole text, because it does not find a secret that is cut in two
 */
export function refusalText(control: Observation, mask: (text: string) => string): string | null {
  const { final } = control.answers[0]
  const codings = answered(control, 'Content-Encoding').filter((coding) => coding.toLowerCase() !== 'identity')
  if (!final || codings.length > 0) return null
  const text = contentBytes(control.received, final).subarray(0, MOST_READ).toString('utf8')
  const unreadable = text.match(/[\p{Cc}\ufffd]/gu)?.filter((char) => !/\s/.test(char)).length ?? 0
  if (unreadable > UNREADABLE * text.length) return null
  const [type = ''] = answered(control, 'Content-Type')
  const isPage = /html/i.test(type) || /^\s*<(?:!doctype|html)\b/i.test(text)
  const line = mask(isPage ? pageText(text) : text)
    .replace(/[\p{C}\p{Z}\s]+/gu, ' ')
    .trim()
  // Many servers repeat only the words of the status.
  if (line === '' || line.toLowerCase() === finalHead(control)?.reason.toLowerCase()) return null
  return line.length > MOST_SHOWN ? `${line.slice(0, MOST_SHOWN).replace(/\p{Cs}$/u, '')}…` : line
}
