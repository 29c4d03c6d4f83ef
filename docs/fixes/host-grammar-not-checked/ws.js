/** uri-host [ ":" port ] (RFC 9110 7.2), with or without a name. */
const HOST = /^(?:[\w.~!$&'()*+,;=%-]*|\[[\da-f:.]+\])(?::\d*)?$/i

/** Refuses a Host that is no host and port. */
module.exports = function hostGrammar({ headers: { host = '' } }) {
  return HOST.test(host) ? undefined : [400]
}
