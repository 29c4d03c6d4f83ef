import type { Mask } from '../../../../harness/run/stored-exchange'

/** A mask that hides nothing. */
export const OPEN: Mask = { bytes: (bytes) => bytes, text: (text) => text }
