import type { ComponentChildren } from 'preact'
import { renderToStaticMarkup } from 'preact-render-to-string'
import type { Role } from '../../harness/case/role'
import { xml } from '../../reports/text/xml'
import { PART_OF, SITE_WORDS } from './role-words'

/**
 * A page loads the site's own files and nothing else, and sends nothing anywhere: text from a server must not act in it.
 * `file:` lets the site work from a folder, where no origin is 'self'.
 */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self' file:",
  "style-src 'self' file:",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/** The places of the navigation in each part: the path from the root of the part, its name, and the folder that belongs to it. */
const PLACES = [
  ['cases/index.html', 'Cases', 'cases'],
  ['causes/index.html', 'Causes', 'causes'],
  ['compare.html', 'Compare', 'compare.html'],
] as const

/** A page of the site. */
export interface SitePage {
  /** Its path from the root of its part of the site, with `/`: `cases/2.01.html`. */
  path: string
  /** Read alone, as in a list of bookmarks. */
  title: string
  /** A sentence for search engines. */
  description: string
  /** Scripts that it needs beside site.js, by their names. */
  scripts?: readonly string[]
  content: ComponentChildren
}

/** The way from a page to the root of its part of the site: an empty text, or `../`. */
export function rootOf(path: string): string {
  return '../'.repeat(path.split('/').length - 1)
}

interface HeaderProps {
  path: string
  role: Role
  parts: readonly Role[]
}

/** Which part of the site a page is in: the links to the first page of each. */
function Parts({ path, role, parts }: HeaderProps) {
  const top = rootOf(PART_OF[role] + path)
  return (
    <>
      {parts.map((each) => (
        <a
          key={each}
          href={`${top}${PART_OF[each]}index.html`}
          aria-current={each !== role ? undefined : path === 'index.html' ? 'page' : 'true'}
        >
          {SITE_WORDS[each].Many}
        </a>
      ))}
    </>
  )
}

function Header({ path, role, parts }: HeaderProps) {
  const root = rootOf(path)
  const folder = path.split('/')[0]
  return (
    <header class="top">
      <a class="skip-link" href="#main">
        Skip to the content
      </a>
      <div class="bar">
        <a class="brand" href={`${rootOf(PART_OF[role] + path)}index.html`}>
          wsspec
        </a>
        <nav aria-label="Site">
          <Parts path={path} role={role} parts={parts} />
          {PLACES.map(([to, name, own]) => (
            <a key={to} href={root + to} aria-current={to === path ? 'page' : own === folder ? 'true' : undefined}>
              {name}
            </a>
          ))}
        </nav>
        <search class="find" data-root={root} hidden>
          <label class="hidden" for="find">
            Search {SITE_WORDS[role].many}, cases and causes
          </label>
          <input id="find" type="search" placeholder="Search" autocomplete="off" aria-describedby="found-count" />
          <p id="found-count" class="hidden" role="status" />
          <ul id="found" hidden />
        </search>
      </div>
    </header>
  )
}

function Footer({ about }: { about: SiteFacts }) {
  return (
    <footer>
      <p>
        wsspec {about.version}, catalogue {about.catalogue}. Npm and {about.debianRelease} were asked for newest
        versions on {about.asked}. Is a finding wrong?{' '}
        <a href={`${about.repository}/blob/main/CONTRIBUTING.md#dispute-a-verdict`}>Dispute it</a>: where an RFC
        disagrees, the RFC wins. <a href={about.repository}>Source and results</a>.
      </p>
      <p id="status" class="hidden" role="status" />
    </footer>
  )
}

/** What the foot of every page says. */
export interface SiteFacts {
  version: string
  catalogue: string
  asked: string
  debianRelease: string
  repository: string
  /** Whose part of the site the page is in, and which parts there are. */
  role: Role
  parts: readonly Role[]
}

/** A whole page as HTML. */
export function documentOf(page: SitePage, about: SiteFacts): string {
  const [root, top] = [rootOf(page.path), rootOf(PART_OF[about.role] + page.path)]
  const scripts = ['site.js', ...(page.scripts ?? [])].map((path) => (path === 'data.js' ? root : top) + path)
  const body = renderToStaticMarkup(
    <>
      <Header path={page.path} role={about.role} parts={about.parts} />
      <main id="main" tabIndex={-1}>
        {page.content}
      </main>
      <Footer about={about} />
    </>,
  )
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="description" content="${xml(page.description)}">
<title>${xml(page.title)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${top}site.css">
${scripts.map((path) => `<script src="${path}" defer></script>`).join('\n')}
</head>
<body>
${body}
</body>
</html>
`
}
