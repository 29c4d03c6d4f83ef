/** Requires the option Upgrade in Connection. The parser of node:http takes Proxy-Connection for it. */
module.exports = function connectionUpgrade({ headers: { connection = '' } }) {
  const options = connection.split(',').map((option) => option.trim().toLowerCase())
  return options.includes('upgrade') ? undefined : [400]
}
