// node driver.js URL [PROTOCOL,…], or node driver.js --batch: a driver for the client of websocket (docs/clients.md).
const WebSocketClient = require('websocket').client
const { drive } = require('../kit/drive.js')

drive(({ url, protocols }, attempt) => {
  const client = new WebSocketClient()
  client.on('connectFailed', (error) => {
    attempt.failed(error.message.split('\n', 1)[0])
    attempt.closed()
  })
  client.on('connect', (connection) => {
    const send = (text) => connection.send(text)
    connection.on('message', ({ utf8Data }) =>
      attempt.message(String(utf8Data), send, (code) => connection.close(code)),
    )
    connection.on('error', (error) => attempt.error(error.message))
    connection.on('close', (code) => attempt.closed(code))
    attempt.opened(connection.protocol, send)
  })
  client.connect(url, protocols.length === 0 ? null : protocols)
})
