import type { NamedTarget } from './named-target'

/** A target with another name for reports. */
export function renamed(named: NamedTarget, name: string): NamedTarget {
  const open: NamedTarget['open'] = async (signal) => {
    const opened = await named.open(signal)
    return { ...opened, target: { ...opened.target, name } }
  }
  return { ...named, name, open }
}
