/** Packages of npm. They are installed into a folder of the cache when the program is first named. */
export interface FromNpm {
  package: string
  /** The usual version, exact; `bundled` for the version that wsspec itself depends on. */
  version: string
  /** Further packages that the program needs: exact versions by name. */
  with?: Record<string, string>
  /** True where install scripts have to run. Otherwise they do not run. */
  scripts?: boolean
}

/** Packages of Debian. */
export interface FromDebian {
  /** Their names. The version of the first one is that of the server or client, where `version` names no command. */
  packages: string[]
  /** Shell command lines that build the program in a copy of its folder. It is started in that copy. */
  build?: string[]
}

/** Where a server or client comes from: one of the three. */
export interface Install {
  npm?: FromNpm
  debian?: FromDebian
  /** It is part of wsspec or of Node. */
  builtin?: true
}

/** Cases that the small test program decides, not the library. Their findings are reported as the program's. */
export interface FixtureNote {
  /** Ids of cases, or numbers of suites. */
  cases: string[]
  why: string
}

/** What the manifests of servers and of clients have in common. */
export interface ManifestParts {
  /** The name of the folder, and on the command line. */
  name: string
  language: string
  /** The implementation of the handshake, where it is a project of its own. Those with one core fail alike. */
  core?: string
  homepage: string
  /** An SPDX licence expression. */
  licence: string
  /** What a reader of its results should know, a sentence or two. */
  about?: string
  install: Install
  /**
   * A command that is run in the folder and prints the version in its first line; `own` for the version of wsspec. Default:
   * the version of the npm package, or of the first Debian package.
   */
  version?: string[] | 'own'
  /** Maximum number of connections (of a client: attempts) at once, where they disturb each other. */
  jobs?: number
  /** The only platforms that it runs on, as Node names them: `linux`, `linux-x64`. */
  platforms?: string[]
  /** The only versions of Node that it runs on, a semver range. */
  node?: string
  fixture?: FixtureNote[]
  /** How long it may take to become ready, ms. */
  startMs?: number
}

/** What is added to a manifest that was read. */
export interface Located {
  core: string
  /** The folder of the manifest. */
  folder: string
}
