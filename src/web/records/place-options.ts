// The gazetteer as a list to choose from: places under the area of the first level that they lie in.

import type { Option, OptionGroup } from '../forms/form-field.js';

/** As much of a place of the gazetteer as a list needs. */
export interface ListedPlace {
  readonly code: string;
  readonly parentCode: string | null;
  readonly name: string;
}

export function placeOptions(places: readonly ListedPlace[]): readonly OptionGroup[] {
  const byCode = new Map(places.map((place) => [place.code, place]));
  const groups = new Map<string, ListedPlace[]>();
  for (const place of places) {
    const top = topOf(place, byCode);
    groups.set(top, [...(groups.get(top) ?? []), place]);
  }
  return [...groups].map(([top, members]) => ({
    label: byCode.get(top)?.name ?? top,
    options: members
      .sort((a, b) => Number(b.code === top) - Number(a.code === top))
      .map((place) => optionOf(place, top)),
  }));
}

/** A gazetteer is a tree, and its database has no other; the limit only keeps a broken one from looping. */
const DEEPEST = 10;

function topOf(place: ListedPlace, byCode: ReadonlyMap<string, ListedPlace>): string {
  let at = place;
  for (let level = 0; level < DEEPEST; level += 1) {
    const parent = at.parentCode === null ? undefined : byCode.get(at.parentCode);
    if (parent === undefined) break;
    at = parent;
  }
  return at.code;
}

function optionOf({ code, name }: ListedPlace, top: string): Option {
  return { value: code, label: code === top ? `${name} (whole area)` : name };
}
