const express = require('express')

const app = express()
require('express-ws')(app, undefined, { wsOptions: { perMessageDeflate: true } })

app.ws('/', (socket) => {
  socket.on('error', (error) => console.error(error.message))
  socket.on('message', (message) => socket.send(message))
})

app.listen(Number(process.env.PORT), '127.0.0.1')
