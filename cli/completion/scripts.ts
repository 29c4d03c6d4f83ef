import type { CommandWords, FlagWords, SHELLS, Values } from './words'

/** Text between single quotes of a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

/** Flags that take the same values, once for each kind of them. */
function byValues(flags: readonly FlagWords[]): { names: string[]; values: Values }[] {
  const groups = new Map<string, { names: string[]; values: Values }>()
  for (const { name, values } of flags) {
    if (values === null) continue
    const group = groups.get(String(values)) ?? { names: [], values }
    group.names.push(name)
    groups.set(String(values), group)
  }
  return [...groups.values()]
}

/** A list of words, or files, in the shell function that offers them. */
function offer(values: Values): string {
  if (values === 'any') return ':'
  return values === 'file' ? '_wsspec_files' : `_wsspec_words ${quoted(values.join(' '))}`
}

/** The body that bash and zsh share: `current`, `previous` and `command` are set, the two functions offer. */
function branches(commands: readonly CommandWords[]): string {
  const cases = commands.map(({ name, flags, args }) => {
    const valued = byValues(flags).map(({ names, values }) => `        ${names.join('|')}) ${offer(values)}; return ;;`)
    const previous = valued.length > 0 ? `      case "$previous" in\n${valued.join('\n')}\n      esac\n` : ''
    const names = flags.map((flag) => flag.name).join(' ')
    return `    ${name})
${previous}      case "$current" in
        -*) _wsspec_words ${quoted(`${names} --help`)} ;;
        *) ${offer(args)} ;;
      esac ;;`
  })
  const names = commands.map(({ name }) => name).join(' ')
  return `  case "$command" in
${cases.join('\n')}
    *) _wsspec_words ${quoted(`${names} --help --version`)} ;;
  esac`
}

function bash(commands: readonly CommandWords[]): string {
  return `# wsspec for bash: eval "$(wsspec completion bash)"
_wsspec_words() { COMPREPLY=($(compgen -W "$1" -- "$current")); }
_wsspec_files() {
  compopt -o filenames 2>/dev/null
  local IFS=$'\\n'
  COMPREPLY=($(compgen -f -- "$current"))
}
_wsspec() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} command=
  [ "$COMP_CWORD" -gt 1 ] && command=\${COMP_WORDS[1]}
  case "$command" in ws | wss) command=run ;; esac
  COMPREPLY=()
${branches(commands)}
}
complete -F _wsspec wsspec
`
}

function zsh(commands: readonly CommandWords[]): string {
  return `#compdef wsspec
# wsspec for zsh: source <(wsspec completion zsh), behind compinit
_wsspec_words() { compadd -- \${=1} }
_wsspec_files() { _files }
_wsspec() {
  local current=\${words[CURRENT]} previous=\${words[CURRENT-1]} command=
  (( CURRENT > 2 )) && command=\${words[2]}
  case "$command" in ws://*|wss://*) command=run ;; esac
${branches(commands)}
}
compdef _wsspec wsspec
`
}

/** Text between single quotes of fish, which knows two escapes there. */
function fishQuoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}

function fishValues(values: Values | null): string {
  if (values === null) return ''
  if (values === 'file') return ' -r -F'
  return values === 'any' ? ' -x' : ` -x -a ${fishQuoted(values.join(' '))}`
}

function fish(commands: readonly CommandWords[]): string {
  const lines = commands.flatMap(({ name, about, flags, args }) => {
    const within = `complete -c wsspec -n '__fish_seen_subcommand_from ${name}'`
    const given = args === 'file' ? ' -F' : args === 'any' ? '' : ` -a ${fishQuoted(args.join(' '))}`
    return [
      `complete -c wsspec -n __fish_use_subcommand -a ${name} -d ${fishQuoted(about)}`,
      ...(given === '' ? [] : [within + given]),
      ...flags.map(
        (flag) => `${within} -l ${flag.name.replace(/^--/, '')}${fishValues(flag.values)} -d ${fishQuoted(flag.about)}`,
      ),
    ]
  })
  return `# wsspec for fish: wsspec completion fish > ~/.config/fish/completions/wsspec.fish\ncomplete -c wsspec -f\n${lines.join('\n')}\n`
}

/** The script by which a shell completes wsspec: commands, flags, ids and the names of servers. */
export function completion(shell: (typeof SHELLS)[number], commands: readonly CommandWords[]): string {
  return { bash, zsh, fish }[shell](commands)
}
