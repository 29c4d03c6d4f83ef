import type { ProcessContext } from '../settings/process-context'

/**
 * The address of the job that runs wsspec, where its reports can be found: on GitHub Actions and GitLab CI. Undefined
 * elsewhere.
 */
export function runPage(env: ProcessContext['env']): string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: id, CI_JOB_URL: job } = env
  return server && repository && id ? `${server}/${repository}/actions/runs/${id}` : job || undefined
}
