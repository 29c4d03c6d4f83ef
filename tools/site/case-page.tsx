import { roleOfId } from '../../harness/case/role'
import { type CasePage, contestedOutcome, DISPUTE, pageOf } from '../../reports/explain/case-page'
import { partNames } from '../../reports/explain/part-names'
import { CHECKED_TOO, type RequiredAnswer } from '../../reports/explain/required-answers'
import type { SentPart } from '../../reports/explain/sent-requests'
import { clean } from '../../reports/text/clean'
import { verdictLabel } from '../../reports/verdict-words'
import type { SitePage } from './layout'
import { rootOf } from './layout'
import { Prevalence } from './prevalence'
import type { SiteCase, SiteData } from './site-data'
import { WhoDiffers } from './who-differs'
import { Command, ImpactChip, Verdict } from './words'

/** A line of a request without its line end, where that is CR LF. */
function shown(text: string): string {
  return text.replace(/␍␊$/, '')
}

function Sent({ part, single }: { part: SentPart; single: boolean }) {
  return (
    <>
      {!single && (
        <p>
          <strong>{partNames(part.names, clean)}</strong>
          {part.twin ? ', to be compared with' : ''}
        </p>
      )}
      <pre class="diff">
        {part.lines.map(({ mark, text }) => {
          const line = `${mark === '-' ? '−' : mark} ${shown(text)}\n`
          return mark === '+' ? <ins>{line}</ins> : mark === '-' ? <del>{line}</del> : line
        })}
      </pre>
      {part.steps.length > 0 && (
        <>
          <p>As a script:</p>
          <ol>
            {part.steps.map((step, at) => (
              <li key={at}>{clean(step)}</li>
            ))}
          </ol>
        </>
      )}
    </>
  )
}

function Required({ of: { parts, description, verdicts, isChecked } }: { of: RequiredAnswer }) {
  return (
    <>
      <p>
        {parts.length > 0 && `${partNames(parts, clean)}: `}
        <strong>{clean(description)}</strong>
      </p>
      <dl class="meanings">
        {verdicts.map(({ verdict, answers }) => (
          <div key={verdict}>
            <dt>
              <Verdict verdict={verdict}>{verdictLabel(verdict)}</Verdict>
            </dt>
            <dd>{clean(answers)}</dd>
          </div>
        ))}
      </dl>
      {isChecked && <p>{CHECKED_TOO}</p>}
    </>
  )
}

function Meaning({ page: { id, cause }, root }: { page: CasePage; root: string }) {
  if (!cause) return null
  return (
    <>
      <h2>What a finding means</h2>
      <p>
        <ImpactChip impact={cause.impact} role={roleOfId(id)} />{' '}
        <a href={`${root}causes/${cause.id}.html`}>{cause.title}</a>. {cause.why}
      </p>
      <p>
        <strong>What to do.</strong> {cause.remedy}
      </p>
    </>
  )
}

function Source({ page: { id: caseId, clauses, statements, contested, argued } }: { page: CasePage }) {
  return (
    <>
      <h2>Source</h2>
      <ul>
        {clauses.map(({ text, url }) => (
          <li key={text}>
            <a href={url}>{text}</a>
          </li>
        ))}
      </ul>
      {statements.length > 0 && (
        <details>
          <summary>The normative statements that it tests ({statements.length})</summary>
          <ul>
            {statements.map(({ id, where, level, statement }) => (
              <li key={id}>
                {id}, RFC {where}, {level}: {statement}
              </li>
            ))}
          </ul>
        </details>
      )}
      {contested && (
        <>
          <h2>Contested</h2>
          <ul>
            <li>
              <strong>Strict</strong>: {contested.strict.says}
            </li>
            <li>
              <strong>Lenient</strong>: {contested.lenient.says}
            </li>
          </ul>
          <p>{contestedOutcome(caseId)}</p>
        </>
      )}
      {argued.length > 0 && (
        <>
          <h2>In public</h2>
          <ul>
            {argued.map(({ name, url, says }) => (
              <li key={url}>
                <a href={url}>{name}</a>: {says}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

function ByHand({ page: { hand, run } }: { page: CasePage }) {
  return (
    <>
      <h2>See it yourself</h2>
      {typeof hand === 'string' ? (
        <p>{hand}</p>
      ) : (
        <>
          <p>By hand, against a server on 127.0.0.1:8080:</p>
          <Command line={hand.line} />
          {hand.notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
        </>
      )}
      <p>With wsspec:</p>
      <Command line={`npx ${run}`} />
      <p class="dim">{DISPUTE}</p>
    </>
  )
}

function WhatIsSent({ page }: { page: CasePage }) {
  return (
    <>
      <h2>{roleOfId(page.id) === 'client' ? 'What is answered' : 'What is sent'}</h2>
      {page.sent.length === 0 ? (
        <p>This case sends nothing. It checks the answers to other cases.</p>
      ) : (
        page.sent.map((part) => <Sent key={part.names[0]} part={part} single={page.sent.length === 1} />)
      )}
      <h2>What is required</h2>
      {page.derived.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {page.required.map((each) => (
        <Required key={each.description} of={each} />
      ))}
      {page.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </>
  )
}

/** The page of a case: what is sent, what is required and why, and who differs. */
export function casePage(of: SiteCase, data: SiteData): SitePage {
  const page = pageOf(of.entry)
  const { id, title, level, suite, why } = page
  const path = `cases/${id}.html`
  const root = rootOf(path)
  return {
    path,
    title: `${id} ${title}: WebSocket opening handshake`,
    description: `${level}. ${why ?? title}`,
    content: (
      <>
        <p class="crumbs">
          <a href="index.html">Cases</a> /{' '}
          <a href={`index.html#suite-${suite.number}`}>
            {suite.number} {suite.title}
          </a>
        </p>
        <h1>
          {id} {title}
        </h1>
        <p class="facts">
          <span class="chip">{level}</span>
          {page.contested && <span class="chip">contested</span>} {page.clauses[0] && leading(page.clauses[0].text)}
        </p>
        <Prevalence of={of} />
        {why !== undefined && <p class="lead">{why}</p>}
        <WhatIsSent page={page} />
        <Meaning page={page} root={root} />
        <Source page={page} />
        <h2 id="who">Who differs</h2>
        <WhoDiffers of={of} data={data} root={root} />
        <ByHand page={page} />
      </>
    ),
  }
}

/** A clause without its words: `RFC 6455 4.2.2`. */
function leading(clause: string): string {
  return /^RFC \d+ [\dA-Z][\w.]*/.exec(clause)?.[0] ?? clause
}
