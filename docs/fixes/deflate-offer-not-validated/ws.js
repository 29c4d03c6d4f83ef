const FLAG = /^(?:(?:server|client)_no_context_takeover|client_max_window_bits)$/
const BITS = /^(?:server|client)_max_window_bits=(?:[89]|1[0-5]|"(?:[89]|1[0-5])")$/

function isValid(offer) {
  const [name, ...parameters] = offer.split(';').map((part) => part.trim())
  const names = parameters.map((parameter) => parameter.split('=')[0])
  // ws itself refuses an empty parameter, which is no invalid offer but a malformed field.
  const isKnown = (parameter) => parameter === '' || FLAG.test(parameter) || BITS.test(parameter)
  return name !== 'permessage-deflate' || (parameters.every(isKnown) && new Set(names).size === names.length)
}

/** Removes the invalid offers of permessage-deflate, so that ws declines them (RFC 7692 7) and does not answer 400. */
module.exports = function validOffers({ headers }) {
  const field = headers['sec-websocket-extensions']
  if (!field) return
  headers['sec-websocket-extensions'] = field.split(',').filter(isValid).join(',').trim()
  if (headers['sec-websocket-extensions'] === '') delete headers['sec-websocket-extensions']
}
