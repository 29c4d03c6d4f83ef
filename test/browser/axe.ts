import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

interface Axe {
  run(options: {
    preload: boolean
  }): Promise<{ violations: { id: string; nodes: { target: unknown[]; failureSummary: string }[] }[] }>
}

/** What axe objects to in a page, a line for each element. It loads nothing: a page may forbid that. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE)
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: Axe }
    const { violations } = await axe.run({ preload: false })
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id} ${node.target}: ${node.failureSummary}`))
  })
}
