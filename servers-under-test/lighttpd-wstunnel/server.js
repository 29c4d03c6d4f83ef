const { spawn } = require('node:child_process')
const { createServer } = require('node:net')
const { join } = require('node:path')

const echo = createServer((socket) => socket.on('error', () => {}).pipe(socket))

echo.listen(join(process.env.WORK, 'echo.sock'), () =>
  spawn('/usr/sbin/lighttpd', ['-D', '-f', 'lighttpd.conf'], { stdio: 'inherit' }).on('exit', process.exit),
)
