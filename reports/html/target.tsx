import type { TargetResult } from '../../harness/results'
import { clean } from '../text'
import { findings, leftOutLine, sentence } from '../words'
import { Badge, Counts } from './badge'
import { anchorOf } from './case'
import { Wire } from './wire'

/** The headline of a target with its counts, or a banner where it could not be judged. */
export function Headline({ target }: { target: TargetResult }) {
  const left = leftOutLine(target)
  return (
    <div class={target.diagnosis === undefined ? undefined : 'banner'}>
      <p class="lead">{sentence(target)}</p>
      <Counts summary={target.summary} />
      {left && <p>{left}</p>}
    </div>
  )
}

/** What has to be looked at, the gravest first, each with a link to its case. */
export function Findings({ target, name }: { target: TargetResult; name: string | null }) {
  const found = findings(target)
  return (
    <>
      {name !== null && <h3>{name}</h3>}
      {found.length === 0 ? (
        <p>Nothing failed, was contested or warned about.</p>
      ) : (
        <ul class="findings">
          {found.map((result) => (
            <li key={result.id}>
              <Badge verdict={result.verdict} />{' '}
              <a href={`#${anchorOf(result.id)}`}>
                <span class="id">{result.id}</span> {clean(result.title)}
              </a>{' '}
              <span class="level">{result.level}</span>
              {result.got !== '' && <span class="got">{clean(result.got)}</span>}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function yesNo(value: boolean): string {
  return value ? 'yes' : 'no'
}

/** What was found out about a target before it was judged, with the correct handshakes that bracket the run. */
export function About({ target, name, index }: { target: TargetResult; name: string; index: number }) {
  const { server, capabilities, controls } = target
  return (
    <>
      <h3>{name}</h3>
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
      </dl>
      {controls.length > 0 && (
        <details id={`controls-${index + 1}`}>
          <summary>
            <span class="title">The correct handshake and its answer</span>
          </summary>
          <div class="case">
            {controls.slice(0, 2).map((exchange, i) => (
              <Wire key={i} exchange={exchange} caption={`Control ${i + 1} of ${controls.length}`} />
            ))}
          </div>
        </details>
      )}
    </>
  )
}
