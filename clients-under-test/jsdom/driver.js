// node driver.js URL [PROTOCOL,…], or node driver.js --batch: a driver for the WebSocket of jsdom (docs/clients.md).
const { createInterface } = require('node:readline')
const { JSDOM } = require('jsdom')

const { WebSocket } = new JSDOM('', { url: 'http://localhost/' }).window

/** How long after an error a close event is waited for, ms: where none comes, the error was the end. */
const AFTER_ERROR_MS = 700

/** Makes one attempt: says each event, and gives the exit code. */
function connect({ url, protocols, timeout }, say) {
  return new Promise((resolve) => {
    let opened = false
    const finish = (code) => {
      clearTimeout(timer)
      resolve(code)
    }
    const timer = setTimeout(() => {
      if (!opened) say('HUNG')
      finish(opened ? 0 : 3)
    }, timeout)
    let socket
    try {
      socket = new WebSocket(url, protocols)
    } catch (error) {
      say('FAIL', `${error.name}: ${error.message}`)
      finish(1)
      return
    }
    socket.onopen = () => {
      opened = true
      say('OPEN', { protocol: socket.protocol })
      socket.send('hello')
    }
    socket.onmessage = ({ data }) => {
      say('MESSAGE', String(data))
      if (data === 'hello') socket.close(1000)
      else if (String(data).startsWith('echo:')) socket.send(data)
    }
    socket.onerror = ({ message = '' }) => {
      say('ERROR', message)
      setTimeout(() => socket.onclose({ code: 1006 }), AFTER_ERROR_MS)
    }
    socket.onclose = ({ code }) => {
      socket.onclose = () => {}
      say(opened ? 'CLOSE' : 'FAIL', opened ? code : 'it did not open')
      finish(opened ? 0 : 1)
    }
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
