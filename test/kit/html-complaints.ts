import { HtmlValidate } from 'html-validate'

const VALIDATOR = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  rules: {
    // A title names every target, ids of cases begin with a digit and have dots, and the filters are never sent anywhere.
    'long-title': 'off',
    'valid-id': ['error', { relaxed: true }],
    'wcag/h32': 'off',
    'no-inline-style': 'error',
    // Style: either way is HTML.
    'doctype-style': 'off',
    'void-style': 'off',
    'no-trailing-whitespace': 'off',
  },
})

/** What is wrong with a page as HTML, a line each; empty where nothing is. */
export async function htmlComplaints(page: string): Promise<string[]> {
  const report = await VALIDATOR.validateString(page)
  return report.results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line }) => `${line} ${ruleId} ${message}`),
  )
}
