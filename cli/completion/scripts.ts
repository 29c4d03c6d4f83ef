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

/** The body that bash and zsh share. It uses the variables `current`, `previous` and `command`, and the two functions. */
function branches(commands: readonly CommandWords[]): string {
  const cases = commands.map(({ name, flags, offer }) => {
    const valued = byOffer(flags).map((each) => `        ${each.names.join('|')}) ${offering(each.offer)}; return ;;`)
    const previous = valued.length > 0 ? `      case "$previous" in\n${valued.join('\n')}\n      esac\n` : ''
    const names = flags.map((flag) => flag.name).join(' ')
    return `    ${name})
${previous}      case "$current" in
        -*) _wsspec_words ${quoted(`${names} --help`)} ;;
        *) ${offering(offer)} ;;
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
# wsspec for zsh: source <(wsspec completion zsh), after compinit
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

/** Text in single quotes, for fish. Fish has two escapes there. */
function fishQuoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}

function fishValue({ hasValue, offer }: FlagWords): string {
  if (!hasValue) return ''
  if (offer === 'paths') return ' -r -F'
  return offer === null ? ' -x' : ` -x -a ${fishQuoted(offer.join(' '))}`
}

function fish(commands: readonly CommandWords[]): string {
  const lines = commands.flatMap(({ name, description, flags, offer }) => {
    const within = `complete -c wsspec -n '__fish_seen_subcommand_from ${name}'`
    const given = offer === 'paths' ? ' -F' : offer === null ? '' : ` -a ${fishQuoted(offer.join(' '))}`
    return [
      `complete -c wsspec -n __fish_use_subcommand -a ${name} -d ${fishQuoted(description)}`,
      ...(given === '' ? [] : [within + given]),
      ...flags.map(
        (flag) => `${within} -l ${flag.name.replace(/^--/, '')}${fishValue(flag)} -d ${fishQuoted(flag.help)}`,
      ),
    ]
  })
  return `# wsspec for fish: wsspec completion fish > ~/.config/fish/completions/wsspec.fish\ncomplete -c wsspec -f\n${lines.join('\n')}\n`
}

/** The completion script of a shell: commands, flags, ids and the names of servers. */
export function completionScript(shell: (typeof SHELLS)[number], commands: readonly CommandWords[]): string {
  return { bash, zsh, fish }[shell](commands)
}
