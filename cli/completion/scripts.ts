import type { SHELLS } from './shells'
import type { CommandWords, FlagWords, Offer } from './words'

/** Text in single quotes, for a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

/** The flags that take a value, grouped by what is offered for it. */
function byOffer(flags: readonly FlagWords[]): { names: string[]; offer: Offer }[] {
  const groups = new Map<string, { names: string[]; offer: Offer }>()
  for (const { name, hasValue, offer } of flags) {
    if (!hasValue) continue
    const group = groups.get(String(offer)) ?? { names: [], offer }
    group.names.push(name)
    groups.set(String(offer), group)
  }
  return [...groups.values()]
}

/** The call of the shell function that offers words or paths. */
function offering(offer: Offer): string {
  if (offer === null) return ':'
  return offer === 'paths' ? '_wsspec_files' : `_wsspec_words ${quoted(offer.join(' '))}`
}

/** Commands and their subcommands. */
function everyCommand(commands: readonly CommandWords[]): CommandWords[] {
  return commands.flatMap((command) => [command, ...everyCommand(command.subcommands)])
}

/** The last word of the path of a command. */
function nameOf({ path }: CommandWords): string {
  return path.slice(path.lastIndexOf(' ') + 1)
}

/** The paths of the subcommands as alternatives of `case`. */
function subcommandPaths(commands: readonly CommandWords[], between: string): string {
  return commands.flatMap(({ subcommands }) => subcommands.map(({ path }) => `'${path}'`)).join(between)
}

/** The body that bash and zsh share. It uses the variables `current`, `previous` and `command`, and the two functions. */
function branches(commands: readonly CommandWords[]): string {
  const cases = everyCommand(commands).map(({ path, flags, offer, subcommands }) => {
    const words = subcommands.length > 0 ? subcommands.map(nameOf) : offer
    const valued = byOffer(flags).map((each) => `        ${each.names.join('|')}) ${offering(each.offer)}; return ;;`)
    const previous = valued.length > 0 ? `      case "$previous" in\n${valued.join('\n')}\n      esac\n` : ''
    const names = flags.map((flag) => flag.name).join(' ')
    return `    '${path}')
${previous}      case "$current" in
        -*) _wsspec_words ${quoted(`${names} --help`)} ;;
        *) ${offering(words)} ;;
      esac ;;`
  })
  const names = commands.map(nameOf).join(' ')
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
  [ "$COMP_CWORD" -gt 2 ] && case "$command \${COMP_WORDS[2]}" in
    ${subcommandPaths(commands, ' | ')}) command="$command \${COMP_WORDS[2]}" ;;
  esac
  COMPREPLY=()
${branches(commands)}
}
complete -F _wsspec wsspec
`
}

function zsh(commands: readonly CommandWords[]): string {
  return `#compdef wsspec
# wsspec for zsh: source <(wsspec completion zsh), after compinit
_wsspec_words() { compadd -- \${=1} }
_wsspec_files() { _files }
_wsspec() {
  local current=\${words[CURRENT]} previous=\${words[CURRENT-1]} command=
  (( CURRENT > 2 )) && command=\${words[2]}
  case "$command" in ws://*|wss://*) command=run ;; esac
  (( CURRENT > 3 )) && case "$command \${words[3]}" in
    ${subcommandPaths(commands, '|')}) command="$command \${words[3]}" ;;
  esac
${branches(commands)}
}
compdef _wsspec wsspec
`
}

/** Text in single quotes, for fish. Fish has two escapes there. */
function fishQuoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}

function fishValue({ hasValue, offer }: FlagWords): string {
  if (!hasValue) return ''
  if (offer === 'paths') return ' -r -F'
  return offer === null ? ' -x' : ` -x -a ${fishQuoted(offer.join(' '))}`
}

/** The functions of fish: which command the words before the cursor call, and whether it is this one. */
function fishFunctions(commands: readonly CommandWords[]): string {
  return `function __wsspec_command
  set -l words (commandline -opc)
  switch "$words[2]"
    case 'ws://*' 'wss://*'
      echo run
      return
  end
  switch "$words[2] $words[3]"
    case ${subcommandPaths(commands, ' ')}
      echo "$words[2] $words[3]"
    case '*'
      echo "$words[2]"
  end
end
function __wsspec_in
  set -l command (__wsspec_command)
  test "$command" = "$argv"
end
`
}

/** The lines of fish for commands, their arguments, flags and subcommands. */
function fishLines(commands: readonly CommandWords[], above = ''): string[] {
  const before = `complete -c wsspec -n ${fishQuoted(`__wsspec_in ${above}`.trim())}`
  return commands.flatMap((command) => {
    const { path, description, flags, offer, subcommands } = command
    const within = `complete -c wsspec -n ${fishQuoted(`__wsspec_in ${path}`)}`
    const given = offer === 'paths' ? ' -F' : offer === null ? '' : ` -a ${fishQuoted(offer.join(' '))}`
    return [
      `${before} -a ${nameOf(command)} -d ${fishQuoted(description)}`,
      ...(given === '' ? [] : [within + given]),
      ...flags.map(
        (flag) => `${within} -l ${flag.name.replace(/^--/, '')}${fishValue(flag)} -d ${fishQuoted(flag.help)}`,
      ),
      ...fishLines(subcommands, path),
    ]
  })
}

function fish(commands: readonly CommandWords[]): string {
  const first = '# wsspec for fish: wsspec completion fish > ~/.config/fish/completions/wsspec.fish'
  return `${first}\n${fishFunctions(commands)}complete -c wsspec -f\n${fishLines(commands).join('\n')}\n`
}

/** The completion script of a shell: commands, flags, ids and the names of servers and clients. */
export function completionScript(shell: (typeof SHELLS)[number], commands: readonly CommandWords[]): string {
  return { bash, zsh, fish }[shell](commands)
}
