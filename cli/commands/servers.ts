import { cacheFolder } from '../../servers-under-test/cache'
import { lookAtAll, type ServerHere } from '../../servers-under-test/look'
import { EXIT, type ExitCode } from '../exit'
import type { World } from '../world'

function machineReadable({ server, version, runs, missing, install }: ServerHere) {
  const { name, language, core, kind } = server
  return { name, version, language, core, kind, runs, missing, install }
}

function lineOf({ server, version, runs, missing, install }: ServerHere): string {
  const { name, language, kind } = server
  const how = install.length > 0 ? `; get it with: ${install.join(' && ')}` : ''
  const state = runs ? 'runs here' : `missing: ${missing.join(', ')}${how}`
  const what = kind === 'hop' ? `${language}, hop` : language
  return `${name.padEnd(24)} ${(version ?? '–').padEnd(12)} ${what.padEnd(16)} ${state}\n`
}

/** `wsspec servers`: the known servers and whether they run here. */
export async function servers(world: World, json: boolean): Promise<ExitCode> {
  const all = await lookAtAll(cacheFolder(world.env))
  if (json) world.stdout.write(`${JSON.stringify(all.map(machineReadable), null, 2)}\n`)
  else for (const each of all) world.stdout.write(lineOf(each))
  return EXIT.fine
}
