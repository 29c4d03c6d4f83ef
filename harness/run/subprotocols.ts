/** Subprotocols that servers commonly speak or require. They are offered to find out which one a target selects. */
export const COMMON_SUBPROTOCOLS: readonly string[] = [
  'chat',
  'superchat',
  'mqtt',
  'graphql-transport-ws',
  'graphql-ws',
  'xmpp',
  'v12.stomp',
  'wamp.2.json',
  'ocpp1.6',
  'sip',
  'json',
  'binary',
]
