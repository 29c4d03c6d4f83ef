// node driver.js URL [PROTOCOL,…], or node driver.js --batch: a driver for the WebSocket of jsdom (docs/clients.md).
const { JSDOM } = require('jsdom')
const { driveWebSocket } = require('../kit/drive.js')

driveWebSocket(new JSDOM('', { url: 'http://localhost/' }).window.WebSocket)
