import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import type { Command } from '../../cli/commands/command'
import { COMMANDS } from '../../cli/commands/index'
import { ROOT } from '../kit/checkout'

function withSubcommands(commands: readonly Command[], prefix = ''): { file: string; command: Command }[] {
  return commands.flatMap((command) => {
    const file = prefix + command.name
    return [{ file, command }, ...withSubcommands(command.subcommands ?? [], `${file}-`)]
  })
}

describe('the commands', () => {
  for (const { file, command } of withSubcommands(COMMANDS))
    it(`${file} has a file with its action`, () => {
      expect(existsSync(join(ROOT, 'cli', 'commands', `${file}.ts`))).to.equal(true)
      expect(command.load().action).to.be.a('function')
      expect(command.description).to.not.equal('')
    })
})
