import { resolve } from 'node:path'
import type { Results } from '../harness/case/results'
import { titlesOf } from '../reports/case-notes'
import type { Telling } from '../reports/registry'
import type { Sink, World } from '../settings/process-context'

/** What GitHub takes as a step's summary, octets. */
const MOST_SUMMARY = 1 << 20

/**
 * Tells GitHub Actions what a run came to (--github): annotations to `sink`, and the Markdown report at the end of the
 * step's summary where GITHUB_STEP_SUMMARY names its file. Gives a line where that cannot be written.
 */
export function tellGithub(results: Results, { suites, strict }: Telling, sink: Sink, world: World): string[] {
  const { annotations } = require('../reports/annotations') as typeof import('../reports/annotations')
  const { markdown } = require('../reports/markdown') as typeof import('../reports/markdown')
  const { appendWhole } = require('../reports/write') as typeof import('../reports/write')
  const titles = titlesOf(suites)
  sink.write(annotations(results, { strict, suites: titles }))
  const path = world.env['GITHUB_STEP_SUMMARY']
  if (!path) return []
  try {
    appendWhole(resolve(world.cwd, path), `${markdown(results, { suites: titles })}\n`, MOST_SUMMARY)
    return []
  } catch (error) {
    return [`--github: GITHUB_STEP_SUMMARY: ${(error as Error).message}`]
  }
}
