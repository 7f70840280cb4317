// The part of one's own account that says where it is signed in, and ends that.

import type { ListedSession } from '../../usecases/access/list-own-sessions.js';
import { ConsoleForm, type FormSeal, type FormState } from '../forms/console-form.js';
import { field, type FieldGroup } from '../forms/form-field.js';
import { instantInWords } from '../words/dates.js';
import { PASSWORD_AGAIN, PRESENT_CODE } from './proof-fields.js';

/** In the place of an id. */
export const ALL_OTHERS = 'others';

const VIA_WORDS = { api: 'A program, by the API', console: 'The console' } as const;

interface SessionsProps {
  readonly sessions: readonly ListedSession[];
  /** Whether the account has a second factor. */
  readonly withCode: boolean;
  readonly state: FormState;
  readonly seal: FormSeal;
}

export function Sessions({ sessions, withCode, state, seal }: SessionsProps) {
  return (
    <section>
      <h2>Where you are signed in</h2>
      <p>
        If you do not know one of these, end it and ask your administrator for a link to a new password. The console’s
        sessions also end after 30 minutes without a request.
      </p>
      <table class="cards">
        <thead>
          <tr>
            <th scope="col">Signed in</th>
            <th scope="col">By</th>
            <th scope="col">Last used</th>
            <th scope="col">Ends</th>
          </tr>
        </thead>
        <tbody>
          {sessions.map((one) => (
            <tr>
              <th scope="row">{instantInWords(one.begunAt)}</th>
              <td data-label="By">{one.current ? `${VIA_WORDS[one.via]}: this session` : VIA_WORDS[one.via]}</td>
              <td data-label="Last used">{instantInWords(one.lastUsedAt)}</td>
              <td data-label="Ends">{instantInWords(one.endsAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ConsoleForm
        action="/console/account/sessions/end"
        seal={seal}
        groups={groupsOf(sessions, withCode)}
        state={state}
        button="End it"
        name="sessions"
        quiet
      />
    </section>
  );
}

function groupsOf(sessions: readonly ListedSession[], withCode: boolean): readonly FieldGroup[] {
  const options = [
    { value: ALL_OTHERS, label: 'All but this session' },
    ...sessions.map((one) => ({ value: one.id, label: labelOf(one) })),
  ];
  const which = field('/id', 'Which', { control: 'select', options }, { required: true });
  const proof = withCode ? [PASSWORD_AGAIN, PRESENT_CODE] : [PASSWORD_AGAIN];
  return [{ legend: 'End a session', fields: [which, ...proof] }];
}

function labelOf({ via, begunAt, current }: ListedSession): string {
  return `${VIA_WORDS[via]}, since ${instantInWords(begunAt)}${current ? ' (this session)' : ''}`;
}
