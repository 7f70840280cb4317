// Who the submitters, recipients and givers of answers are: whether the registry knows them, and on which party they depend.

import { DomainError } from '../../domain/domain-error.js';
import type { Side } from '../../domain/lists/list.js';
import type { Room } from '../room.js';

export interface KnownSide {
  readonly label: string;
  /** partyKey of the party that it is, or depends on; null for an independent organisation. */
  readonly party: string | null;
}

export class KnownSides {
  private constructor(
    private readonly parties: ReadonlyMap<string, string>,
    private readonly organisations: ReadonlyMap<string, KnownSide>,
  ) {}

  static async read(room: Room): Promise<KnownSides> {
    const parties = await room.organisations.parties();
    const organisations = await room.organisations.organisations();
    return new KnownSides(
      new Map(parties.map(({ partyKey, label }) => [partyKey, label])),
      new Map(organisations.map(({ id, name, party }) => [id, { label: name, party: party?.partyKey ?? null }])),
    );
  }

  find({ party, organisationId }: Side): KnownSide | null {
    if (organisationId !== null) return this.organisations.get(organisationId.toLowerCase()) ?? null;
    const label = this.parties.get(party ?? '');
    return label === undefined ? null : { label, party };
  }

  /** Throws `invalid_field` at `pointer` for a side that the registry does not know. */
  get(side: Side, pointer: string): KnownSide {
    const known = this.find(side);
    if (known !== null) return known;
    const [field, code] = side.party === null ? ['organisationId', 'unknown_organisation'] : ['party', 'unknown_party'];
    throw new DomainError('invalid_field', 'A party or an organisation is not known to this registry.', [
      { pointer: `${pointer}/${field}`, code, expected: 'one that this registry knows' },
    ]);
  }
}
