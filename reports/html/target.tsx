import { identityOf, roleOf, type TargetResult } from '../../harness/case/results'
import { repeatLine } from '../repeat-command'
import { roleWords } from '../role-words'
import { headline, leftOutLine } from '../target-words'
import { clean } from '../text/clean'
import { handTemplate } from '../wire/by-hand'
import { Counts } from './badge'
import { Wire } from './wire'

/** The headline of a target with its counts, or a banner where it could not be judged. */
export function Headline({ target }: { target: TargetResult }) {
  const left = leftOutLine(target)
  return (
    <div class={target.diagnosis === undefined ? undefined : 'banner'}>
      <p class="lead">{headline(target)}</p>
      <Counts summary={target.summary} />
      {left && <p>{left}</p>}
    </div>
  )
}

function yesNo(value: boolean): string {
  return value ? 'yes' : 'no'
}

interface AboutProps {
  target: TargetResult
  name: string
  index: number
  command: readonly string[]
}

/** What the first exchange with a target is called. */
export function controlTitle(target: TargetResult): string {
  return roleOf(target) === 'client' ? 'A request and the correct answer' : 'The correct handshake and its answer'
}

/** What was found out about a server, or what a client offers. */
function Abilities({ target: { role, capabilities } }: { target: TargetResult }) {
  const { echo, subprotocols, permessageDeflate } = capabilities
  if (role === 'client')
    return (
      <>
        <dt>Offers permessage-deflate</dt>
        <dd>{yesNo(permessageDeflate)}</dd>
      </>
    )
  return (
    <>
      <dt>Echoes messages</dt>
      <dd>{yesNo(echo)}</dd>
      <dt>Subprotocols</dt>
      <dd>{subprotocols.map(clean).join(', ') || 'none found'}</dd>
      <dt>permessage-deflate</dt>
      <dd>{yesNo(permessageDeflate)}</dd>
    </>
  )
}

function HandLine({ target, index, command }: Omit<AboutProps, 'name'>) {
  if (roleOf(target) === 'client') return null
  return (
    <>
      <dt>By hand</dt>
      <dd>
        <code id={`hand-${index + 1}`}>{clean(handTemplate(target, command) ?? 'not known')}</code>
      </dd>
    </>
  )
}

/** What was found out about a target before the cases ran, and the correct handshake. */
export function About({ target, name, index, command }: AboutProps) {
  const { controls } = target
  const [control] = controls
  const known = identityOf(target)
  return (
    <>
      <h3 id={`target-${index + 1}`}>{name}</h3>
      <dl>
        <dt>URL</dt>
        <dd>
          <code>{clean(target.url)}</code>
        </dd>
        {known && <dt>{roleWords(target).Noun}</dt>}
        {known && <dd>{clean(`${known.name} ${known.version}, ${known.language}`)}</dd>}
        {target.diagnosis === undefined && <Abilities target={target} />}
        <dt>Run one case again</dt>
        <dd>
          <code id={`again-${index + 1}`}>{repeatLine('ID', target, command)}</code>
        </dd>
        <HandLine target={target} index={index} command={command} />
      </dl>
      {control && target.diagnosis === undefined && (
        <details id={`control-${index + 1}`}>
          <summary>{controlTitle(target)}</summary>
          <div>
            <Wire exchange={control} role={roleOf(target)} caption={`Control 1 of ${controls.length}`} />
          </div>
        </details>
      )}
    </>
  )
}
