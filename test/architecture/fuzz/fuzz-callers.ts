// Who asks: every role of one organisation, workers of three others, somebody whose token has expired, and strangers.

import { ROLES, type OrganisationKind, type Role } from '../../../src/domain/access/actor.js';
import type { TestApplication, TestUser } from '../../support/http-application.js';

export interface Caller {
  readonly name: string;
  /** Id of the organisation; null for whoever has no valid token. */
  readonly organisation: string | null;
  readonly roles: readonly Role[];
  /** What stands in the header Authorization; null where it is left out. */
  authorization(): Promise<string | null>;
  /** Called when the token was given back. */
  signedOut(): void;
}

/** Milliseconds of the registry's clock; an access token lives for 10 minutes. */
const TOKEN_USED_FOR = 8 * 60_000;

class SignedIn implements Caller {
  readonly organisation: string;
  readonly roles: readonly Role[];
  private current: { readonly token: string; readonly since: number } | null = null;

  constructor(
    readonly name: string,
    readonly user: TestUser,
    private readonly now: () => number,
  ) {
    this.organisation = user.organisation.id;
    this.roles = user.roles;
  }

  async authorization(): Promise<string> {
    if (this.current === null || this.now() - this.current.since > TOKEN_USED_FOR)
      this.current = { token: await this.user.token(), since: this.now() };
    return `Bearer ${this.current.token}`;
  }

  signedOut(): void {
    this.current = null;
  }
}

function stranger(name: string, authorization: string | null): Caller {
  return {
    name,
    organisation: null,
    roles: [],
    authorization: () => Promise.resolve(authorization),
    signedOut: () => undefined,
  };
}

const OTHERS: readonly (readonly [name: string, kind: OrganisationKind, party: string | null, roles: Role[]])[] = [
  ['partner', 'ngo', null, ['liaison', 'inquirer']],
  ['coordinator of the partner', 'ngo', null, ['coordinator', 'analyst']],
  ['verifier of the partner', 'ngo', null, ['verifier', 'auditor']],
  ['central agency', 'central_tracing_agency', null, ['coordinator', 'verifier', 'analyst']],
  ['second at the central agency', 'central_tracing_agency', null, ['coordinator', 'liaison']],
  ['bureau', 'national_information_bureau', 'Northern Republic', ['coordinator', 'inquirer', 'verifier']],
];

export class FuzzCallers {
  private constructor(
    readonly signedIn: readonly Caller[],
    readonly strangers: readonly Caller[],
    readonly users: readonly TestUser[],
    readonly parties: readonly string[],
    readonly organisations: readonly string[],
  ) {}

  static async gather(application: TestApplication): Promise<FuzzCallers> {
    const now = (): number => application.clock.now();
    const own = await application.seedOrganisation({ name: 'Vale Office', kind: 'ngo' });
    const callers: SignedIn[] = [];
    const join = async (name: string, organisation: typeof own, roles: readonly Role[]): Promise<void> => {
      callers.push(new SignedIn(name, await application.seedUser({ organisation, roles }), now));
    };
    for (const role of ROLES) await join(role, own, [role]);
    const south = await application.seedOrganisation({ kind: 'national_commission', party: 'Southern League' });
    const organisations = new Map<string, typeof own>();
    for (const [name, kind, party, roles] of OTHERS) {
      const key = `${kind} ${party ?? ''}`;
      const one = organisations.get(key) ?? (await application.seedOrganisation({ kind, party }));
      organisations.set(key, one);
      await join(name, one, roles);
    }
    const expired = `Bearer ${await callers[0]!.user.token()}`;
    application.clock.advance(11 * 60_000);
    const all = [own, south, ...organisations.values()];
    return new FuzzCallers(
      callers,
      [stranger('nobody', null), stranger('expired', expired), stranger('forger', 'Bearer eyJhbGciOiJub25lIn0.e30.')],
      callers.map(({ user }) => user),
      all.flatMap(({ party }) => (party === null ? [] : [party.partyKey])),
      all.map(({ id }) => id),
    );
  }

  named(name: string): Caller {
    const caller = this.signedIn.find((one) => one.name === name);
    if (caller === undefined) throw new Error(`nobody is called ${name}`);
    return caller;
  }
}
