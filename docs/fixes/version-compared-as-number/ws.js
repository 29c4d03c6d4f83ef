/** Requires Sec-WebSocket-Version: 13 as text, not as a number, and names the version otherwise. */
module.exports = function versionIs13({ headers }) {
  if (headers['sec-websocket-version'] === '13') return undefined
  return [426, 'Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 13']
}
