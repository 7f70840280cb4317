// A form of the console: its token, its key against double sending, its faults and its button.

import type { ComponentChildren } from 'preact';
import type { DomainError, FieldFault } from '../../domain/domain-error.js';
import { CONFIRMATION_BOX } from '../../request/actor.guard.js';
import { ErrorSummary } from './error-summary.js';
import { FieldGroups } from './fields.js';
import { fieldsOf, NO_VALUES, type FieldGroup, type FormValues } from './form-field.js';
import { FORM_KEY_FIELD, FORM_TOKEN_FIELD } from '../../request/form-token.js';

/** What every form of a session carries. */
export interface FormSeal {
  /** Null where nobody is signed in. */
  readonly token: string | null;
  /** A fresh UUID for each time that a form is drawn. */
  readonly key: string;
}

/** A form as it is first drawn, or drawn again after a refusal. */
export interface FormState {
  readonly values: FormValues;
  readonly refusal: DomainError | null;
  /** The refusal's faults at the rows that the page shows, where they differ. */
  readonly faults?: readonly FieldFault[];
}

export const NOTHING_SENT: FormState = { values: NO_VALUES, refusal: null };

interface ConsoleFormProps {
  readonly action: string;
  readonly seal: FormSeal;
  readonly groups: readonly FieldGroup[];
  readonly state: FormState;
  readonly button: string;
  readonly children?: ComponentChildren;
  /** The button of an action that is not the page's main one. */
  readonly quiet?: boolean;
  /** Whether the page tells the refusal above all else; then the form does not tell it again. */
  readonly toldAbove?: boolean;
  /** Where a page has several forms: sets the ids of this one's fields apart, since two forms may ask for a reason. */
  readonly name?: string;
}

export function ConsoleForm(props: ConsoleFormProps) {
  const { action, seal, groups, state, button, children, name, quiet = false, toldAbove = false } = props;
  const faults = state.faults ?? state.refusal?.faults ?? [];
  return (
    <form method="post" action={action} novalidate {...(takesFile(groups) && { enctype: 'multipart/form-data' })}>
      {!toldAbove && (
        <ErrorSummary
          refusal={state.refusal}
          fields={fieldsOf(groups)}
          faults={faults}
          {...(name !== undefined && { name })}
        />
      )}
      <Seal seal={seal} />
      {children}
      <FieldGroups groups={groups} form={{ values: state.values, faults, name }} />
      {state.refusal?.code === 'confirm_open_text' && <Confirmation />}
      <p class="actions">
        <button type="submit" class={quiet ? 'quiet' : 'main'}>
          {button}
        </button>
      </p>
    </form>
  );
}

/** A file needs another form of body, which is read on its own address alone. The seal stands first: nothing of a file is kept before its token is. */
function takesFile(groups: readonly FieldGroup[]): boolean {
  return fieldsOf(groups).some(({ control }) => control.control === 'file');
}

/** Never ticked when the form comes back: what was typed since is warned of again. */
function Confirmation() {
  return (
    <div class="field ticked">
      <input type="checkbox" id="confirm-open-text" name={CONFIRMATION_BOX} value="yes" />
      <label for="confirm-open-text">I have read the warnings above, and the text stays as it is</label>
    </div>
  );
}

function Seal({ seal }: { readonly seal: FormSeal }) {
  return (
    <>
      {seal.token !== null && <input type="hidden" name={FORM_TOKEN_FIELD} value={seal.token} />}
      <input type="hidden" name={FORM_KEY_FIELD} value={seal.key} />
    </>
  );
}

/** A form of one button. */
export function ActionForm(props: {
  readonly action: string;
  readonly seal: FormSeal;
  readonly button: string;
  /** What a screen reader says in place of the button's text, where several buttons have the same. */
  readonly label?: string;
  readonly values?: FormValues;
  readonly main?: boolean;
}) {
  const { action, seal, button, label, values = {}, main = false } = props;
  return (
    <form method="post" action={action} class="one-button">
      <Seal seal={seal} />
      {Object.entries(values).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <button type="submit" class={main ? 'main' : 'quiet'} {...(label !== undefined && { 'aria-label': label })}>
        {button}
      </button>
    </form>
  );
}
