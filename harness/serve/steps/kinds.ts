// The kinds of steps that answer a client, by their names in `do`. A new kind is one file in this folder and one line here.
export { converse } from './converse'
export { frame } from './frame'
export { halfClose } from './half-close'
export { pause } from './pause'
export { reply } from './reply'
export { reset } from './reset'
export { write } from './write'
