/** Findings of a stack that no recipe removes. */
export interface Left {
  cases: readonly string[]
  /** Why there is no recipe, a sentence. */
  because: string
}

/** What was tried for a cause. */
export interface Fix {
  /** Its id (suites/causes.ts). */
  cause: string
  /** The cases whose findings a recipe removes, by stack. The recipe is the file `<cause>/<stack>.<extension>` in docs/fixes. */
  recipes: Readonly<Record<string, readonly string[]>>
  /** The findings that stay, or that a recipe brings, by stack, with the reason. */
  left?: Readonly<Record<string, Left>>
}

const NODE_PARSER = 'the parser of node:http answers 400 itself, before there is an upgrade event'
const FIRST_LINE =
  'up to nginx 1.22 a variable such as $http_connection holds only the first of several field lines, so that'

/** The fifteen causes that had the most findings in docs/results, the most frequent first. */
export const fixes: readonly Fix[] = [
  {
    cause: 'host-grammar-not-checked',
    recipes: {
      ws: ['2.05', '2.06', '2.07', '2.08', '2.10', '2.21'],
      websockets: ['2.05', '2.06', '2.07', '2.08', '2.10', '2.21'],
      aiohttp: ['2.05', '2.06', '2.07', '2.08', '2.10', '2.21'],
      gorilla: ['2.08', '2.10'],
      nginx: ['2.06', '2.08', '2.10'],
      haproxy: ['2.01', '2.05', '2.06', '2.07', '2.08', '2.10', '2.21'],
    },
  },
  {
    cause: 'key-form-not-checked',
    recipes: {
      aiohttp: ['5.06', '5.09', '5.16', '5.17', '5.18', '5.23'],
      gorilla: ['5.03', '5.04', '5.05', '5.06', '5.07', '5.08', '5.09', '5.16', '5.17', '5.18', '5.22', '5.23'],
    },
  },
  {
    cause: 'host-not-checked',
    recipes: {
      ws: ['2.01', '2.02', '2.03'],
      websockets: ['2.01', '2.02', '2.03'],
      aiohttp: ['2.01'],
      haproxy: ['2.01'],
    },
    left: {
      haproxy: { cases: ['2.03'], because: 'HAProxy merges equal Host lines before it applies its rules' },
    },
  },
  {
    cause: 'http-version-not-checked',
    recipes: {
      ws: ['1.09', '1.13', '1.14'],
      aiohttp: ['1.09', '1.13', '1.14'],
      gorilla: ['1.09'],
      nginx: ['1.09'],
      haproxy: ['1.09', '1.13'],
    },
    left: {
      ws: { cases: ['1.11'], because: NODE_PARSER },
      websockets: { cases: ['1.11'], because: 'the library answers 400 itself, before it calls process_request' },
    },
  },
  {
    cause: 'repeated-field-accepted',
    recipes: { aiohttp: ['5.14', '5.15', '6.11', '6.12'], gorilla: ['5.14', '5.15', '6.11', '6.12'] },
  },
  {
    cause: 'version-not-checked',
    recipes: {
      websockets: ['6.01', '6.02', '6.03', '6.04', '6.14', '6.16'],
      aiohttp: ['6.01', '6.02', '6.03', '6.04', '6.14'],
      gorilla: ['6.10'],
    },
  },
  {
    cause: 'deflate-offer-not-validated',
    recipes: {
      ws: ['10.05', '10.06', '10.09', '10.13', '10.15', '10.17', '10.18', '10.19', '10.20'],
      aiohttp: ['10.05', '10.06', '10.09', '10.19'],
      gorilla: ['10.05', '10.06', '10.08', '10.09', '10.13', '10.15', '10.17', '10.18', '10.19'],
      haproxy: ['10.05', '10.06', '10.09', '10.13', '10.15', '10.17', '10.18', '10.19'],
    },
    left: {
      nginx: {
        cases: ['10.05'],
        because: `${FIRST_LINE} a field that is rewritten loses the others; use the recipe for ws`,
      },
      haproxy: { cases: ['10.20'], because: 'the recipe removes the valid offer together with the invalid one' },
    },
  },
  {
    cause: 'body-not-refused',
    recipes: {
      ws: ['12.02', '12.03', '12.08', '12.11', '12.37'],
      websockets: ['12.02', '12.03', '12.05', '12.06', '12.08', '12.10', '12.11', '12.37', '12.51'],
      aiohttp: ['12.03', '12.12'],
      gorilla: ['12.02', '12.03', '12.08', '12.37'],
      nginx: ['12.02', '12.03', '12.12'],
    },
  },
  {
    cause: 'connection-not-checked',
    recipes: { ws: ['4.16'], aiohttp: ['4.08', '4.09', '4.13'] },
    left: {
      nginx: {
        cases: ['4.01', '4.02', '4.08', '4.09', '4.13', '4.16'],
        because: `${FIRST_LINE} a check would refuse a correct handshake whose second Connection line has Upgrade (4.05)`,
      },
    },
  },
  {
    cause: 'ambiguous-length-accepted',
    recipes: {},
    left: {
      aiohttp: {
        cases: ['12.11'],
        because:
          'aiohttp reads on for a body of unknown length, and closes two of these requests without a response (a warning)',
      },
      gorilla: {
        cases: ['12.05'],
        because: 'net/http of Go 1.19 removes an empty Content-Length before a handler sees the request',
      },
    },
  },
  { cause: 'upgrade-not-checked', recipes: { aiohttp: ['3.14'] } },
  { cause: 'method-not-checked', recipes: { aiohttp: ['1.02'] } },
  {
    cause: 'version-compared-as-number',
    recipes: { ws: ['6.08', '6.09'], nginx: ['6.08', '6.09'], haproxy: ['6.08', '6.09'] },
  },
  {
    cause: 'whitespace-not-trimmed',
    recipes: { ws: ['9.10'], aiohttp: ['5.12', '6.13', '9.25'], haproxy: ['9.10'] },
    left: {
      ws: {
        cases: ['4.11'],
        because: 'the parser of node:http does not find Upgrade there, so that there is no upgrade event',
      },
      nginx: {
        cases: ['2.18', '9.10'],
        because: `nginx answers 400 to HTAB around Host itself; ${FIRST_LINE} a rewritten Sec-WebSocket-Extensions loses the others`,
      },
    },
  },
  {
    cause: 'frame-bits-not-checked',
    recipes: {},
    left: {
      aiohttp: { cases: ['10.30'], because: 'the library reads the frames, and there is no hook' },
      gorilla: { cases: ['10.30', '10.31'], because: 'the library reads the frames, and there is no hook' },
    },
  },
]
