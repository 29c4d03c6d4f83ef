import { createHash } from 'node:crypto'
import type { Answer } from './http/answer'

const SCRIPT = `
const list = document.querySelector('#log')
const form = document.querySelector('form')
const text = document.querySelector('#text')
const connect = document.querySelector('#connect')
const close = document.querySelector('#close')
const send = document.querySelector('#send')
let socket
function log(line) {
  const item = document.createElement('li')
  item.textContent = line
  list.append(item)
}
function show(open) {
  connect.disabled = open
  close.disabled = !open
  send.disabled = !open
}
function open() {
  const scheme = location.protocol === 'https:' ? 'wss://' : 'ws://'
  socket = new WebSocket(scheme + location.host + location.pathname, ['chat', 'superchat'])
  connect.disabled = true
  socket.onopen = () => {
    show(true)
    log('Open. Subprotocol: ' + (socket.protocol || 'none') + '. Extensions: ' + (socket.extensions || 'none') + '.')
  }
  socket.onmessage = (event) => log('Received: ' + (typeof event.data === 'string' ? event.data : 'binary'))
  socket.onerror = () => log('Error: the connection failed.')
  socket.onclose = (event) => {
    show(false)
    log('Closed with code ' + event.code + (event.reason ? ': ' + event.reason : '') + '.')
  }
}
connect.addEventListener('click', open)
close.addEventListener('click', () => socket.close(1000))
form.addEventListener('submit', (event) => {
  event.preventDefault()
  if (!socket || socket.readyState !== WebSocket.OPEN) return
  socket.send(text.value)
  log('Sent: ' + text.value)
  text.value = ''
  text.focus()
})
open()
`

const STYLE = `
:root { color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.5 }
body { max-width: 40rem; margin: 2rem auto; padding: 0 1rem }
form { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin: 1rem 0 }
input { flex: 1; min-width: 10rem }
input, button { font: inherit; padding: .4rem .7rem }
ol { padding-left: 2.5rem; overflow-wrap: anywhere }
`

const HTML = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>WebSocket echo</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>WebSocket echo</h1>
<p>This server speaks the WebSocket protocol (RFC 6455). It sends every message back.</p>
<form>
<label for="text">Message</label>
<input id="text" name="text" autocomplete="off">
<button id="send" type="submit" disabled>Send</button>
<button id="connect" type="button">Connect</button>
<button id="close" type="button" disabled>Close</button>
</form>
<h2 id="heard">Log</h2>
<ol id="log" aria-live="polite" aria-labelledby="heard"></ol>
<noscript><p>The page needs JavaScript to open a WebSocket.</p></noscript>
</main>
<script>${SCRIPT}</script>
</body>
</html>
`

function sourceOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}

const POLICY = [
  "default-src 'none'",
  `script-src ${sourceOf(SCRIPT)}`,
  `style-src ${sourceOf(STYLE)}`,
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** The page for people who open the server's address in a browser. It is the same for every request. */
export const PAGE: Answer = {
  status: 200,
  fields: [
    ['Content-Type', 'text/html; charset=utf-8'],
    ['Content-Security-Policy', POLICY],
    ['X-Content-Type-Options', 'nosniff'],
    ['Cache-Control', 'no-store'],
  ],
  content: Buffer.from(HTML),
}
