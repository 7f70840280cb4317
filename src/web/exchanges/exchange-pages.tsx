// The pages of exchanges: the list, and one exchange with its roster and totals.

import type { ComponentChildren } from 'preact';
import { nextStates, type ExchangeState } from '../../domain/exchanges/exchange-state.js';
import type { ExchangeView } from '../../domain/exchanges/exchange-view.js';
import type { ListedExchanges } from '../../usecases/exchanges/list-exchanges.js';
import type { ReadExchangeAnswer } from '../../usecases/exchanges/read-exchange.js';
import { ActionForm, type FormSeal } from '../forms/console-form.js';
import { Pseudonym } from '../records/pseudonym.js';
import { dateInWords, instantInWords } from '../words/dates.js';
import { inWords } from '../words/in-words.js';

type Labels = ReadonlyMap<string, string>;

export function exchangeAddress(id: string): string {
  return `/console/exchanges/${id}`;
}

function dayOf({ steps, exchange }: ExchangeView): string {
  const handedOver = steps.find(({ state }) => state === 'handed_over');
  const day = handedOver?.day ?? exchange.day;
  return day === null ? 'Not known' : dateInWords(day.edtf);
}

function sidesOf({ exchange }: ExchangeView, parties: Labels): string {
  return exchange.sides.map((side) => parties.get(side) ?? '').join(' · ');
}

