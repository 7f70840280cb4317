// The fields of the forms of sites and of what is counted there.

import { MOST_COUNTED, type GivenCount, type GivenSite } from '../../domain/remains/given-remains.js';
import { field, type FieldGroup, type FormField } from '../forms/form-field.js';
import { placeOptions, type ListedPlace } from '../records/place-options.js';
import { DATE_HINT, placeFields } from '../records/statement-fields.js';
import { SHARING_GROUP, textOf } from './remains-fields.js';

type Read = Readonly<Record<string, unknown>>;

function countFields(pointer: string, required: boolean): FormField[] {
  const number = (name: string, label: string): FormField =>
    field(`${pointer}/${name}`, label, { control: 'number', min: 0, max: MOST_COUNTED });
  return [
    field(`${pointer}/asOf`, 'Counted on', { control: 'text', maxLength: 60 }, { required, hint: DATE_HINT }),
    number('recovered', 'Recovered'),
    number('identified', 'Identified'),
    number('handedOver', 'Handed over'),
  ];
}

const COUNT_HINT =
  'People, without saying who. Leave open what nobody knows: it is shown as not known, and never as 0.';

export function countGroups(): FieldGroup[] {
  return [{ legend: 'The count', hint: COUNT_HINT, fields: countFields('', true) }];
}

export function siteGroups(places: readonly ListedPlace[]): FieldGroup[] {
  const [, ...precision] = placeFields('/place', places);
  const place = field('/place/code', 'Place', { control: 'select', options: placeOptions(places) }, { required: true });
  return [
    { legend: 'Where', fields: [place, ...precision] },
    { legend: 'What is counted there so far', hint: COUNT_HINT, fields: countFields('/count', false) },
    SHARING_GROUP,
  ];
}

/** What is left open is unknown, and not none; what is no number stays none, for the domain to refuse. */
export function countGiven(value: Read): GivenCount {
  const count = (name: string): number | null => {
    const given = value[name];
    return given === undefined ? null : typeof given === 'number' ? given : Number.NaN;
  };
  return {
    asOf: textOf(value['asOf']) ?? '',
    recovered: count('recovered'),
    identified: count('identified'),
    handedOver: count('handedOver'),
  };
}

export function siteGiven(value: Read): GivenSite {
  const place = (value['place'] ?? {}) as Read;
  const count = value['count'] as Read | undefined;
  return {
    place: { code: textOf(place['code']) ?? '', precision: textOf(place['precision']) ?? 'admin_area' },
    sharingLevel: textOf(value['sharingLevel']) ?? '',
    count: count === undefined ? null : countGiven(count),
  };
}
