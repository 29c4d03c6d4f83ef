const Koa = require('koa')
const websockify = require('koa-websocket')

const app = websockify(new Koa(), { perMessageDeflate: true })

app.ws.use(({ websocket }) => {
  websocket.on('message', (message, isBinary) => websocket.send(message, { binary: isBinary }))
})

app.listen(Number(process.env.PORT), '127.0.0.1')
