// node driver.js URL [PROTOCOL,…], or node driver.js --batch: a driver for the WebSocket of undici (docs/clients.md).
const { WebSocket } = require('undici')
const { driveWebSocket } = require('../kit/drive.js')

driveWebSocket(WebSocket)
