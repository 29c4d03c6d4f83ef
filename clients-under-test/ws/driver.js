// node driver.js URL [PROTOCOL,…]: a driver for the client of ws (docs/clients.md).
const WebSocket = require('ws')

const [url, protocols = ''] = process.argv.slice(2)
const say = (...words) => console.log(...words)
let opened = false
const finish = (code) => process.exit(code)
setTimeout(
  () => {
    if (!opened) say('HUNG')
    finish(opened ? 0 : 3)
  },
  Number(process.env.WSSPEC_TIMEOUT_MS ?? 5000),
)
let socket
try {
  socket = new WebSocket(url, protocols === '' ? [] : protocols.split(','))
} catch (error) {
  say('FAIL', error.message)
  finish(1)
}
socket.on('open', () => {
  opened = true
  say('OPEN', JSON.stringify({ protocol: socket.protocol }))
  socket.send('hello')
})
socket.on('message', (data) => {
  say('MESSAGE', JSON.stringify(String(data)))
  if (String(data) === 'hello') socket.close(1000)
})
socket.on('error', (error) => say(opened ? 'ERROR' : 'FAIL', error.message))
socket.on('close', (code) => {
  if (opened) say('CLOSE', code)
  finish(opened ? 0 : 1)
})
