// node driver.js URL [PROTOCOL,…], or node driver.js --batch: a driver for the client of faye-websocket (docs/clients.md).
const { Client } = require('faye-websocket')
const { driveWebSocket } = require('../kit/drive.js')

driveWebSocket(Client)
