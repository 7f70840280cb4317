// Reads identity particulars as given from outside: every fault is named by its pointer, and no fault repeats what was given.

import type { FieldFault } from '../domain-error.js';
import { detectScript, NAME_SCRIPTS } from '../names/detect-script.js';
import { isBirthDate } from './birth-date.js';
import {
  NAME_ORDERS,
  NAME_ROLES,
  type IdentityParticulars,
  type NameRole,
  type NextOfKin,
  type PersonName,
} from './identity-particulars.js';
import { textProblem } from './plain-text.js';

/** Code points of each text, and entries of each list; generous for any known naming custom, small enough to seal and index. */
export const IDENTITY_LIMITS = {
  names: 16,
  nextOfKin: 20,
  nameText: 200,
  kinship: 80,
  contact: 300,
  birthDate: 40,
  unit: 200,
  marks: 4000,
  circumstances: 10_000,
  notes: 10_000,
  photoUrl: 2000,
} as const;

export type IdentityReading =
  | { readonly ok: true; readonly identity: IdentityParticulars }
  | { readonly ok: false; readonly faults: readonly FieldFault[] };

type Given = Readonly<Record<string, unknown>>;

function asObject(given: unknown): Given | null {
  return typeof given === 'object' && given !== null && !Array.isArray(given) ? (given as Given) : null;
}

/** Collects faults while it reads; what is at fault is left out of the value, which is then never handed out. */
class Reader {
  readonly faults: FieldFault[] = [];

  fault(pointer: string, code: string, expected?: string): void {
    this.faults.push(expected === undefined ? { pointer, code } : { pointer, code, expected });
  }

  object(given: unknown, pointer: string, keys: readonly string[]): Given {
    const object = asObject(given);
    if (object === null) this.fault(pointer, 'wrong_type', 'an object');
    for (const key of Object.keys(object ?? {})) {
      if (!keys.includes(key)) this.fault(pointer, 'unknown_field', `only ${keys.join(', ')}`);
    }
    return object ?? {};
  }

  list(given: unknown, pointer: string, most: number): readonly unknown[] {
    if (!Array.isArray(given)) {
      this.fault(pointer, 'wrong_type', 'a list');
      return [];
    }
    if (given.length > most) {
      this.fault(pointer, 'too_many', `at most ${most}`);
      return [];
    }
    return given;
  }

  text(given: unknown, pointer: string, rule: Parameters<typeof textProblem>[1]): string {
    const problem = textProblem(given, rule);
    if (problem === null) return (given as string).trim();
    this.fault(pointer, problem, problem === 'too_long' ? `at most ${rule.longest} characters` : undefined);
    return '';
  }

