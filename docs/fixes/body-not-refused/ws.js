/** Refuses a handshake that announces a body, which would be read as frames. */
module.exports = function noBody({ headersDistinct: fields }) {
  const lengths = fields['content-length'] ?? []
  return fields['transfer-encoding'] || lengths.some((length) => length !== '0') ? [400] : undefined
}
