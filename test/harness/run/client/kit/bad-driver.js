// node bad-driver.js URL: the driver of ws, which does one bad thing in each case that is named here.
const { spawn } = require('node:child_process')
const { connect } = require('node:net')

const [url] = process.argv.slice(2)
const { hostname, port, pathname } = new URL(url)

function ask(path, after) {
  const socket = connect(Number(port), hostname)
  socket.on('error', () => process.exit(1)).on('data', () => after(socket))
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      `Sec-WebSocket-Key: ${Buffer.from(String(process.hrtime.bigint()).padEnd(16).slice(-16)).toString('base64')}\r\n` +
      'Sec-WebSocket-Version: 13\r\n\r\n',
  )
}

function drive() {
  require('../../../../../clients-under-test/ws/driver.js')
}

const BAD = {
  'C5.01': () => process.exit(0),
  'C5.02': () => console.log('OPENED\n{"event":"OPEN"}\n\x00\xff open'),
  'C5.03': () => {
    spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'inherit' })
    drive()
  },
  'C5.04': () => ask(pathname, () => setInterval(() => {}, 1000)),
  'C5.05': () => ask(pathname, () => process.kill(process.pid, 'SIGSEGV')),
  'C5.07': () => ask(pathname, (first) => first.destroy() && drive()),
  'C5.08': () => ask('/c/C5.01/000000000000', () => process.exit(1)),
  'C5.09': () => {
    const flood = () => process.stdout.write('x'.repeat(65536), flood)
    flood()
  },
  'C5.12': () =>
    ask(pathname, (socket) => {
      const flood = () => socket.write(Buffer.alloc(65536, 'x'), flood)
      socket.removeAllListeners('data')
      flood()
    }),
}

const bad = BAD[process.env.WSSPEC_CASE] ?? drive
bad()
