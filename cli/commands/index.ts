import { SHELLS } from '../completion/shells'
import type { Command } from './command'

/**
 * The commands, in the order of the help: a row and a file each. The settings that a command takes are those whose rows in
 * settings/table.ts name it.
 */
export const COMMANDS: readonly Command[] = [
  {
    name: 'run',
    description: 'run the cases against targets',
    arguments: [
      {
        syntax: '[target...]',
        help: 'a ws:// or wss:// URL, or the name of a known server',
        completes: 'servers',
      },
    ],
    longHelp: true,
    load: () => require('./run'),
  },
  {
    name: 'compare',
    description: 'run the cases against several targets, and show the results side by side',
    arguments: [
      {
        syntax: '[target...]',
        help: 'a ws:// or wss:// URL, the name of a known server, or a results file (.json, .html)',
        completes: 'servers',
      },
    ],
    longHelp: true,
    load: () => require('./compare'),
  },
  {
    name: 'list',
    description: 'list the cases: id, level, title',
    flags: [{ name: 'json', help: 'print JSON, for programs' }],
    load: () => require('./list'),
  },
  {
    name: 'explain',
    description: 'show what a case sends and requires, why, and how to run it',
    arguments: [{ syntax: '<id...>', help: 'the id of a case, as in 6.02', completes: 'ids' }],
    load: () => require('./explain'),
  },
  {
    name: 'servers',
    description: 'list the known servers, which of them run here, and how to get the others',
    flags: [{ name: 'json', help: 'print JSON, for programs' }],
    subcommands: [
      {
        name: 'install',
        description: 'show how to get servers that do not run here; with --yes, install them',
        arguments: [
          {
            syntax: '<name...>',
            help: "names from 'wsspec servers'; for npm servers also with a version, as in ws@8.18.2",
            completes: 'servers',
          },
        ],
        flags: [{ name: 'yes', help: 'install: Debian packages as root, npm packages into the cache' }],
        load: () => require('./servers-install'),
      },
    ],
    load: () => require('./servers'),
  },
  {
    name: 'clients',
    description: 'test clients: run their cases, list and explain them, and get known clients',
    subcommands: [
      {
        name: 'run',
        description: 'run the client cases with known clients, or: wsspec clients run -- CMD ARG… {url} {protocols}',
        arguments: [
          {
            syntax: '[client...]',
            help: "names from 'wsspec clients names'; for npm clients also with a version, as in ws@8.18.2",
            completes: 'clients',
          },
        ],
        flags: [
          { name: 'whatwg', help: 'the client has the WebSocket API of browsers: their rules apply where they differ' },
          {
            name: 'batch',
            help: 'start the command once: it reads the attempts as lines of JSON, and answers with lines of JSON',
          },
          {
            name: 'page',
            help: 'the command is a browser: it is started once, at a page that makes the attempts, {url}; {profile} is a new folder for it',
          },
        ],
        load: () => require('./clients-run'),
      },
      {
        name: 'serve',
        description: 'answer the cases without starting a client: point any client at the URLs of its page',
        flags: [
          { name: 'port', value: 'port', help: 'where to listen', default: '0' },
          {
            name: 'host',
            value: 'address',
            help: 'the address to listen at: loopback, unless another is given',
            default: '127.0.0.1',
          },
          { name: 'whatwg', help: 'the client has the WebSocket API of browsers: their rules apply where they differ' },
        ],
        load: () => require('./clients-serve'),
      },
      {
        name: 'list',
        description: 'list the client cases: id, level, title',
        flags: [{ name: 'json', help: 'print JSON, for programs' }],
        load: () => require('./clients-list'),
      },
      {
        name: 'names',
        description: 'list the known clients, which of them run here, and how to get the others',
        flags: [{ name: 'json', help: 'print JSON, for programs' }],
        load: () => require('./clients-names'),
      },
      {
        name: 'install',
        description: 'show how to get clients that do not run here; with --yes, install them',
        arguments: [
          {
            syntax: '<name...>',
            help: "names from 'wsspec clients names'; for npm clients also with a version, as in ws@8.18.2",
            completes: 'clients',
          },
        ],
        flags: [{ name: 'yes', help: 'install: Debian packages as root, npm packages into the cache' }],
        load: () => require('./clients-install'),
      },
      {
        name: 'explain',
        description: 'show what a client case answers and requires, and how to run it',
        arguments: [{ syntax: '<id...>', help: 'the id of a client case, as in C5.01', completes: 'client ids' }],
        load: () => require('./clients-explain'),
      },
    ],
    load: () => require('./clients'),
  },
  {
    name: 'bisect',
    description: 'find the first version of an npm server in which the verdict of a case changed',
    arguments: [
      { syntax: '<name>', help: 'a server from npm, as in ws', completes: 'servers' },
      { syntax: '<id>', help: 'the id of a case, as in 6.02', completes: null },
      {
        syntax: '[versions...]',
        help: 'the two versions between which to search; without them, the oldest and the newest',
        completes: null,
      },
    ],
    load: () => require('./bisect'),
  },
  {
    name: 'diff',
    description: 'show what changed between two results files; exit code 1 on regressions only',
    arguments: [
      { syntax: '<old>', help: 'results from --json, or a page from --html', completes: 'paths' },
      { syntax: '<new>', help: 'the same, of the later run', completes: 'paths' },
    ],
    flags: [
      { name: 'json', help: 'print JSON, for programs' },
      { name: 'markdown', value: 'file', help: 'write what changed as Markdown, for a comment; - is stdout' },
      { name: 'html', value: 'file', help: 'write what changed as one self-contained page; - is stdout' },
    ],
    load: () => require('./diff'),
  },
  {
    name: 'merge',
    description: 'join the results of several runs, complete or not, and report them as one',
    arguments: [{ syntax: '<results...>', help: 'results from --json, --lines or --html', completes: 'paths' }],
    load: () => require('./merge'),
  },
  {
    name: 'scratch',
    description: 'start the reference server, with or without defects',
    flags: [
      { name: 'port', value: 'n', help: 'the port on 127.0.0.1; 0 is any free port', default: '0' },
      { name: 'defect', value: 'name', help: 'break one rule; may be repeated', repeats: true },
      {
        name: 'variant',
        value: 'name',
        help: 'behave differently where several behaviours conform; may be repeated',
        repeats: true,
      },
      { name: 'fixture', value: 'name', help: 'serve a site that matches a profile: full (docs/profile.md)' },
    ],
    load: () => require('./scratch'),
  },
  {
    name: 'completion',
    description: 'print a script that completes commands, flags, ids, servers and clients in bash, zsh or fish',
    arguments: [{ syntax: '<shell>', help: SHELLS.join(', '), completes: SHELLS }],
    load: () => require('./completion'),
  },
]
