// node batch-driver.js HOW: a batch driver with the client of ws, which goes wrong as HOW says.
const { createInterface } = require('node:readline')
const WebSocket = require('ws')

const [how = 'right', named = ''] = process.argv.slice(2)
const print = (value) => console.log(typeof value === 'string' ? value : JSON.stringify(value))

function connect({ attempt, url, protocols }) {
  const say = (event, data) => print({ attempt: how === 'unknown' ? attempt + 1000 : attempt, event, data })
  const socket = new WebSocket(url, protocols)
  let opened = false
  socket.on('open', () => {
    opened = true
    say('OPEN', { protocol: socket.protocol })
    socket.send('hello')
  })
  socket.on('message', (data) => {
    say('MESSAGE', String(data))
    socket.close(1000)
  })
  socket.on('error', (error) => say(opened ? 'ERROR' : 'FAIL', error.message))
  socket.on('close', () => say('END'))
}

const GO_WRONG = {
  garbage: () => print('no JSON, [and no end'),
  // Reads on and says nothing.
  silent: () => {},
  flood: () => {
    const go = () => process.stdout.write('x'.repeat(65536), go)
    go()
  },
  exit: () => process.exit(9),
}

if (how === 'endless') {
  process.on('SIGTERM', () => {})
  setInterval(() => {}, 1000)
}
if (how === 'unreading') setInterval(() => {}, 1000)
else
  createInterface({ input: process.stdin }).on('line', (line) => {
    const call = JSON.parse(line)
    if (how === 'dies' && call.case === named) process.kill(process.pid, 'SIGSEGV')
    else if (how === 'exits' && call.case === named) process.exit(0)
    else if (how === 'blocks' && call.case === named) for (;;);
    else if (GO_WRONG[how] && (named === '' || named === call.case)) GO_WRONG[how]()
    else connect(call)
  })
