import type { TargetResult } from '../../harness/case/results'
import { repeatLine } from '../repeat-command'
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

/** What probing showed about a target before the cases ran, and a correct handshake with its answer. */
export function About({ target, name, index, command }: AboutProps) {
  const { server, capabilities, controls } = target
  const [control] = controls
  const hand = handTemplate(target, command)
  return (
    <>
      <h3 id={`target-${index + 1}`}>{name}</h3>
      <dl>
        <dt>URL</dt>
        <dd>
          <code>{clean(target.url)}</code>
        </dd>
        {server && <dt>Server</dt>}
        {server && <dd>{clean(`${server.name} ${server.version}, ${server.language}`)}</dd>}
        <dt>Echoes messages</dt>
        <dd>{yesNo(capabilities.echo)}</dd>
        <dt>Subprotocols</dt>
        <dd>{capabilities.subprotocols.map(clean).join(', ') || 'none found'}</dd>
        <dt>permessage-deflate</dt>
        <dd>{yesNo(capabilities.permessageDeflate)}</dd>
        <dt>Run one case again</dt>
        <dd>
          <code id={`again-${index + 1}`}>{repeatLine('ID', target, command)}</code>
        </dd>
        <dt>By hand</dt>
        <dd>
          <code id={`hand-${index + 1}`}>{clean(hand ?? 'not known')}</code>
        </dd>
      </dl>
      {control && target.diagnosis === undefined && (
        <details id={`control-${index + 1}`}>
          <summary>The correct handshake and its answer</summary>
          <div>
            <Wire exchange={control} caption={`Control 1 of ${controls.length}`} />
          </div>
        </details>
      )}
    </>
  )
}
