/** The words for what is tested, and the folder of its pages. A site about clients would differ here. */
export const ROLE = { one: 'server', many: 'servers', One: 'Server', Many: 'Servers', folder: 'servers' } as const
