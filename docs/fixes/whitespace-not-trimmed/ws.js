/** Removes the whitespace around ";" and "=" in an extension offer, which ws refuses and RFC 6455 9.1 allows. */
module.exports = function trimOffers({ headers }) {
  const field = headers['sec-websocket-extensions']
  if (field !== undefined) headers['sec-websocket-extensions'] = field.replace(/[ \t]*([;=])[ \t]*/g, '$1')
}
