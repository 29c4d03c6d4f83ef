import type { Cause } from '../harness/case/cause'
import type { Results } from '../harness/case/results'
import type { Notes, SuiteTitles } from './case-notes'
import type { KnownFailure } from './known/known-failures'
import type { Recipe } from './model/recipe'

/**
 * Every report is one row here and one file that renders it. Its flag, its variable, its configuration key, its line in
 * the help, where it may be written and what a shell completes all follow from the row. A row loads its renderer when the
 * report is asked for: importing this table is cheap.
 */

/** What a report may need besides the results. */
export interface ReportContext {
  /** Where the report goes: a file, a folder, or `-` for standard output. */
  path: string
  /** True where contested and SHOULD findings fail too. */
  strict: boolean
  /** The remedies that were tried, by cause in the order of docs/fixes. */
  recipes: readonly Recipe[]
  /** How many cases of a target may stay without a verdict. */
  allowInconclusive: number
  /** The titles of the suites; results hold only their numbers. */
  suites: SuiteTitles
  /** Clauses, reasons and repeat lines from the case data, by case id. */
  notes: Notes
  /** The causes of findings, the gravest first. */
  causes: readonly Cause[]
  /** The known failures as they were before the run. */
  known: readonly KnownFailure[]
  /** Today, UTC: YYYY-MM-DD. */
  day: string
  /** The address of the job that runs wsspec, where its reports can be found; absent where it is not known. */
  page?: string | undefined
}

/** The flag of a report. */
interface Flagged {
  /** The name of the setting, and of the flag in camel case. */
  key: string
  /** The heading in the help under which the flag is listed. */
  group: 'Reports' | 'Verdict'
  /** The help text of the flag. */
  about: string
}

/** A report that is one file, or standard output for `-`. */
export interface FileReport extends Flagged {
  kind: 'file'
  /** The file name to suggest where somebody names a folder. */
  usualName: string
  /** Names a setting whose file the report may replace, although the run reads it. */
  replaces?: 'known'
  /** Gives what is wrong with a path, as the end of a sentence about it, or null. */
  checkPath?: (path: string) => string | null
  render: (results: Results, context: ReportContext) => string
  /** The same text in pieces, where one string may not hold it. */
  pieces?: (results: Results) => Iterable<string>
}

/** A report that is a folder of files. */
export interface FolderReport extends Flagged {
  kind: 'folder'
  /** The names of its files that are the same for every run. */
  fixedNames: readonly string[]
  /** Gives the text of each file by its name, in the order in which they are written. */
  render: (results: Results, context: ReportContext) => Map<string, string>
}

/** Workflow commands for the service that runs the job, printed beside what is on standard output. */
export interface CommandsReport extends Flagged {
  kind: 'commands'
  render: (results: Results, context: ReportContext) => string
}

/** A report that has a flag of its own. */
export type Report = FileReport | FolderReport | CommandsReport

