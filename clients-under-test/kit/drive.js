// What the drivers of JavaScript have in common: how attempts are asked for, and how their events are said (docs/clients.md).
const { createInterface } = require('node:readline')

/** How long after an error a close event is waited for, ms: where none comes, the error was the end. */
const AFTER_ERROR_MS = 700

/** Makes one attempt with `connect`: says each event, and gives the exit code. */
function attemptWith(connect, { url, protocols, timeout }, say) {
  return new Promise((resolve) => {
    let isOpen = false
    let leave = () => {}
    const finish = () => {
      clearTimeout(timer)
      leave()
      resolve(isOpen ? 0 : 1)
    }
    const timer = setTimeout(() => {
      if (!isOpen) say('HUNG')
      leave()
      resolve(isOpen ? 0 : 3)
    }, timeout)
    const attempt = {
      /** The WebSocket is open; `send` sends a text. */
      opened(protocol, send) {
        isOpen = true
        say('OPEN', { protocol: protocol ?? '' })
        send('hello')
      },
      /** A text came; `send` and `close` answer it. */
      message(text, send, close) {
        say('MESSAGE', text)
        if (text === 'hello') close(1000)
        else if (text.startsWith('echo:')) send(text)
      },
      /** The library reports an error, which a close follows. */
      error: (text) => say('ERROR', text),
      /** The library says why it will not open; or, of an open WebSocket, what went wrong. */
      failed: (text) => say(isOpen ? 'ERROR' : 'FAIL', text),
      /** The library says that it is over. */
      closed(code) {
        if (isOpen) say('CLOSE', code)
        finish()
      },
      get isOpen() {
        return isOpen
      },
    }
    try {
      leave = connect({ url, protocols }, attempt) ?? leave
    } catch (error) {
      say('FAIL', `${error.name}: ${error.message}`)
      finish()
    }
  })
}

function batch(connect) {
  createInterface({ input: process.stdin }).on('line', async (line) => {
    const { attempt, ...call } = JSON.parse(line)
    const say = (event, data) => console.log(JSON.stringify({ attempt, event, data }))
    await attemptWith(connect, call, say)
    say('END')
  })
}

async function once(connect, [url, protocols = '']) {
  const say = (event, data) =>
    console.log(event, event === 'OPEN' || event === 'MESSAGE' ? JSON.stringify(data) : (data ?? ''))
  const timeout = Number(process.env.WSSPEC_TIMEOUT_MS ?? 5000)
  const call = { url, protocols: protocols === '' ? [] : protocols.split(','), timeout }
  process.exit(await attemptWith(connect, call, say))
}

/**
 * Makes the attempt that the words of the command ask for, or, with --batch, every attempt that standard input asks for.
 * @param connect connects to `{ url, protocols }`, calls the methods of the attempt, and may return what ends the connection
 */
function drive(connect) {
  if (process.argv[2] === '--batch') batch(connect)
  else once(connect, process.argv.slice(2))
}

/** Drives a class with the WebSocket API of browsers. */
function driveWebSocket(WebSocket) {
  drive(({ url, protocols }, attempt) => {
    const socket = new WebSocket(url, protocols)
    const send = (text) => socket.send(text)
    socket.onopen = () => attempt.opened(socket.protocol, send)
    socket.onmessage = ({ data }) => attempt.message(String(data), send, (code) => socket.close(code))
    socket.onerror = ({ message = '' }) => {
      attempt.error(message)
      setTimeout(() => socket.onclose({ code: 1006 }), AFTER_ERROR_MS)
    }
    socket.onclose = ({ code }) => {
      socket.onclose = () => {}
      if (!attempt.isOpen) attempt.failed('it did not open')
      attempt.closed(code)
    }
  })
}

module.exports = { drive, driveWebSocket }
