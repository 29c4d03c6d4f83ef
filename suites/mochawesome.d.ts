declare module 'mochawesome/addContext' {
  /** Attaches a piece of context to the running test, which mochawesome shows under it. */
  function addContext(test: Mocha.Context, context: string | { title: string; value: unknown }): void
  export = addContext
}
