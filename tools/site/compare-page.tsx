import type { SitePage } from './layout'
import { ROLE } from './role-words'
import { Command } from './words'

/** The page on which two to four are compared. Its script writes it, from data.js. */
export function comparePage(): SitePage {
  return {
    path: 'compare.html',
    title: 'Compare: WebSocket opening handshake',
    description: `Compares the answers of two to four ${ROLE.many}.`,
    scripts: ['data.js', 'compare.js'],
    content: (
      <>
        <h1>Compare</h1>
        <p class="lead">Choose two to four {ROLE.many}: what differs is listed by cause, the gravest harm first.</p>
        <div class="no-script">
          <p class="notice">
            This page needs JavaScript. <a href="index.html">The table and the map</a> have every {ROLE.one} without it,
            and so has the program:
          </p>
          <Command line="npx wsspec compare ws bun" />
        </div>
        <form id="choose" hidden />
        <div id="comparison" />
      </>
    ),
  }
}
