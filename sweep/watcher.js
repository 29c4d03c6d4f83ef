// watcher.js MARK
// Waits until standard input closes: the system closes it when the process that started this one ends, however it does.
// Then it kills everything that carries the mark (Linux), and the process groups that are named. Each line names one:
// `+ID` a group that was started, `-ID` one that has ended.
const { createInterface } = require('node:readline')
const { killGroup, killMarked } = require('./marked')

const [mark] = process.argv.slice(2)
const groups = new Set()

// A signal that ends the process that is watched ends this one by its standard input.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => {})

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const id = Number(line.slice(1))
    if (line.startsWith('+')) groups.add(id)
    else groups.delete(id)
  })
  .on('close', () => {
    for (const id of groups) killGroup(id)
    killMarked(mark)
    process.exit(0)
  })
