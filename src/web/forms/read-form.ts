// Reads what a form sent into the command that its fields describe; what no field asks for is not looked at.

import type { FieldFault } from '../../domain/domain-error.js';
import type { Control, FormField, FormValues } from './form-field.js';

interface FormReading {
  /** Absent fields are absent here too; rows of a list that were left empty are left out. */
  readonly value: Readonly<Record<string, unknown>>;
  /** The same fault at the row that the person who filled in the form sees. */
  readonly atField: (fault: FieldFault) => FieldFault;
}

/** Fields with an empty text are not given. A number that is none stays one, NaN, for the domain to refuse. */
function readValue({ control }: Control, text: string): unknown {
  if (control === 'number') return /^-?\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (control === 'codes') return text.split(/[\s,;]+/).filter((code) => code !== '');
  if (control === 'check') return text === 'yes';
  // A text that is neither stays one, for the domain to refuse.
  if (control === 'yes-no') return text === 'yes' || (text === 'no' ? false : text);
  return text;
}

type Branch = Map<string, unknown>;

function put(root: Branch, pointer: string, value: unknown): void {
  const steps = pointer.slice(1).split('/');
  let branch = root;
  for (const step of steps.slice(0, -1)) {
    const next = branch.get(step);
    const below: Branch = next instanceof Map ? (next as Branch) : new Map<string, unknown>();
    branch.set(step, below);
    branch = below;
  }
  branch.set(steps.at(-1) ?? '', value);
}

const isRow = (step: string): boolean => /^\d{1,2}$/.test(step);

/** Lists close their gaps; `rows` remembers which row each item of a list came from. */
function plain(branch: Branch, pointer: string, rows: Map<string, readonly string[]>): unknown {
  const steps = [...branch.keys()];
  const below = (step: string): unknown => {
    const value = branch.get(step);
    return value instanceof Map ? plain(value as Branch, `${pointer}/${step}`, rows) : value;
  };
  if (steps.length === 0 || !steps.every(isRow)) return Object.fromEntries(steps.map((step) => [step, below(step)]));
  rows.set(pointer, steps);
  return steps.map(below);
}

function rowOf(pointer: string): string {
  return pointer.slice(0, pointer.lastIndexOf('/'));
}

/** The row of a list that a refusal counts is the row on the page that it was read from. */
function pointBack(pointer: string, rows: ReadonlyMap<string, readonly string[]>): string {
  let given = '';
  let shown = '';
  for (const step of pointer.split('/').slice(1)) {
    const row = isRow(step) ? rows.get(given)?.[Number(step)] : undefined;
    given = `${given}/${step}`;
    shown = `${shown}/${row ?? step}`;
  }
  return shown;
}

export function readForm(fields: readonly FormField[], values: FormValues): FormReading {
  const root: Branch = new Map();
  const filled = new Set<string>();
  for (const { pointer, control } of fields) {
    const text = (values[pointer] ?? '').trim();
    if (text === '' || control.control === 'fixed' || control.control === 'file') continue;
    put(root, pointer, readValue(control, text));
    filled.add(rowOf(pointer));
  }
  for (const { pointer, control } of fields) {
    if (control.control === 'fixed' && filled.has(rowOf(pointer))) put(root, pointer, control.value);
  }
  const rows = new Map<string, readonly string[]>();
  const value = plain(root, '', rows) as Readonly<Record<string, unknown>>;
  return { value, atField: (fault) => ({ ...fault, pointer: pointBack(fault.pointer, rows) }) };
}
