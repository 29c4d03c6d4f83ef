// node endless.js: runs until it is killed.
process.on('SIGTERM', () => {})
setInterval(() => {}, 1000)
