import { join } from 'node:path'

/** The root of the checkout. */
export const ROOT = join(__dirname, '..', '..')

/** The module that lets Node run the TypeScript sources: `node -r TYPESCRIPT FILE`. */
export const TYPESCRIPT = join(ROOT, 'tools', 'typescript.js')
