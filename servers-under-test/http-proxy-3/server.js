const { createServer } = require('node:http')
const { createProxyServer } = require('http-proxy-3')

const proxy = createProxyServer({ target: `http://${process.env.UPSTREAM}`, ws: true })
proxy.on('error', (error, _request, response) => {
  console.error(error.message)
  response?.end()
})

createServer((request, response) => proxy.web(request, response))
  .on('upgrade', (request, socket, head) => proxy.ws(request, socket, head))
  .listen(Number(process.env.PORT), '127.0.0.1')
