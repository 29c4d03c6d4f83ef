// node driver.js URL [PROTOCOL,…], or node driver.js --batch: a driver for the client of websocket-driver (docs/clients.md).
const net = require('node:net')
const tls = require('node:tls')
const deflate = require('permessage-deflate')
const websocket = require('websocket-driver')
const { drive } = require('../kit/drive.js')

/** Connects to where a URL points, and calls `start` once the connection is made. */
function connectTo(url, start) {
  const { protocol, hostname, port } = new URL(url)
  const host = hostname.replace(/^\[|\]$/g, '')
  if (protocol === 'wss:')
    return tls.connect({ host, port: port || 443, servername: net.isIP(host) ? '' : host }, start)
  return net.connect({ host, port: port || 80 }, start)
}

drive(({ url, protocols }, attempt) => {
  const driver = websocket.client(url, { protocols })
  driver.addExtension(deflate)
  const send = (text) => driver.text(text)
  driver.on('open', () => attempt.opened(driver.protocol, send))
  driver.on('message', ({ data }) => attempt.message(String(data), send, (code) => driver.close('', code)))
  driver.on('error', ({ message }) => attempt.failed(message))
  driver.on('close', ({ code }) => attempt.closed(code))
  const connection = connectTo(url, () => driver.start())
  connection.on('error', ({ message }) => attempt.failed(message))
  connection.on('close', () => {
    if (!attempt.isOpen) attempt.failed('the connection ended')
    attempt.closed(1006)
  })
  connection.pipe(driver.io).pipe(connection)
  return () => connection.destroySoon()
})
