// node driver.js URL [PROTOCOL,…], or node driver.js --batch: a driver for the client of ws (docs/clients.md).
const { createInterface } = require('node:readline')
const WebSocket = require('ws')

/** Makes one attempt: says each event, and gives the exit code. */
function connect({ url, protocols, timeout }, say) {
  return new Promise((resolve) => {
    let opened = false
    let socket
    const finish = (code) => {
      clearTimeout(timer)
      socket?.terminate()
      resolve(code)
    }
    const timer = setTimeout(() => {
      if (!opened) say('HUNG')
      finish(opened ? 0 : 3)
    }, timeout)
    try {
      socket = new WebSocket(url, protocols)
    } catch (error) {
      say('FAIL', error.message)
      finish(1)
      return
    }
    socket.on('open', () => {
      opened = true
      say('OPEN', { protocol: socket.protocol })
      socket.send('hello')
    })
    socket.on('message', (data) => {
      say('MESSAGE', String(data))
      if (String(data) === 'hello') socket.close(1000)
      else if (String(data).startsWith('echo:')) socket.send(String(data))
    })
    socket.on('error', (error) => say(opened ? 'ERROR' : 'FAIL', error.message))
    socket.on('close', (code) => {
      if (opened) say('CLOSE', code)
      finish(opened ? 0 : 1)
    })
  })
}

function batch() {
  createInterface({ input: process.stdin }).on('line', async (line) => {
    const { attempt, ...call } = JSON.parse(line)
    const say = (event, data) => console.log(JSON.stringify({ attempt, event, data }))
    await connect(call, say)
    say('END')
  })
}

async function once([url, protocols = '']) {
  const say = (event, data) =>
    console.log(event, event === 'OPEN' || event === 'MESSAGE' ? JSON.stringify(data) : (data ?? ''))
  const timeout = Number(process.env.WSSPEC_TIMEOUT_MS ?? 5000)
  process.exit(await connect({ url, protocols: protocols === '' ? [] : protocols.split(','), timeout }, say))
}

if (process.argv[2] === '--batch') batch()
else once(process.argv.slice(2))
