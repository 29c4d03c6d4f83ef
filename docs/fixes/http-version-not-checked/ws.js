/** Refuses every version but HTTP/1.1: HTTP/1.0 cannot switch protocols (RFC 9110 7.8). */
module.exports = function switchesProtocols({ httpVersion }) {
  return httpVersion === '1.1' ? undefined : [400]
}
