import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readSource, writeSite } from '../tools/site/write-site'

/** How long the site of every published server may take, seconds. */
const MOST_S = 30

/** Builds the whole site into a new folder, and compares the time with MOST_S. */
function main(): void {
  const folder = mkdtempSync(join(tmpdir(), 'wsspec-site-'))
  try {
    const from = performance.now()
    const source = readSource()
    const files = writeSite(join(folder, 'site'), source)
    const seconds = (performance.now() - from) / 1000
    const peers = source.gallery.servers.length + source.gallery.hops.length
    console.log(`the site of ${peers} servers and hops: ${files} files in ${seconds.toFixed(1)} s, at most ${MOST_S}`)
    if (seconds > MOST_S) process.exitCode = 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

main()
