import type { CaseRecord, Suite } from '../harness/case/case'
import type { Cause } from '../harness/case/cause'
import type { Role } from '../harness/case/role'
import { causes } from './causes'
import { clientSuites } from './client'
import { clientCauses } from './client/causes'
import { suites } from './server'

/** The cases for one side, and what explains their findings. */
export interface Catalogue {
  suites: readonly Suite<CaseRecord>[]
  causes: readonly Cause[]
}

/** The cases and causes for each side, for what treats both alike: reports, the site, the pages of docs. */
export const CATALOGUE_OF: Readonly<Record<Role, Catalogue>> = {
  server: { suites, causes },
  client: { suites: clientSuites, causes: clientCauses },
}
