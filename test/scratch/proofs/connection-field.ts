import { connection, opens, type Proofs, refuses } from '../kit/proof'

/** Connection in requests. */
export const CONNECTION_FIELD_PROOFS: Proofs = {
  'connection-optional': opens(connection(null)),
  'connection-empty': opens(connection('')),
  'connection-keep-alive': opens(connection('keep-alive')),
  'connection-equality': refuses(connection('keep-alive, Upgrade')),
  'connection-first-option-only': refuses(connection('keep-alive, Upgrade')),
  'connection-last-option-only': refuses(connection('Upgrade, keep-alive')),
  'connection-needs-space': refuses(connection('keep-alive,Upgrade')),
  'connection-first-line-only': refuses(connection(['keep-alive', 'Upgrade'])),
  'connection-last-line-only': refuses(connection(['Upgrade', 'keep-alive'])),
  'connection-case-sensitive': refuses(connection('UPGRADE')),
  'connection-substring': opens(connection('notupgrade')),
  'connection-space-separated': opens(connection('keep-alive Upgrade')),
  'connection-empty-member-refused': refuses(connection('keep-alive, , Upgrade,')),
  'connection-sp-only-ows': refuses(connection('\tkeep-alive\t,\tUpgrade\t')),
  'connection-quoted': opens(connection('"Upgrade"')),
  'connection-parameter': opens(connection('Upgrade;q=1')),
  'connection-repeated-option': refuses(connection('Upgrade, Upgrade')),
  'connection-searched-in-head': opens({ Connection: null, 'X-Note': 'Connection: Upgrade' }),
  'connection-from-proxy-connection': opens({ Connection: null, 'Proxy-Connection': 'Upgrade' }),
}
