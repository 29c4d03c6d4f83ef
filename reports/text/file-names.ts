const LONGEST = 80

function safe(text: string): string {
  const name = text
    .replace(/[^\w.-]+/g, '-')
    .slice(0, LONGEST)
    .replace(/^[.-]+|[.-]+$/g, '')
  return name === '' ? 'unnamed' : name
}

/**
 * A file name without an extension for each of `texts`: letters, digits, `.`, `_` and `-`. No name is there twice, not even
 * on a file system that ignores case.
 */
export function fileNames(texts: readonly string[]): string[] {
  const taken = new Set<string>()
  return texts.map((text) => {
    const name = safe(text)
    let free = name
    for (let i = 2; taken.has(free.toLowerCase()); i++) free = `${name}-${i}`
    taken.add(free.toLowerCase())
    return free
  })
}
