/** What was read of a list so far. */
interface Progress<Item, State> {
  read: number
  items: Item[]
  state: State
}

/**
 * Makes a function that reads a list which only grows, and remembers how far it has read: a link is read again with every
 * piece that comes.
 * @param begin gives the state before the first item
 * @param next gives what one more item makes, or null; it may change the state
 */
export function growing<From extends object, To, State>(
  begin: () => State,
  next: (item: From, state: State) => To | null,
): (list: readonly From[]) => readonly To[] {
  const known = new WeakMap<readonly From[], Progress<To, State>>()
  return (list) => {
    const progress = known.get(list) ?? { read: 0, items: [], state: begin() }
    known.set(list, progress)
    for (; progress.read < list.length; progress.read++) {
      const made = next(list[progress.read] as From, progress.state)
      if (made !== null) progress.items.push(made)
    }
    return progress.items
  }
}
