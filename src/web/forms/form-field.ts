// What a field of a form is: where its value belongs, how it is asked for, and how the text that comes back is read.

export interface Option {
  readonly value: string;
  readonly label: string;
}

export interface OptionGroup {
  readonly label: string;
  readonly options: readonly Option[];
}

export type Control =
  | {
      readonly control: 'text';
      readonly type?: 'text' | 'password' | 'date';
      readonly maxLength?: number;
      readonly autocomplete?: 'off' | 'username' | 'current-password' | 'new-password' | 'one-time-code';
      /** A name: written from either side, and no word for a spelling checker, which may send it elsewhere. */
      readonly name?: boolean;
    }
  | { readonly control: 'area'; readonly maxLength: number; readonly rows?: number }
  | { readonly control: 'number'; readonly min: number; readonly max: number }
  /** With `empty` the field may be left open, and that is what leaving it open is called. */
  | { readonly control: 'select'; readonly options: readonly (Option | OptionGroup)[]; readonly empty?: string }
  | { readonly control: 'yes-no'; readonly empty?: string }
  | { readonly control: 'check' }
  /** One of several that may be ticked; its value is the text itself. */
  | { readonly control: 'pick'; readonly value: string }
  /** A file of the reader's machine; what a form sent of it is no text, and is never written back into a page. `types` are media types. */
  | { readonly control: 'file'; readonly types: readonly string[] }
  /** Several codes in one line, with commas or spaces between them. */
  | { readonly control: 'codes' }
  /** Not shown; goes with its row as soon as something else in the row is filled in. */
  | { readonly control: 'fixed'; readonly value: string };

export interface FormField {
  /** RFC 6901 pointer into the command that the form makes, as refusals name it; also the name of the input. */
  readonly pointer: string;
  readonly label: string;
  readonly hint?: string;
  readonly required?: boolean;
  readonly control: Control;
}

export interface FieldGroup {
  readonly legend: string;
  readonly hint?: string;
  readonly fields: readonly FormField[];
}

export function fieldsOf(groups: readonly FieldGroup[]): readonly FormField[] {
  return groups.flatMap(({ fields }) => fields);
}

/** What a form sent: one text per field. */
export type FormValues = Readonly<Record<string, string>>;

export const NO_VALUES: FormValues = {};

export function field(pointer: string, label: string, control: Control, more: Partial<FormField> = {}): FormField {
  return { pointer, label, control, ...more };
}

/** The HTML id under which a field is found; `form` names its form where a page has several. */
export function fieldId(pointer: string, form = ''): string {
  return `f${form === '' ? '' : `-${form}`}${pointer.replaceAll('/', '-')}`;
}

export function optionsOf(values: readonly string[], label: (value: string) => string): Option[] {
  return values.map((value) => ({ value, label: label(value) }));
}