  choice<T extends string>(given: unknown, pointer: string, choices: readonly T[], otherwise: T): T {
    if (given === undefined || given === null) return otherwise;
    const choice = choices.find((one) => one === given);
    if (choice === undefined) this.fault(pointer, 'not_in_list', `one of ${choices.join(', ')}`);
    return choice ?? otherwise;
  }
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function readName(reader: Reader, given: unknown, pointer: string): PersonName {
  const name = reader.object(given, pointer, ['text', 'script', 'order', 'role']);
  const text = reader.text(name['text'], `${pointer}/text`, { longest: IDENTITY_LIMITS.nameText, letterNeeded: true });
  return {
    text,
    script: reader.choice(name['script'], `${pointer}/script`, NAME_SCRIPTS, detectScript(text)),
    order: reader.choice(name['order'], `${pointer}/order`, NAME_ORDERS, 'unknown'),
    role: reader.choice(name['role'], `${pointer}/role`, NAME_ROLES, 'own'),
  };
}

function readNames(reader: Reader, given: unknown): Pick<IdentityParticulars, 'names' | 'fatherName' | 'motherName'> {
  const all = reader
    .list(given, '/names', IDENTITY_LIMITS.names)
    .map((name, at) => readName(reader, name, `/names/${at}`));
  const inRoles = (...roles: readonly NameRole[]): PersonName[] => all.filter((name) => roles.includes(name.role));
  const [names, fatherName, motherName] = [inRoles('own', 'alias'), inRoles('father'), inRoles('mother')];
  return {
    ...(names.length > 0 && { names }),
    ...(fatherName.length > 0 && { fatherName }),
    ...(motherName.length > 0 && { motherName }),
  };
}

function readKin(reader: Reader, given: unknown, pointer: string): NextOfKin {
  const kin = reader.object(given, pointer, ['name', 'kinship', 'contact']);
  return {
    name: reader.text(kin['name'], `${pointer}/name`, { longest: IDENTITY_LIMITS.nameText, letterNeeded: true }),
    kinship: reader.text(kin['kinship'], `${pointer}/kinship`, {
      longest: IDENTITY_LIMITS.kinship,
      letterNeeded: true,
    }),
    ...(isGiven(kin['contact']) && {
      contact: reader.text(kin['contact'], `${pointer}/contact`, { longest: IDENTITY_LIMITS.contact }),
    }),
  };
}

function readNextOfKin(reader: Reader, given: unknown): Pick<IdentityParticulars, 'nextOfKin'> {
  const nextOfKin = reader
    .list(given, '/nextOfKin', IDENTITY_LIMITS.nextOfKin)
    .map((kin, at) => readKin(reader, kin, `/nextOfKin/${at}`));
  return nextOfKin.length > 0 ? { nextOfKin } : {};
}

const CONTACT_KEYS = ['name', 'address', 'email', 'phone'] as const;

function readSourceContact(reader: Reader, given: unknown): Pick<IdentityParticulars, 'sourceContact'> {
  const contact = reader.object(given, '/sourceContact', CONTACT_KEYS);
  const entries = CONTACT_KEYS.filter((key) => isGiven(contact[key])).map(
    (key) => [key, reader.text(contact[key], `/sourceContact/${key}`, { longest: IDENTITY_LIMITS.contact })] as const,
  );
  return entries.length > 0 ? { sourceContact: Object.fromEntries(entries) } : {};
}

function readBirthDate(reader: Reader, given: unknown): Pick<IdentityParticulars, 'birthDate'> {
  const birthDate = reader.text(given, '/birthDate', { longest: IDENTITY_LIMITS.birthDate });
  if (birthDate !== '' && !isBirthDate(birthDate)) {
    reader.fault(
      '/birthDate',
      'not_a_date',
      'an EDTF level 1 date or interval, for example 1994-03-02, 1994-XX or 1990/1995',
    );
  }
  return { birthDate };
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
}

function readPhotoUrl(reader: Reader, given: unknown): Pick<IdentityParticulars, 'photoUrl'> {
  const photoUrl = reader.text(given, '/photoUrl', { longest: IDENTITY_LIMITS.photoUrl });
  if (photoUrl !== '' && !isWebAddress(photoUrl))
    reader.fault('/photoUrl', 'not_a_web_address', 'an http or https address');
  return { photoUrl };
}

const READERS: Readonly<Record<string, (reader: Reader, given: unknown) => IdentityParticulars>> = {
  names: readNames,
  birthDate: readBirthDate,
  unit: (reader, given) => ({ unit: reader.text(given, '/unit', { longest: IDENTITY_LIMITS.unit }) }),
  marks: (reader, given) => ({
    marks: reader.text(given, '/marks', { longest: IDENTITY_LIMITS.marks, severalLines: true }),
  }),
  circumstances: (reader, given) => ({
    circumstances: reader.text(given, '/circumstances', {
      longest: IDENTITY_LIMITS.circumstances,
      severalLines: true,
    }),
  }),
  nextOfKin: readNextOfKin,
  notes: (reader, given) => ({
    notes: reader.text(given, '/notes', { longest: IDENTITY_LIMITS.notes, severalLines: true }),
  }),
  sourceContact: readSourceContact,
  photoUrl: readPhotoUrl,
};

/**
 * The input has one list `names` for all roles ({text, script?, order?, role?}; role own by default, script detected from the text) and the
 * keys birthDate, unit, marks, circumstances, nextOfKin, notes, sourceContact and photoUrl. Null is absent. An empty object is a nameless record and legal.
 * Pointers start at the identity itself ("/names/0/text").
 */
export function readIdentityParticulars(given: unknown): IdentityReading {
  const reader = new Reader();
  const object = reader.object(given, '', Object.keys(READERS));
  const parts = Object.entries(READERS)
    .filter(([key]) => isGiven(object[key]))
    .map(([key, read]) => read(reader, object[key]));
  if (reader.faults.length > 0) return { ok: false, faults: reader.faults };
  return { ok: true, identity: Object.assign({}, ...parts) as IdentityParticulars };
}
