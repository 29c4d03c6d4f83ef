import { answers, has, key, lacks, latin1, opens, type Proofs, refuses, upgrade, version } from '../kit/proof'

/** Upgrade. */
export const UPGRADE_PROOFS: Proofs = {
  'upgrade-optional': opens(upgrade(null)),
  'upgrade-empty': opens(upgrade('')),
  'upgrade-other-protocol': opens(upgrade('h2c')),
  'upgrade-prefix': opens(upgrade('websockets')),
  'upgrade-substring': opens(upgrade('xwebsocket')),
  'upgrade-space-separated': opens(upgrade('x websocket')),
  'upgrade-quoted': opens(upgrade('"websocket"')),
  'upgrade-case-sensitive': refuses(upgrade('WebSocket')),
  'upgrade-two-spellings': refuses(upgrade('wEbSoCkEt')),
  'upgrade-unicode-case': opens(upgrade(latin1('web\u017foc\u212aet'))),
  'upgrade-untrimmed': refuses(upgrade('foo/1, websocket')),
  'upgrade-sp-only-ows': refuses(upgrade('\twebsocket\t')),
  'upgrade-searched-in-head': opens({ Upgrade: null, 'X-Upgrade': 'websocket' }),
  'upgrade-unoffered-in-101': answers({}, has('Upgrade: websocket, h2c')),
  'upgrade-in-400-without-option': answers(key(null), has('\r\nUpgrade: websocket\r\n')),
  '426-without-upgrade': answers(version('14'), lacks('\r\nUpgrade:')),
  '426-without-connection': answers(version('14'), lacks('\r\nConnection:')),
}
