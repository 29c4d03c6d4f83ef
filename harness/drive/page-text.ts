/**
 * The page that makes the attempts: it asks for them at `attempts`, makes each with the WebSocket of its browser, and posts
 * what happens to `events`. It loads nothing else.
 */
export const PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>wsspec</title><link rel="icon" href="data:,"></head>
<body><p>wsspec tests the WebSocket of this browser. Leave this page open.</p>
<script>
'use strict'
// An error after which no close comes is the end.
const AFTER_ERROR_MS = 700
const unsent = []
let isSending = false

async function sendAll() {
  isSending = true
  while (unsent.length > 0) {
    const lines = unsent.splice(0)
    const body = lines.map((line) => JSON.stringify(line)).join('\\n')
    try { await fetch('events', { method: 'POST', body }) } catch { unsent.unshift(...lines); await pause(100) }
  }
  isSending = false
}

function pause(ms) { return new Promise((resolve) => setTimeout(resolve, ms)) }

function connect({ attempt, url, protocols, timeout }) {
  let opened = false, over = false, socket
  const say = (event, data) => {
    if (over) return
    unsent.push({ attempt, event, data })
    if (!isSending) sendAll()
  }
  const finish = () => {
    say('END')
    over = true
    clearTimeout(timer)
    if (socket && socket.readyState < 2) socket.close()
  }
  const timer = setTimeout(() => { if (!opened) say('HUNG'); finish() }, timeout)
  try {
    socket = protocols.length > 0 ? new WebSocket(url, protocols) : new WebSocket(url)
  } catch (error) {
    say('FAIL', error.name + ': ' + error.message)
    finish()
    return
  }
  const closed = (code) => {
    if (opened) say('CLOSE', code)
    else say('FAIL', 'close event ' + code)
    finish()
  }
  socket.onopen = () => {
    opened = true
    say('OPEN', { protocol: socket.protocol, extensions: socket.extensions, cookie: document.cookie })
    socket.send('hello')
  }
  socket.onmessage = ({ data }) => {
    say('MESSAGE', String(data).slice(0, 2000))
    if (data === 'hello') socket.close(1000)
    else if (String(data).startsWith('echo:')) socket.send(data)
  }
  socket.onerror = () => { say('ERROR', 'error event'); setTimeout(closed, AFTER_ERROR_MS, 1006) }
  socket.onclose = ({ code }) => closed(code)
}

async function run() {
  for (;;) {
    try {
      const text = await (await fetch('attempts', { cache: 'no-store' })).text()
      for (const line of text.split('\\n')) if (line !== '') connect(JSON.parse(line))
    } catch { await pause(100) }
  }
}
run()
</script></body>
</html>
`
