import type { Suite } from '../harness/case/case'
import type { Results } from '../harness/case/results'
import { notesOf, titlesOf } from './case-notes'
import { type KnownFailure, knownFrom, today } from './known'

/** The reports that are one file (the list of known failures among them), and those that are a folder of files. */
export const FILE_REPORTS = ['json', 'html', 'junit', 'markdown', 'badge', 'writeKnown'] as const
export const FOLDER_REPORTS = ['mochawesome', 'trace', 'autobahn'] as const

/** A report that is one file. */
export type FileReport = (typeof FILE_REPORTS)[number]
/** A report that is a folder. */
export type FolderReport = (typeof FOLDER_REPORTS)[number]

/** True for a report that is a folder. */
export function isFolder(kind: FileReport | FolderReport): kind is FolderReport {
  return FOLDER_REPORTS.some((each) => each === kind)
}

/** How the reports are told. */
export interface Telling {
  suites: readonly Suite[]
  /** Contested and SHOULD findings fail too. */
  strict: boolean
  /** What was known before the run. */
  known: readonly KnownFailure[]
}

/** A report as text; `path` is where it goes. Each renderer is loaded where it is asked for. */
export function renderFile(
  kind: FileReport,
  path: string,
  results: Results,
  { suites, strict, known }: Telling,
): string {
  const titles = titlesOf(suites)
  switch (kind) {
    case 'json':
      return (require('./json') as typeof import('./json')).json(results)
    case 'html': {
      const { html } = require('./html') as typeof import('./html')
      return html(results, notesOf(suites, results), titles)
    }
    case 'junit':
      return (require('./junit') as typeof import('./junit')).junit(results, {
        strict,
        suites: titles,
      })
    case 'markdown':
      return (require('./markdown') as typeof import('./markdown')).markdown(results, {
        suites: titles,
      })
    case 'badge': {
      const { badgeJson, badgeSvg } = require('./badge') as typeof import('./badge')
      return /\.svg$/i.test(path) ? badgeSvg(results) : badgeJson(results)
    }
    case 'writeKnown': {
      const { knownText } = require('./known-text') as typeof import('./known-text')
      return knownText(path, knownFrom(results.targets, known, { strict, day: today() }))
    }
  }
}

/** The files of a report that is a folder, by name. */
export function renderFolder(kind: FolderReport, results: Results, { suites, strict }: Telling): Map<string, string> {
  switch (kind) {
    case 'mochawesome': {
      const { mochawesomeFiles } = require('./mochawesome-page') as typeof import('./mochawesome-page')
      return mochawesomeFiles(results, { strict, suites: titlesOf(suites) })
    }
    case 'trace':
      return (require('./trace') as typeof import('./trace')).trace(results)
    case 'autobahn':
      return (require('./autobahn') as typeof import('./autobahn')).autobahn(results, { strict })
  }
}
