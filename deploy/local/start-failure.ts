/** Why the shop does not start, in words for the person at the terminal; it needs no stack. */
export class StartFailure extends Error {}
