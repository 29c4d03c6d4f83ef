/** A token of markdown-it, as far as the tests read it. */
interface Token {
  type: string
  tag: string
  content: string
  attrs: [string, string][] | null
  children: Token[] | null
}

interface MarkdownParser {
  parse(text: string, env: object): Token[]
  linkify: { set(options: object): void }
}

const MarkdownIt = require('markdown-it') as new (options: object) => MarkdownParser
const markdownParser = new MarkdownIt({ html: true, linkify: true })
// GitHub makes links of URLs, addresses of mail and www names, and not of every name with a dot in it.
markdownParser.linkify.set({ fuzzyLink: false, fuzzyEmail: true })

/** The structure of Markdown: every token that is not text, with its HTML and the targets of its links. */
export function markdownShape(text: string): string[] {
  const shape = (token: Token): string[] => {
    const html = token.type.startsWith('html') ? (token.content.match(/<[^>]*>/g) ?? []).join('') : ''
    const href = token.attrs?.find(([name]) => name === 'href')?.[1] ?? ''
    return [`${token.type} ${token.tag} ${html}${href}`, ...(token.children ?? []).flatMap(shape)]
  }
  return markdownParser
    .parse(text, {})
    .flatMap(shape)
    .filter((each) => !/^(text|softbreak) /.test(each))
}

/** All text of Markdown that is not code. */
export function markdownProse(text: string): string {
  const prose = (token: Token): string => {
    if (token.type === 'text' || token.type.startsWith('html')) return token.content
    return (token.children ?? []).map(prose).join('')
  }
  return markdownParser.parse(text, {}).map(prose).join('\n')
}
