// The people of a roster on a form: groups of the same standing, chosen by its words, and the lines of the request that they make.

import { invalidField, type FieldFault } from '../../domain/domain-error.js';
import type { ExchangeState } from '../../domain/exchanges/exchange-state.js';
import type { GivenLine } from '../../domain/exchanges/read-roster.js';
import { ABSENCE_REASONS, standingsIn } from '../../domain/exchanges/roster.js';
import { field, optionsOf, type FieldGroup, type FormField, type FormValues } from '../forms/form-field.js';
import { inWords } from '../words/in-words.js';

/** Of different standing, or absent for different reasons; whoever has more sends the form again. */
const GROUPS_OF_A_FORM = 4;
/** Characters: as many pseudonyms as one request may have. */
const LONGEST = 60_000;

/** The standings are those that somebody can have while the exchange is in this state. */
export function peopleGroups(state: ExchangeState): FieldGroup[] {
  return Array.from({ length: GROUPS_OF_A_FORM }, (_, at) => ({
    legend: at === 0 ? 'People of one standing' : 'More people, of another standing',
    ...(at === 0 && { hint: 'One pseudonym a line. Everybody in these lines has the standing that is chosen here.' }),
    fields: groupFields(`/groups/${at}`, state),
  }));
}

function groupFields(pointer: string, state: ExchangeState): FormField[] {
  const standings = standingsIn(state);
  const said = field(`${pointer}/said`, 'What was said of the absent', {
    control: 'select',
    options: optionsOf(ABSENCE_REASONS, inWords),
    empty: 'They are not absent',
  });
  return [
    field(`${pointer}/persons`, 'People', { control: 'area', maxLength: LONGEST, rows: 4 }),
    field(`${pointer}/standing`, 'Their standing', { control: 'select', options: optionsOf(standings, inWords) }),
    ...(standings.includes('absent') ? [said] : []),
  ];
}

/** A line of a request, and where on the form it was written. */
interface WrittenLine {
  readonly line: GivenLine;
  readonly group: number;
  /** From 1, among the lines of its group that are not empty. */
  readonly number: number;
}

function writtenLines(values: FormValues): WrittenLine[] {
  const text = (pointer: string): string => (values[pointer] ?? '').trim();
  const side = text('/side');
  const confidential = values['/confidential'] === 'yes';
  return Array.from({ length: GROUPS_OF_A_FORM }, (_, group) => {
    const [standing, said] = [text(`/groups/${group}/standing`), text(`/groups/${group}/said`)];
    const persons = text(`/groups/${group}/persons`).split('\n');
    return persons
      .map((person) => person.trim())
      .filter((person) => person !== '')
      .map((person, at) => ({
        line: { person, side, standing, confidential, ...(said !== '' && { said }) },
        group,
        number: at + 1,
      }));
  }).flat();
}

/** Throws `invalid_field` where something is chosen of a group that names nobody: its people were forgotten, or are elsewhere. */
export function linesOf(values: FormValues): GivenLine[] {
  const written = writtenLines(values);
  const named = new Set(written.map(({ group }) => group));
  for (let group = 0; group < GROUPS_OF_A_FORM; group += 1) {
    const chosen = ['standing', 'said'].some((name) => (values[`/groups/${group}/${name}`] ?? '') !== '');
    if (chosen && !named.has(group))
      throw invalidField(`/groups/${group}/persons`, 'the people of whom this was chosen');
  }
  return written.map(({ line }) => line);
}

/** Faults of lines at the fields of the group that holds them: a choice of all is told once, a person with the number of the line. */
export function atGroups(faults: readonly FieldFault[], values: FormValues): FieldFault[] {
  const written = writtenLines(values);
  const told = new Map<string, FieldFault>();
  for (const fault of faults) {
    const moved = atGroup(fault, written);
    told.set(`${moved.pointer} ${moved.expected ?? moved.code}`, moved);
  }
  return [...told.values()];
}

function atGroup(fault: FieldFault, written: readonly WrittenLine[]): FieldFault {
  const [, at, part = 'person'] = /^\/lines\/(\d+)(?:\/(\w+))?$/.exec(fault.pointer) ?? [];
  if (at === undefined) return { ...fault, pointer: elsewhere(fault.pointer) };
  const { group, number } = written[Number(at)] ?? { group: 0, number: 1 };
  if (part === 'side') return { ...fault, pointer: '/side' };
  if (part === 'standing' || part === 'said') return { ...fault, pointer: `/groups/${group}/${part}` };
  const expected = `Person ${number}: ${fault.expected ?? fault.code}.`;
  return { ...fault, pointer: `/groups/${group}/persons`, expected };
}

/** What is wrong with all lines, or with none, is told where the first would be written. */
function elsewhere(pointer: string): string {
  if (pointer === '/lines') return '/groups/0/persons';
  return pointer.startsWith('/unidentified/') ? '/unidentified' : pointer;
}
