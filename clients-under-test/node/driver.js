// node driver.js URL [PROTOCOL,…], or node driver.js --batch: a driver for the global WebSocket of Node (docs/clients.md).
const { driveWebSocket } = require('../kit/drive.js')

driveWebSocket(WebSocket)
