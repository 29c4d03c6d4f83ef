import { type KnownFailure, knownFrom, today } from '../api/known'
import type { Suite } from '../harness/case'
import type { Results } from '../harness/results'
import { notesOf, titlesOf } from './notes'

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
      return (require('../reports/json') as typeof import('../reports/json')).json(results)
    case 'html': {
      const { html } = require('../reports/html') as typeof import('../reports/html')
      return html(results, notesOf(suites, results), titles)
    }
    case 'junit':
      return (require('../reports/junit') as typeof import('../reports/junit')).junit(results, {
        strict,
        suites: titles,
      })
    case 'markdown':
      return (require('../reports/markdown') as typeof import('../reports/markdown')).markdown(results, {
        suites: titles,
      })
    case 'badge': {
      const { badgeJson, badgeSvg } = require('../reports/badge') as typeof import('../reports/badge')
      return /\.svg$/i.test(path) ? badgeSvg(results) : badgeJson(results)
    }
    case 'writeKnown': {
      const { knownText } = require('../api/known-file') as typeof import('../api/known-file')
      return knownText(path, knownFrom(results.targets, known, { strict, day: today() }))
    }
  }
}

/** The files of a report that is a folder, by name. */
export function renderFolder(kind: FolderReport, results: Results, { suites, strict }: Telling): Map<string, string> {
  switch (kind) {
    case 'mochawesome': {
      const { mochawesomeFiles } =
        require('../reports/mochawesome-page') as typeof import('../reports/mochawesome-page')
      return mochawesomeFiles(results, { strict, suites: titlesOf(suites) })
    }
    case 'trace':
      return (require('../reports/trace') as typeof import('../reports/trace')).trace(results)
    case 'autobahn':
      return (require('../reports/autobahn') as typeof import('../reports/autobahn')).autobahn(results, { strict })
  }
}
