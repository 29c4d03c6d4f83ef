// watcher.js MARK
// Waits until standard input closes: the system closes it when the process that started this one ends, however it does.
// Then it kills everything that carries the mark (Linux), and the process groups that are named, and removes the folders that
// are named. Each line has one as JSON: `+ID` a group that was started, `-ID` one that has ended, `+"PATH"` a folder that was
// made, `-"PATH"` one that is removed.
const { rmSync } = require('node:fs')
const { createInterface } = require('node:readline')
const { killGroup, killMarked } = require('./marked')

const [mark] = process.argv.slice(2)
const left = new Set()

// A signal that ends the process that is watched ends this one by its standard input.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => {})

/** Removes a folder. What cannot be removed is left. */
function remove(folder) {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  } catch {
    // It belongs to somebody else meanwhile, or something writes into it all the time.
  }
}

createInterface({ input: process.stdin })
  .on('line', (line) => {
    try {
      const named = JSON.parse(line.slice(1))
      if (line.startsWith('+')) left.add(named)
      else left.delete(named)
    } catch {
      // The process was killed while it wrote this line.
    }
  })
  .on('close', () => {
    for (const id of left) if (typeof id === 'number') killGroup(id)
    killMarked(mark)
    for (const folder of left) if (typeof folder === 'string') remove(folder)
    process.exit(0)
  })
