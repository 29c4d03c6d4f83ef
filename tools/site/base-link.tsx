import type { ComponentChild } from 'preact'
import { clean } from '../../reports/text/clean'
import { nameOf } from '../gallery/names'
import type { Peer } from './peers'
import type { SiteData } from './site-data'
import { PeerLink } from './words'

/** What the parts of the page of a peer are made of. */
export interface PartProps {
  peer: Peer
  data: SiteData
  /** The way to the root of the site. */
  root: string
}

/** The page of the published server that a peer is compared with; undefined for one that has none of its own. */
export function basePeer({ peer, data }: Pick<PartProps, 'peer' | 'data'>): Peer | undefined {
  return data.peers.find(({ published }) => published === peer.base)
}

/** The page about the versions of the peer that a peer is compared with; undefined where there is none. */
export function versionsPage({ peer, data, root }: PartProps): string | undefined {
  const history = data.histories.find(({ name }) => name === peer.base?.name)
  return history && `${root}versions/${history.slug}.html`
}

/** A link to what a peer is compared with, or its name where it has no page. */
export function BaseLink(props: PartProps): ComponentChild {
  const base = basePeer(props)
  const { peer, root } = props
  if (base) return <PeerLink peer={base} root={root} />
  const versions = versionsPage(props)
  const text = peer.base ? clean(nameOf(peer.base)) : clean(peer.published.manifest.core)
  return versions ? <a href={versions}>{text}</a> : text
}
