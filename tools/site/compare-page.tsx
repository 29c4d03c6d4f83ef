import type { SitePage } from './layout'
import type { SiteData } from './site-data'
import { Command } from './words'

/** The page on which two to four are compared. Its script writes it, from data.js. */
export function comparePage({ words, role }: Pick<SiteData, 'words' | 'role'>): SitePage {
  return {
    path: 'compare.html',
    title: 'Compare: WebSocket opening handshake',
    description: `Compares the answers of two to four ${words.many}.`,
    scripts: ['data.js', 'compare.js'],
    content: (
      <>
        <h1>Compare</h1>
        <p class="lead">Choose two to four {words.many}: what differs is listed by cause, the gravest harm first.</p>
        <div class="no-script">
          <p class="notice">
            This page needs JavaScript. <a href="index.html">The table and the map</a> have every {words.one} without
            it, and so has the program:
          </p>
          <Command line={role === 'client' ? 'npx wsspec clients run ws undici' : 'npx wsspec compare ws bun'} />
        </div>
        <form id="choose" hidden />
        <div id="comparison" />
      </>
    ),
  }
}
