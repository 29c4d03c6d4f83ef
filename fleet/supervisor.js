// supervisor.js '{"work": FOLDER, "pidFile": NAME, "mayFork": BOOLEAN}' COMMAND ARG…
// Runs the command, and ends its whole process group when standard input closes: the process that started it closes it to
// stop the command, and the system closes it when that process is killed. The processes whose ids are in `pidFile` in
// `work`, one a line, are ended too. So is, on Linux, every process that has left the group: it has the mark of this run in
// its environment. Then `work` is removed. With `mayFork`, a command that ends well and leaves such processes still runs.
const { spawn } = require('node:child_process')
const { randomBytes } = require('node:crypto')
const { readdirSync, readFileSync, rmSync } = require('node:fs')
const { join } = require('node:path')

const GRACE_MS = 2000

/** The pause between two looks at what is left, ms; while it is killed, and while it runs. */
const SWEEP_MS = 5
const BETWEEN_MS = 50

/** How many looks in a row find nothing where nothing is left: a process that just begins is not found by each. */
const CERTAIN = 3

/** How often it is killed, at most: it may fork all the time. */
const MOST_SWEEPS = 100

/** The variable that marks the processes of a run. A run inside a run keeps the mark of the outer one. */
const MARK_VARIABLE = 'WSSPEC_MARK'
const mark = `/${randomBytes(12).toString('hex')}`
const grouped = process.platform !== 'win32'
const [options, command, ...args] = process.argv.slice(2)
const { work, pidFile, mayFork } = JSON.parse(options)
let ending = false

// A signal to the group is meant for its other processes.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => {})

const child = spawn(command, args, {
  stdio: ['ignore', 'inherit', 'inherit'],
  env: { ...process.env, [MARK_VARIABLE]: `${process.env[MARK_VARIABLE] ?? ''}${mark}` },
})

/** The ids of the processes that have left the group and are named in the file. */
function idsInFile() {
  try {
    const ids = readFileSync(join(work, pidFile), 'utf8').split(/\s+/).map(Number)
    return ids.filter((id) => Number.isInteger(id) && id > 1)
  } catch {
    return []
  }
}

function send(pid, signal) {
  try {
    process.kill(pid, signal)
  } catch {
    // The process has ended.
  }
}

function isMarked(pid) {
  try {
    const variables = readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0')
    return variables.some((each) => each.startsWith(`${MARK_VARIABLE}=`) && each.includes(mark))
  } catch {
    // It has ended, or belongs to somebody else.
    return false
  }
}

/** The ids of the processes with the mark of this run. None where there is no /proc. */
function marked() {
  if (process.platform !== 'linux') return []
  try {
    return readdirSync('/proc')
      .map(Number)
      .filter((pid) => pid > 0 && isMarked(pid))
  } catch {
    return []
  }
}

/** Waits without giving way to anything. */
function rest(ms) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}

/** Kills every process of this run, also those that are started meanwhile. */
function sweep() {
  for (let turn = 0, empty = 0; empty < CERTAIN && turn < MOST_SWEEPS; turn++) {
    const left = marked()
    for (const pid of left) send(pid, 'SIGKILL')
    empty = left.length === 0 ? empty + 1 : 0
    if (process.platform === 'linux') rest(SWEEP_MS)
  }
}

function signalAll(signal) {
  if (!grouped) {
    child.kill(signal)
    return
  }
  if (work && pidFile) for (const pid of idsInFile()) send(pid, signal)
  if (signal === 'SIGKILL') sweep()
  else for (const pid of marked()) send(pid, signal)
  // The command has a process group of its own only where it started a session of its own (setsid).
  send(-child.pid, signal)
  if (signal === 'SIGKILL' && work) rmSync(work, { recursive: true, force: true })
  send(-process.pid, signal)
}

/** Ends with `code` once no process of this run is left. */
function endAfterTheLast(code, empty = 0) {
  if (empty === CERTAIN) process.exit(code)
  setTimeout(() => endAfterTheLast(code, marked().length === 0 ? empty + 1 : 0), BETWEEN_MS)
}

child.on('error', (error) => {
  process.stderr.write(`cannot start ${command}: ${error.code ?? error.message}\n`)
  process.exit(127)
})
child.on('exit', (code, signal) => {
  if (ending) signalAll('SIGKILL')
  if (signal !== null) process.stderr.write(`${command} was ended by ${signal}\n`)
  // It has gone into the background, as a daemon does.
  if (mayFork && code === 0 && !ending) return endAfterTheLast(code)
  sweep()
  process.exit(code ?? 128)
})
process.stdin.resume()
process.stdin.on('close', () => {
  ending = true
  signalAll('SIGTERM')
  setTimeout(() => signalAll('SIGKILL'), GRACE_MS)
})
