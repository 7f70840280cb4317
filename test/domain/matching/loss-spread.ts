// The spread of losses in time and place from which the weights of a loss are taken (docs/matching.md): what two people who have nothing but a name in common share by chance.

/** Half of all losses in two months of fighting, the others evenly over ten years around them. */
const MONTHS = 120;
const FIGHTING = [60, 61];
const IN_FIGHTING = 0.5;

/** Twelve areas of eight districts. Three areas lie at the front and have six of ten losses; in each area two districts have half of its losses. */
const AREAS = 12;
const FRONT = 3;
const AT_FRONT = 0.6;
const DISTRICTS = 8;
const HARD_HIT = 2;

export function shareOfMonth(month: number): number {
  return (1 - IN_FIGHTING) / MONTHS + (FIGHTING.includes(month) ? IN_FIGHTING / FIGHTING.length : 0);
}

export function shareOfDistrict(area: number, district: number): number {
  const ofArea = area < FRONT ? AT_FRONT / FRONT : (1 - AT_FRONT) / (AREAS - FRONT);
  return ofArea * (district < HARD_HIT ? 0.5 / HARD_HIT : 0.5 / (DISTRICTS - HARD_HIT));
}

export const MONTHS_OF_SPREAD = Array.from({ length: MONTHS }, (_, month) => month);
export const DISTRICTS_OF_SPREAD = Array.from({ length: AREAS * DISTRICTS }, (_, at) => ({
  area: Math.floor(at / DISTRICTS),
  district: at % DISTRICTS,
}));

/** As a projection has it; the first month is January 2016. */
export function monthText(month: number): string {
  return `${2016 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
}

export function placeText({ area, district }: { readonly area: number; readonly district: number }): {
  readonly state: string;
  readonly municipality: string;
} {
  return { state: `iso:XX-${area}`, municipality: `iso:XX-${area}-${district}` };
}

/** What two reports of one person's loss are assumed to say, set by hand. */
export const OF_ONE_PERSON = {
  same_month: 0.7,
  months_overlap: 0.8,
  months_near: 0.25,
  months_apart: 0.05,
  same_district: 0.75,
  same_region: 0.9,
  other_district: 0.15,
  other_region: 0.1,
} as const;
