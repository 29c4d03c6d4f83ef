const { createServer } = require('node:http')
const httpProxy = require('http-proxy')

const proxy = httpProxy.createProxyServer({ target: `http://${process.env.UPSTREAM}`, ws: true })
proxy.on('error', (error, _request, response) => {
  console.error(error.message)
  response?.end()
})

createServer((request, response) => proxy.web(request, response))
  .on('upgrade', (request, socket, head) => proxy.ws(request, socket, head))
  .listen(Number(process.env.PORT), '127.0.0.1')
