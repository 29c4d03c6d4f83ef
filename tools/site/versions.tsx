import { clean } from '../../reports/text/clean'
import type { Upstream } from './newest-version'
import type { Peer } from './peers'

/** Whether the tested version is the newest, in a few words, for a table: `newest on npm`. */
export function newestState({ newest }: Peer): { text: string; isOlder: boolean } {
  if (newest === null) return { text: 'newest not known', isOlder: false }
  const { registry, version, isTested } = newest
  if (!isTested) return { text: `${version} not tested`, isOlder: true }
  return { text: `newest (${registry})`, isOlder: false }
}

/** Which version was tested, and which newer ones were not. */
export function VersionLine({ peer, upstream }: { peer: Peer; upstream: Upstream }) {
  const { published, newest } = peer
  const tested = (
    <>
      Tested: <strong>{clean(published.version)}</strong>.
    </>
  )
  if (newest === null)
    return (
      <p class="versions">{tested} Neither npm nor Debian says what the newest version is: any other is not tested.</p>
    )
  const { registry, package: name, version, isTested } = newest
  const place = registry === 'npm' ? 'on npm' : `in ${registry}`
  if (!isTested)
    return (
      <p class="versions">
        {tested}{' '}
        <span class="chip older">
          {name} {version} is {place}: not tested
        </span>{' '}
        ({upstream.asked})
      </p>
    )
  const more = registry === 'npm' ? '' : ' The project may have released a newer one: not tested.'
  return (
    <p class="versions">
      {tested} It is the newest version of {name} {place} ({upstream.asked}).{more}
    </p>
  )
}