export function ExchangeListPage(page: ListedExchanges & { readonly mayRecord: boolean }) {
  const { exchanges, cursor, parties, mayRecord } = page;
  return (
    <>
      <div class="heading">
        <h1>Exchanges</h1>
        {mayRecord && (
          <p>
            <a class="button main" href="/console/exchanges/new">
              Record an exchange
            </a>
          </p>
        )}
      </div>
      {exchanges.length === 0 ? (
        <p>No exchange is known to your organisation.</p>
      ) : (
        <table class="cards">
          <caption class="unseen">Exchanges, newest first</caption>
          <thead>
            <tr>
              <th scope="col">Between</th>
              <th scope="col">Day</th>
              <th scope="col">State</th>
            </tr>
          </thead>
          <tbody>
            {exchanges.map((view) => (
              <tr>
                <th scope="row">
                  <a href={exchangeAddress(view.exchange.id)}>{sidesOf(view, parties)}</a>
                </th>
                <td data-label="Day">{dayOf(view)}</td>
                <td data-label="State">{inWords(view.state)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {cursor !== null && (
        <nav class="pages" aria-label="Pages">
          <a href={`/console/exchanges?cursor=${encodeURIComponent(cursor)}`} rel="next">
            Next page
          </a>
        </nav>
      )}
    </>
  );
}

interface ExchangePageProps {
  readonly answer: ReadExchangeAnswer;
  readonly mayRecord: boolean;
  readonly seal: FormSeal;
}

export function ExchangePage({ answer, mayRecord, seal }: ExchangePageProps) {
  const { view, parties, own } = answer;
  const { exchange, state } = view;
  const address = exchangeAddress(exchange.id);
  const next = nextStates(state).filter((to) => mayRecord && (own || to === 'verified'));
  return (
    <>
      <h1>Exchange: {sidesOf(view, parties)}</h1>
      <p class="lead">
        {inWords(state)}. {dayOf(view)}. {exchange.agreement ?? 'Agreement not known'}
        {exchange.clause !== null && `, clause ${exchange.clause}`}.
      </p>
      <p class="actions">
        {next.map((to) => (
          <a class="button" href={`${address}/steps/${to}`}>
            {inWords(to)}
          </a>
        ))}
        {mayRecord && own && state !== 'called_off' && (
          <a class="button" href={`${address}/roster`}>
            Enter the roster
          </a>
        )}
        {mayRecord && (
          <a class="button" href={`${address}/debriefs`}>
            Debriefs
          </a>
        )}
      </p>
      <Totals answer={answer} />
      <Contradictions answer={answer} />
      <Roster answer={answer} seal={seal} mayInvite={mayRecord} />
      <Steps answer={answer} />
    </>
  );
}

function Table({
  caption,
  heads,
  children,
}: {
  caption: string;
  heads: readonly string[];
  children: ComponentChildren;
}) {
  return (
    <table class="cards">
      <caption>{caption}</caption>
      <thead>
        <tr>
          {heads.map((head) => (
            <th scope="col">{head}</th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

function Totals({ answer: { view, parties, notShown } }: { readonly answer: ReadExchangeAnswer }) {
  const heads = [
    'Handed over by',
    'Agreed',
    'Handed over',
    'Absent',
    'Unlisted',
    'Cannot say who they are',
    'Not shown to you',
  ];
  return (
    <Table caption="People by side" heads={heads}>
      {view.totals.map((totals) => (
        <tr>
          <th scope="row">{parties.get(totals.side)}</th>
          <td data-label="Agreed">{totals.agreed}</td>
          <td data-label="Handed over">{totals.handedOver}</td>
          <td data-label="Absent">{totals.absent}</td>
          <td data-label="Unlisted">{totals.unlisted}</td>
          <td data-label="Cannot say who they are">{totals.unidentified}</td>
          <td data-label="Not shown to you">{notShown.get(totals.side) ?? 0}</td>
        </tr>
      ))}
    </Table>
  );
}

function Contradictions({ answer: { view, parties } }: { readonly answer: ReadExchangeAnswer }) {
  if (view.contradictions.length === 0) return null;
  return (
    <section class="sheet">
      <h2>What does not fit together</h2>
      <ul>
        {view.contradictions.map(({ side, contradiction, of, said, saidBy, against }) => (
          <li>
            {parties.get(side)}: {inWords(contradiction)} ({inWords(of)}
            {saidBy !== null && `, as ${parties.get(saidBy) ?? ''} says`}) {said !== null && `${said} against `}
            {against}.
          </li>
        ))}
      </ul>
    </section>
  );
}

function Roster(props: { readonly answer: ReadExchangeAnswer; readonly seal: FormSeal; readonly mayInvite: boolean }) {
  const { answer, seal, mayInvite } = props;
  const { lines, parties, view } = answer;
  if (lines.length === 0) return <p>Nobody whom you may see is on the roster.</p>;
  const action = `${exchangeAddress(view.exchange.id)}/debriefs`;
  return (
    <Table caption="The roster" heads={['Person', 'Handed over by', 'Standing', 'Debrief']}>
      {lines.map(({ pseudonym, entry }) => (
        <tr>
          <th scope="row">
            <a href={`/console/persons/${pseudonym}`}>
              <Pseudonym text={pseudonym} />
            </a>
          </th>
          <td data-label="Handed over by">{parties.get(entry.side)}</td>
          <td data-label="Standing">
            {inWords(entry.standing)}
            {entry.said !== null && `: ${inWords(entry.said)}`}
            {entry.unidentified && <span class="tag">Cannot say who they are</span>}
            {entry.confidential && <span class="tag">In confidence</span>}
          </td>
          <td data-label="Debrief">
            {mayInvite && (entry.standing === 'handed_over' || entry.standing === 'unlisted') && (
              <ActionForm
                action={action}
                seal={seal}
                button="Invite"
                label={`Invite ${pseudonym} to a debrief`}
                values={{ '/person': pseudonym }}
              />
            )}
          </td>
        </tr>
      ))}
    </Table>
  );
}

function Steps({ answer: { view, organisations } }: { readonly answer: ReadExchangeAnswer }) {
  return (
    <Table caption="Steps" heads={['Step', 'Day', 'Recorded']}>
      {view.steps.map((step) => (
        <tr>
          <th scope="row">{inWords(step.state)}</th>
          <td data-label="Day">{step.day === null ? 'Not said' : dateInWords(step.day.edtf)}</td>
          <td data-label="Recorded">
            {instantInWords(step.recordedAt)}, {organisations.get(step.organisationId)}
            {step.attestedBy !== null && `: ${inWords(step.attestedBy)}`}
          </td>
        </tr>
      ))}
    </Table>
  );
}

export const STEP_WORDS: Readonly<Partial<Record<ExchangeState, string>>> = {
  handed_over: 'A statement is written about everybody who came: released, arrival not attested.',
  verified: 'The arrival of everybody who came and whom you may see is stated as attested.',
};
