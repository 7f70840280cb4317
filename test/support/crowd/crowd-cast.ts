// Who lives in the mirrored crowd: offices bound to either party, offices bound to none, and somebody for every role.

import { ROLES, type OrganisationKind, type Role } from '../../../src/domain/access/actor.js';
import type { Member, MirroredServices, SideName } from './mirrored-services.js';

export interface Office {
  readonly name: string;
  readonly id: string;
  /** The party that it is bound to. */
  readonly side: SideName | null;
  /** Does everything that is done with cases. */
  readonly worker: Member;
  /** The second person, where two are asked for. */
  readonly second: Member;
}

export interface Cast {
  readonly offices: readonly Office[];
  /** Whoever has one role alone, at the first office. */
  readonly ofOneRole: readonly Member[];
}

const CASE_WORK = ['coordinator', 'liaison', 'inquirer', 'analyst'] as const satisfies readonly Role[];
const SIGNING = ['verifier', 'custodian'] as const satisfies readonly Role[];

const OFFICES: readonly (readonly [name: string, kind: OrganisationKind, side: SideName | null])[] = [
  ['Lantern Office', 'national_society', null],
  ['Central Tracing', 'central_tracing_agency', null],
  ['Harbour Watch', 'ngo', null],
  ['Liaison of the one', 'liaison_office', 'first'],
  ['Liaison of the other', 'liaison_office', 'second'],
  ['Bureau of the one', 'national_information_bureau', 'first'],
  ['Bureau of the other', 'national_information_bureau', 'second'],
  ['Commission of the one', 'national_commission', 'first'],
  ['Commission of the other', 'national_commission', 'second'],
  ['Institute of the Vale', 'medico_legal_institute', null],
];

export async function gatherCast(services: MirroredServices): Promise<Cast> {
  const offices: Office[] = [];
  for (const [name, kind, side] of OFFICES) {
    const id = await services.organisation(name, kind, side);
    const worker = await services.member(`worker of ${name}`, id, CASE_WORK);
    const second = await services.member(`second of ${name}`, id, SIGNING);
    offices.push({ name, id, side, worker, second });
  }
  const first = offices[0]!;
  const ofOneRole: Member[] = [];
  for (const role of ROLES) ofOneRole.push(await services.member(`${role} alone`, first.id, [role]));
  return { offices, ofOneRole };
}
