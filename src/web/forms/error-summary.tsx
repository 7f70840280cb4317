// Says above a form what kept it from being carried out, with a link to each field at fault.

import type { DomainError, FieldFault } from '../../domain/domain-error.js';
import { fieldId, type FormField } from './form-field.js';
import { faultWords, summaryWords } from './fault-words.js';
import { faultOf } from './fields.js';

/** Takes the focus when the page opens, so that a screen reader begins with it; `autofocus` needs no script. */
export function ErrorSummary(props: {
  readonly refusal: DomainError | null;
  readonly fields: readonly FormField[];
  readonly faults: readonly FieldFault[];
  /** Of the form whose fields these are, where the page has several. */
  readonly name?: string;
}) {
  const { refusal, fields, name } = props;
  if (refusal === null) return null;
  const faults = props.faults.map((fault) => ({
    fault,
    at: fields.find(({ pointer, control }) => control.control !== 'fixed' && faultOf(pointer, [fault]) !== undefined),
  }));
  return (
    <div class="errors" role="alert" tabindex={-1} autofocus>
      <h2>This was not done</h2>
      <p>{summaryWords(refusal)}</p>
      {faults.length > 0 && (
        <ul>
          {faults.map(({ fault, at }) => (
            <li>
              {at === undefined ? (
                faultWords(fault)
              ) : (
                <a href={`#${fieldId(at.pointer, name)}`}>
                  {at.label}: {faultWords(fault)}
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
