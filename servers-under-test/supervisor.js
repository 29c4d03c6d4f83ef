// Runs the command given as arguments and ends its whole process group when standard input closes: so whoever started
// it asks for the end, and so the end also comes when that process is killed.
const { spawn } = require('node:child_process')

const GRACE_MS = 2000
const grouped = process.platform !== 'win32'
const [command, ...args] = process.argv.slice(2)
let ending = false

// A signal to the group is meant for the others in it.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => {})

const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] })

function signalAll(signal) {
  if (!grouped) {
    child.kill(signal)
    return
  }
  try {
    // There is a group of this name only where the command has left for a session of its own (setsid).
    process.kill(-child.pid, signal)
  } catch {}
  process.kill(-process.pid, signal)
}

child.on('error', (error) => {
  process.stderr.write(`cannot start ${command}: ${error.code ?? error.message}\n`)
  process.exit(127)
})
child.on('exit', (code, signal) => {
  if (ending) signalAll('SIGKILL')
  if (signal !== null) process.stderr.write(`${command} was ended by ${signal}\n`)
  process.exit(code ?? 128)
})
process.stdin.resume()
process.stdin.on('close', () => {
  ending = true
  signalAll('SIGTERM')
  setTimeout(() => signalAll('SIGKILL'), GRACE_MS)
})
