// bun driver.js URL [PROTOCOL,…], or bun driver.js --batch: a driver for the global WebSocket of Bun (docs/clients.md).
const { driveWebSocket } = require('../kit/drive.js')

driveWebSocket(WebSocket)
