// Who asks: every role of the organisation whose things they are, of an independent partner, and of an organisation that depends on a party.

import { ROLES, type Role } from '../../../src/domain/access/actor.js';
import type { TestApplication, TestUser } from '../../support/http-application.js';

export type Side = 'own' | 'partner' | 'bound';

export interface Asker {
  readonly side: Side;
  readonly role: Role;
  readonly user: TestUser;
  token: string;
}

export class AskingPeople {
  private constructor(
    readonly askers: readonly Asker[],
    /** Two people of the own organisation with every role, who make what is asked about. */
    readonly hands: readonly [Asker, Asker],
  ) {}

  static async gather(application: TestApplication): Promise<AskingPeople> {
    const organisations = {
      own: await application.seedOrganisation({ name: 'Vale Office', kind: 'ngo' }),
      partner: await application.seedOrganisation({ name: 'Lantern Society', kind: 'ngo' }),
      bound: await application.seedOrganisation({
        name: 'Northern Bureau',
        kind: 'national_information_bureau',
        party: 'Northern Republic',
      }),
    };
    await application.seedOrganisation({ kind: 'national_commission', party: 'Southern League' });
    const join = async (side: Side, roles: readonly Role[]): Promise<Asker> => {
      const user = await application.seedUser({ organisation: organisations[side], roles });
      return { side, role: roles[0]!, user, token: await user.token() };
    };
    const askers: Asker[] = [];
    for (const side of ['own', 'partner', 'bound'] as const) {
      for (const role of ROLES) askers.push(await join(side, [role]));
    }
    return new AskingPeople(askers, [await join('own', ROLES), await join('own', ROLES)]);
  }

  of(side: Side, role: Role): Asker {
    return this.askers.find((one) => one.side === side && one.role === role)!;
  }
}
