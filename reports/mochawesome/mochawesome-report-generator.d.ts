declare module 'mochawesome-report-generator/lib/main-html' {
  /** What the generator's page is made of. */
  interface PageParts {
    /** The report's data, JSON. */
    data: string
    inlineScripts: string
    inlineStyles: string
    scriptsUrl: string
    stylesUrl: string
    options: Record<string, unknown>
    title: string
    useInlineAssets: boolean
  }
  /** Renders the page without its doctype; data and options are escaped into attributes. */
  function renderMainHTML(parts: PageParts): string
  export = renderMainHTML
}
