// Draws the control of a field: what a person types into, chooses from or ticks.

import type { JSX } from 'preact';
import type { Control, Option, OptionGroup } from './form-field.js';

export interface InputAttributes {
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

type TypedControl = Extract<Control, { readonly control: 'text' | 'area' | 'number' | 'codes' }>;

function TypedInput({ control, value, attributes }: InputProps & { readonly control: TypedControl }) {
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
  }
}

export function Input({ control, value, attributes }: InputProps): JSX.Element | null {
  switch (control.control) {
    case 'yes-no':
      return <Select attributes={attributes} value={value} options={YES_NO} empty={control.empty ?? 'Not said'} />;
    case 'select':
      return <Select attributes={attributes} value={value} options={control.options} empty={control.empty} />;
    case 'check':
      return <input {...attributes} type="checkbox" value="yes" checked={value === 'yes'} />;
    case 'pick':
      return <input {...attributes} type="checkbox" value={control.value} checked={value === control.value} />;
    case 'file':
      return <input {...attributes} type="file" accept={control.types.join(',')} />;
    case 'fixed':
      return null;
    case 'text':
    case 'area':
    case 'number':
    case 'codes':
      return <TypedInput control={control} value={value} attributes={attributes} />;
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
