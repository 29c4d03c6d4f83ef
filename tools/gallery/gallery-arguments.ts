import { parseArgs } from 'node:util'

/** How many servers are run at once by default. Most of a run is waiting for answers that never come. */
const JOBS = 4

/** The arguments of `npm run gallery`. */
export interface GalleryArguments {
  /** The servers or clients to run, as the command line of wsspec names them; all that can run here where none is named. */
  names: string[]
  /** `--clients`: the names are those of clients. Without names: run clients alone. */
  clients: boolean
  /** `--pages`: run no server, only write the pages. */
  pages: boolean
  /** `--missing`: run only servers that have no results in the folder yet. It continues a run that was stopped. */
  missing: boolean
  /** `--to FOLDER`: the folder for results, pages and verdicts, instead of docs/results and published/. For trials. */
  to?: string | undefined
  /** `--jobs N`: how many servers are run at once. */
  jobs: number
}

/**
 * Reads the arguments of `npm run gallery`.
 * @throws {RangeError} that names the wrong argument.
 */
export function galleryArguments(words: readonly string[]): GalleryArguments {
  const flag = { type: 'boolean', default: false } as const
  const text = { type: 'string' } as const
  const options = { clients: flag, pages: flag, missing: flag, to: text, jobs: { ...text, default: String(JOBS) } }
  try {
    const { values, positionals: names } = parseArgs({ args: [...words], allowPositionals: true, options })
    if (!/^[1-9]\d?$/.test(values.jobs)) throw new Error(`--jobs ${values.jobs}: a number from 1 to 99 is needed`)
    return {
      names,
      clients: values.clients,
      pages: values.pages,
      missing: values.missing,
      to: values.to,
      jobs: Number(values.jobs),
    }
  } catch (error) {
    throw new RangeError(`npm run gallery: ${(error as Error).message}`)
  }
}
