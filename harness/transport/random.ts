import { randomFillSync } from 'node:crypto'

const BLOCK = 8192

let block = Buffer.alloc(0)

/** `count` random bytes. They are taken from the system a block at a time: a call for each key and mask costs more. */
export function randomOctets(count: number): Buffer {
  if (block.length < count) block = randomFillSync(Buffer.allocUnsafeSlow(Math.max(BLOCK, count)))
  const drawn = block.subarray(0, count)
  block = block.subarray(count)
  return drawn
}
