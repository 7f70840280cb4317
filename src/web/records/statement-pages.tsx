// The pages on which a statement is added, superseded or retracted.

import { STATEMENT_DETAILS } from '../../domain/records/statement-details.js';
import { STATEMENT_KIND_GROUPS } from '../../domain/records/statement-kinds.js';
import { isStatementKind, type StatementKind } from '../../domain/records/statement-kinds.js';
import { ConsoleForm, type FormSeal, type FormState } from '../forms/console-form.js';
import { field, type FieldGroup } from '../forms/form-field.js';
import { inWords } from '../words/in-words.js';
import { caseAddress } from './case-view.js';
import { Pseudonym } from './pseudonym.js';

export function CaseCrumb({ pseudonym }: { readonly pseudonym: string }) {
  return (
    <p class="crumb no-print">
      <a href="/console/cases">Cases</a> › <a href={caseAddress(pseudonym)}>{<Pseudonym text={pseudonym} />}</a>
    </p>
  );
}

export function KindPage({ pseudonym }: { readonly pseudonym: string }) {
  return (
    <section class="middle">
      <CaseCrumb pseudonym={pseudonym} />
      <h1>Add a statement</h1>
      <p class="lead">What kind of statement is it? One source may give several: add them one by one.</p>
      {Object.entries(STATEMENT_KIND_GROUPS).map(([group, kinds]) => (
        <KindGroup pseudonym={pseudonym} group={group} kinds={kinds.filter(isStatementKind)} />
      ))}
    </section>
  );
}

interface KindGroupProps {
  readonly pseudonym: string;
  readonly group: string;
  readonly kinds: readonly StatementKind[];
}

function KindGroup({ pseudonym, group, kinds }: KindGroupProps) {
  if (kinds.length === 0) return null;
  return (
    <section class="sheet">
      <h2>{inWords(group)}</h2>
      <dl class="facts">
        {kinds.map((kind) => (
          <>
            <dt>
              <a href={`${caseAddress(pseudonym)}/statements/new?kind=${kind}`}>{STATEMENT_DETAILS[kind].label}</a>
            </dt>
            <dd>{STATEMENT_DETAILS[kind].hint}</dd>
          </>
        ))}
      </dl>
    </section>
  );
}

interface StatementPageProps {
  readonly pseudonym: string;
  readonly kind: StatementKind;
  readonly groups: readonly FieldGroup[];
  readonly seal: FormSeal;
  readonly state: FormState;
}

export function StatementPage({ pseudonym, kind, groups, seal, state }: StatementPageProps) {
  const address = `${caseAddress(pseudonym)}/statements`;
  return (
    <section class="middle">
      <CaseCrumb pseudonym={pseudonym} />
      <h1>Add a statement: {STATEMENT_DETAILS[kind].label}</h1>
      <p>
        {STATEMENT_DETAILS[kind].hint} <a href={`${address}/new`}>Choose another kind</a>
      </p>
      <p class="small">
        Never write a name into a statement. It cannot be edited later, only superseded or retracted with a reason.
      </p>
      <ConsoleForm action={address} seal={seal} groups={groups} state={state} button="Record the statement">
        <input type="hidden" name="kind" value={kind} />
      </ConsoleForm>
    </section>
  );
}

interface SupersessionPageProps {
  readonly pseudonym: string;
  readonly statementId: string;
  readonly kind: StatementKind;
  readonly title: string;
  readonly groups: readonly FieldGroup[];
  readonly seal: FormSeal;
  readonly state: FormState;
}

export function SupersessionPage(page: SupersessionPageProps) {
  const { pseudonym, statementId, kind, title, groups, seal, state } = page;
  return (
    <section class="middle">
      <CaseCrumb pseudonym={pseudonym} />
      <h1>Supersede a statement</h1>
      <div class="notice">
        <p>
          <strong>{title}.</strong> What you write below takes its place. It will no longer count and stays readable,
          struck out. This cannot be undone; the statement in its place can be superseded or retracted in its turn.
        </p>
      </div>
      <p class="small">
        The form holds what the statement says; change what was wrong. Never write a name into it. Where another kind of
        statement is meant, retract this one and add the other.
      </p>
      <ConsoleForm
        action={`${caseAddress(pseudonym)}/statements/${statementId}/supersession`}
        seal={seal}
        groups={groups}
        state={state}
        button="Supersede"
      >
        <input type="hidden" name="kind" value={kind} />
      </ConsoleForm>
    </section>
  );
}

const RETRACTION: readonly FieldGroup[] = [
  {
    legend: 'Why it is retracted',
    fields: [
      field(
        '/reason',
        'Reason',
        { control: 'area', maxLength: 1000 },
        { required: true, hint: 'Without names. It stays in the history beside the statement.' },
      ),
    ],
  },
];

interface RetractionPageProps {
  readonly pseudonym: string;
  readonly statementId: string;
  readonly title: string;
  readonly seal: FormSeal;
  readonly state: FormState;
}

export function RetractionPage({ pseudonym, statementId, title, seal, state }: RetractionPageProps) {
  return (
    <section class="middle">
      <CaseCrumb pseudonym={pseudonym} />
      <h1>Retract a statement</h1>
      <div class="notice">
        <p>
          <strong>{title}.</strong> It will no longer count and stays readable, struck out. This cannot be undone.
        </p>
      </div>
      <ConsoleForm
        action={`${caseAddress(pseudonym)}/statements/${statementId}/retraction`}
        seal={seal}
        groups={RETRACTION}
        state={state}
        button="Retract"
      />
    </section>
  );
}
