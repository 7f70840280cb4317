// Draws the fields of a form with their labels, hints and faults.

import type { JSX } from 'preact';
import type { FieldFault } from '../../domain/domain-error.js';
import { faultWords } from './fault-words.js';
import { Input, type InputAttributes } from './field-input.js';
import { fieldId, type FieldGroup, type FormField, type FormValues } from './form-field.js';

export interface FilledForm {
  readonly values: FormValues;
  readonly faults: readonly FieldFault[];
  /** Sets the ids of its fields apart, where a page has several forms. */
  readonly name?: string | undefined;
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

function Fields({ fields, form }: { readonly fields: readonly FormField[]; readonly form: FilledForm }) {
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
  const { pointer, control } = field;
  if (control.control === 'fixed') return null;
  // A fault of the whole is told once, above the form, and not at each box that may be ticked.
  const fault = control.control === 'pick' ? undefined : faultOf(pointer, form.faults);
  const value = form.values[pointer] ?? '';
  const ticked = control.control === 'check' || control.control === 'pick';
  const id = fieldId(pointer, form.name);
  const parts = {
    id,
    field,
    fault,
    input: <Input control={control} value={value} attributes={attributesOf(id, field, fault)} />,
  };
  return ticked ? <TickedField {...parts} /> : <LabelledField {...parts} plain={plain} />;
}

function attributesOf(
  id: string,
  { pointer, hint, required = false }: FormField,
  fault: FieldFault | undefined,
): InputAttributes {
  const described = [...(hint === undefined ? [] : [`${id}-hint`]), ...(fault === undefined ? [] : [`${id}-fault`])];
  return {
    id,
    name: pointer,
    required,
    ...(described.length > 0 && { 'aria-describedby': described.join(' ') }),
    ...(fault !== undefined && { 'aria-invalid': 'true' as const }),
  };
}

interface PartProps {
  readonly id: string;
  readonly field: FormField;
  readonly fault: FieldFault | undefined;
  readonly input: JSX.Element;
}

function TickedField({ id, field, fault, input }: PartProps) {
  return (
    <div class={fault === undefined ? 'field ticked' : 'field ticked faulty'}>
      {input}
      <label for={id}>{field.label}</label>
      <Notes id={id} field={field} fault={fault} />
    </div>
  );
}

function LabelledField({ id, field, fault, input, plain }: PartProps & { readonly plain: boolean }) {
  const { label, hint = '', control, required = false } = field;
  const classes = [
    'field',
    control.control,
    hint.length > LONG_HINT ? 'wide' : '',
    fault === undefined ? '' : 'faulty',
  ];
  return (
    <div class={classes.filter((name) => name !== '').join(' ')}>
      <label for={id}>
        {label}
        {!required && !plain && <span class="optional"> (optional)</span>}
      </label>
      <Notes id={id} field={field} fault={fault} />
      {input}
    </div>
  );
}

function Notes({ id, field: { hint }, fault }: Omit<PartProps, 'input'>) {
  return (
    <>
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
    </>
  );
}
