// Draws the fields of a form with their labels, hints and faults.

import type { JSX } from 'preact';
import type { FieldFault } from '../../domain/domain-error.js';
import {
  fieldId,
  type Control,
  type FieldGroup,
  type FormField,
  type FormValues,
  type Option,
  type OptionGroup,
} from './form-field.js';

interface FilledForm {
  readonly values: FormValues;
  readonly faults: readonly FieldFault[];
}

/** A fault of a part belongs to the whole's field, and a fault of the whole to each of its parts. */
export function faultOf(pointer: string, faults: readonly FieldFault[]): FieldFault | undefined {
  return faults.find(
    (fault) =>
      fault.pointer === pointer ||
      fault.pointer.startsWith(`${pointer}/`) ||
      (fault.pointer !== '' && pointer.startsWith(`${fault.pointer}/`)),
  );
}

/** Lists are chosen from by their words, and not by the codes that a refusal names. */
const FROM_A_LIST = /^one of /;

export function faultWords(fault: FieldFault): string {
  if (fault.expected !== undefined && FROM_A_LIST.test(fault.expected)) return 'Choose one from the list.';
  if (fault.expected === undefined) return `${capital(fault.code.replaceAll('_', ' '))}.`;
  const expected = /[.!?]$/.test(fault.expected) ? fault.expected : `${fault.expected}.`;
  return /^[A-Z]/.test(expected) ? expected : `Expected: ${expected}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function Fields({ fields, form }: { readonly fields: readonly FormField[]; readonly form: FilledForm }) {
  return (
    <>
      {fields.map((field) => (
        <Field field={field} form={form} />
      ))}
    </>
  );
}

export function FieldGroups({ groups, form }: { readonly groups: readonly FieldGroup[]; readonly form: FilledForm }) {
  return (
    <>
      {groups.map(({ legend, hint, fields }) => (
        <fieldset>
          <legend>{legend}</legend>
          {hint !== undefined && <p class="hint">{hint}</p>}
          <div class="fields">
            <Fields fields={fields} form={form} />
          </div>
        </fieldset>
      ))}
    </>
  );
}

/** Characters of a hint that no longer fits beside another field. */
const LONG_HINT = 60;

interface FieldProps {
  readonly field: FormField;
  readonly form: FilledForm;
  /** Says nothing of being optional, as in a choice of what is shown. */
  readonly plain?: boolean;
}

export function Field({ field, form, plain = false }: FieldProps) {
  const { pointer, label, hint, control, required = false } = field;
  if (control.control === 'fixed') return null;
  const id = fieldId(pointer);
  // A fault of the whole is told once, above the form, and not at each box that may be ticked.
  const fault = control.control === 'pick' ? undefined : faultOf(pointer, form.faults);
  const described = [...(hint === undefined ? [] : [`${id}-hint`]), ...(fault === undefined ? [] : [`${id}-fault`])];
  const attributes: InputAttributes = {
    id,
    name: pointer,
    required,
    ...(described.length > 0 && { 'aria-describedby': described.join(' ') }),
    ...(fault !== undefined && { 'aria-invalid': 'true' as const }),
  };
  const ticked = control.control === 'check' || control.control === 'pick';
  const value = form.values[pointer] ?? '';
  const wide = (hint?.length ?? 0) > LONG_HINT;
  return (
    <div
      class={`field ${ticked ? 'ticked' : control.control}${wide ? ' wide' : ''}${fault === undefined ? '' : ' faulty'}`}
    >
      {ticked && <Input control={control} value={value} attributes={attributes} />}
      <label for={id}>
        {label}
        {!required && !ticked && !plain && <span class="optional"> (optional)</span>}
      </label>
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {fault !== undefined && (
        <p class="fault" id={`${id}-fault`}>
          {faultWords(fault)}
        </p>
      )}
      {!ticked && <Input control={control} value={value} attributes={attributes} />}
    </div>
  );
}

interface InputAttributes {
  readonly id: string;
  readonly name: string;
  readonly required: boolean;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: 'true';
}

interface InputProps {
  readonly control: Control;
  readonly value: string;
  readonly attributes: InputAttributes;
}

/** A password is never written back into a page. */
function TextInput({ control, value, attributes }: InputProps & { readonly control: { readonly control: 'text' } }) {
  const { type = 'text', maxLength, autocomplete = 'off', name = false } = control;
  return (
    <input
      {...attributes}
      type={type}
      autocomplete={autocomplete}
      {...(maxLength !== undefined && { maxLength })}
      {...(name && { dir: 'auto' as const, spellcheck: false })}
      {...(type !== 'password' && { value })}
    />
  );
}

function Input(props: InputProps): JSX.Element | null {
  const { control, value, attributes } = props;
  switch (control.control) {
    case 'text':
      return <TextInput control={control} value={value} attributes={attributes} />;
    case 'area':
      return (
        <textarea {...attributes} rows={control.rows ?? 3} maxLength={control.maxLength} dir="auto" autocomplete="off">
          {value}
        </textarea>
      );
    case 'number': {
      const { min, max } = control;
      return <input {...attributes} type="number" min={min} max={max} step={1} value={value} autocomplete="off" />;
    }
    case 'codes':
      return <input {...attributes} type="text" value={value} autocomplete="off" spellcheck={false} />;
    case 'yes-no':
      return <Select attributes={attributes} value={value} options={YES_NO} empty={control.empty ?? 'Not said'} />;
    case 'select':
      return <Select attributes={attributes} value={value} options={control.options} empty={control.empty} />;
    case 'check':
      return <input {...attributes} type="checkbox" value="yes" checked={value === 'yes'} />;
    case 'pick':
      return <input {...attributes} type="checkbox" value={control.value} checked={value === control.value} />;
    case 'fixed':
      return null;
  }
}

const YES_NO: readonly Option[] = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
];

interface SelectProps {
  readonly attributes: InputAttributes;
  readonly value: string;
  readonly options: readonly (Option | OptionGroup)[];
  readonly empty: string | undefined;
}

function Select({ attributes, value, options, empty = 'Choose …' }: SelectProps) {
  return (
    <select {...attributes}>
      <option value="">{empty}</option>
      {options.map((option) =>
        'options' in option ? (
          <optgroup label={option.label}>
            {option.options.map((one) => (
              <Choice option={one} value={value} />
            ))}
          </optgroup>
        ) : (
          <Choice option={option} value={value} />
        ),
      )}
    </select>
  );
}

function Choice({ option, value }: { readonly option: Option; readonly value: string }) {
  return (
    <option value={option.value} selected={option.value === value}>
      {option.label}
    </option>
  );
}
