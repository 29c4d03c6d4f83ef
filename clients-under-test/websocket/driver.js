// node driver.js URL [PROTOCOL,…], or node driver.js --batch: a driver for the client of websocket (docs/clients.md).
const { createInterface } = require('node:readline')
const WebSocketClient = require('websocket').client

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
    const client = new WebSocketClient()
    client.on('connectFailed', (error) => {
      say('FAIL', error.message.split('\n', 1)[0])
      finish(1)
    })
    client.on('connect', (connection) => {
      opened = true
      say('OPEN', { protocol: connection.protocol ?? '' })
      connection.on('message', ({ utf8Data }) => {
        say('MESSAGE', String(utf8Data))
        if (utf8Data === 'hello') connection.close(1000)
        else if (String(utf8Data).startsWith('echo:')) connection.send(utf8Data)
      })
      connection.on('error', (error) => say('ERROR', error.message))
      connection.on('close', (code) => {
        say('CLOSE', code)
        finish(0)
      })
      connection.send('hello')
    })
    try {
      client.connect(url, protocols.length === 0 ? null : protocols)
    } catch (error) {
      say('FAIL', error.message)
      finish(1)
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
