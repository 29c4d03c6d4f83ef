// deno run --allow-net --allow-env --allow-read driver.cjs URL [PROTOCOL,…], or with --batch: a driver for the WebSocket of Deno (docs/clients.md).
const { driveWebSocket } = require('../kit/drive.js')

driveWebSocket(WebSocket)
