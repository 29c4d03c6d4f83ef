// node driver.js URL [PROTOCOL,…], or node driver.js --batch: a driver for the client of ws (docs/clients.md).
const WebSocket = require('ws')
const { drive } = require('../kit/drive.js')

drive(({ url, protocols }, attempt) => {
  const socket = new WebSocket(url, protocols)
  const send = (text) => socket.send(text)
  socket.on('open', () => attempt.opened(socket.protocol, send))
  socket.on('message', (data) => attempt.message(String(data), send, (code) => socket.close(code)))
  socket.on('error', (error) => attempt.failed(error.message))
  socket.on('close', (code) => attempt.closed(code))
  return () => socket.terminate()
})