/** The reports, in the order of the help. */
export const REPORTS = [
  {
    key: 'json',
    kind: 'file',
    group: 'Reports',
    about: 'results as JSON; - is stdout',
    usualName: 'results.json',
    render: (results) => (require('./json') as typeof import('./json')).json(results),
    pieces: (results) => (require('./json') as typeof import('./json')).jsonPieces(results),
  },
  {
    key: 'html',
    kind: 'file',
    group: 'Reports',
    about: 'one self-contained page',
    usualName: 'report.html',
    render: (results, context) => (require('./html') as typeof import('./html')).html(results, context),
  },
  {
    key: 'junit',
    kind: 'file',
    group: 'Reports',
    about: 'JUnit XML',
    usualName: 'junit.xml',
    render: (results, context) => (require('./junit') as typeof import('./junit')).junit(results, context),
  },
  {
    key: 'markdown',
    kind: 'file',
    group: 'Reports',
    about: 'a summary that fits a comment',
    usualName: 'comment.md',
    render: (results, context) => (require('./markdown') as typeof import('./markdown')).markdown(results, context),
  },
  {
    key: 'mochawesome',
    kind: 'folder',
    group: 'Reports',
    about: 'a mochawesome report',
    fixedNames: ['index.html', 'index.json'],
    render: (results, context) =>
      (require('./mochawesome/mochawesome-page') as typeof import('./mochawesome/mochawesome-page')).mochawesomeFiles(
        results,
        context,
      ),
  },
  {
    key: 'badge',
    kind: 'file',
    group: 'Reports',
    about: 'a badge: .svg, or .json for shields.io',
    usualName: 'badge.svg',
    checkPath: (path) =>
      /\.(?:svg|json)$/i.test(path) ? null : 'its name ends in .svg, or in .json for an endpoint of shields.io',
    render: (results, context) => (require('./badge') as typeof import('./badge')).badge(results, context),
  },
  {
    key: 'trace',
    kind: 'folder',
    group: 'Reports',
    about: 'a transcript of the bytes of each case',
    fixedNames: [],
    render: (results) => (require('./trace') as typeof import('./trace')).trace(results),
  },
  {
    key: 'autobahn',
    kind: 'folder',
    group: 'Reports',
    about: "the results in the format of Autobahn's index.json",
    fixedNames: ['index.json'],
    render: (results, context) => (require('./autobahn') as typeof import('./autobahn')).autobahn(results, context),
  },
  {
    key: 'github',
    kind: 'commands',
    group: 'Reports',
    about: 'annotations and a step summary for GitHub Actions',
    render: (results, context) =>
      (require('./github-annotations') as typeof import('./github-annotations')).annotations(results, context),
  },
  {
    key: 'writeKnown',
    kind: 'file',
    group: 'Verdict',
    about:
      'write the failures of this run as such a list (.json, otherwise YAML); entries of --known that still hold are kept',
    usualName: 'known.yml',
    replaces: 'known',
    render: (results, context) =>
      (require('./known/known-list') as typeof import('./known/known-list')).knownList(results, context),
  },
] as const satisfies readonly Report[]

type RowOf<Kind extends Report['kind']> = Extract<(typeof REPORTS)[number], { kind: Kind }>

/** The settings of reports that are written somewhere: each holds a path. */
export type PathKey = RowOf<'file' | 'folder'>['key']
/** The settings of reports that are only switched on. */
export type SwitchKey = RowOf<'commands'>['key']

/** What a print on standard output may need besides that. */
export interface PrintContext extends ReportContext {
  color: boolean
  /** How many cells a line may take. */
  width: number
  verbose: boolean
  quiet: boolean
  /** True where the targets are to be shown side by side. */
  compared: boolean
  /** What wsspec runs on: `Node 22.1.0, linux x64`. */
  environment: string
}

/** What standard output can show where no report goes there (--format). */
export interface Format {
  name: string
  /** What it is, for the help; nothing where the name says it. */
  about?: string
  render: (results: Results, context: PrintContext) => string
  /** What standard error says where there is nothing to print. */
  whenEmpty?: (context: PrintContext) => string
}

/** The formats of standard output; the first is the usual one. */
export const FORMATS = [
  {
    name: 'text',
    render: (results, context) => {
      const { terminal } = require('./terminal/terminal') as typeof import('./terminal/terminal')
      const { comparison } = require('./terminal/comparison') as typeof import('./terminal/comparison')
      return (context.compared ? comparison : terminal)(results, context)
    },
  },
  {
    name: 'issue',
    about: 'a bug report for each cause of failures',
    render: (results, context) => (require('./issue') as typeof import('./issue')).issue(results, context),
    whenEmpty: ({ strict }) => `no case failed${strict ? '' : '; --strict also reports SHOULD and contested findings'}`,
  },
] as const satisfies readonly Format[]

/** A flag that the registry brings. */
export interface ReportFlag {
  key: PathKey | SwitchKey | 'format'
  group: Flagged['group']
  about: string
  /** The name of its value in the help; a switch has none. */
  value?: 'file' | 'dir' | 'name'
  /** The values that there are, where these are few. */
  words?: readonly string[]
}

const VALUES = { file: 'file', folder: 'dir' } as const

function flagOf({ key, kind, group, about }: (typeof REPORTS)[number]): ReportFlag {
  return kind === 'commands' ? { key, group, about } : { key, group, about, value: VALUES[kind] }
}

function formatFlag(): ReportFlag {
  const words = FORMATS.map((format) => [format.name, ...('about' in format ? [format.about] : [])].join(', '))
  const names = FORMATS.map(({ name }) => name)
  const about = `what stdout shows: ${words.join(', or ')}`
  return { key: 'format', group: 'Reports', value: 'name', about, words: names }
}

/** The flags of the reports, each group in the order of the help. */
export const REPORT_FLAGS: readonly ReportFlag[] = [...REPORTS.map(flagOf), formatFlag()]
