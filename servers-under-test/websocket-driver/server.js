const { createServer } = require('node:net')
const websocket = require('websocket-driver')
const deflate = require('permessage-deflate')

// The driver reads the request itself, without node:http.
const server = createServer((connection) => {
  const driver = websocket.server({ protocols: ['chat', 'superchat'] })
  driver.addExtension(deflate)
  driver.on('connect', () => {
    if (websocket.isWebSocket(driver)) driver.start()
    else connection.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
  })
  driver.on('message', ({ data }) => (typeof data === 'string' ? driver.text(data) : driver.binary(data)))
  driver.on('error', () => {})
  driver.on('close', () => connection.end())
  connection.on('error', () => {})
  connection.pipe(driver.io).pipe(connection)
})

server.listen(Number(process.env.PORT), '127.0.0.1')
