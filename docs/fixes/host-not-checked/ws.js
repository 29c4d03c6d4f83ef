/** Refuses a request that does not have exactly one Host field line. */
module.exports = function oneHost({ headersDistinct: { host = [] } }) {
  return host.length === 1 ? undefined : [400]
}
