// The parties and organisations among which a form chooses who submitted, received or answered a list.

import { Injectable } from '@nestjs/common';
import type { Actor } from '../../domain/access/actor.js';
import { ListParties } from '../../usecases/administration/list-parties.js';
import { ListSharingPartners } from '../../usecases/records/list-sharing-partners.js';
import type { SideChoices } from './list-fields.js';

@Injectable()
export class ListSides {
  constructor(
    private readonly listParties: ListParties,
    private readonly listSharingPartners: ListSharingPartners,
  ) {}

  /** The reader's own organisation first. */
  async choices(actor: Actor): Promise<SideChoices> {
    const parties = await this.listParties.execute(actor);
    const partners = await this.listSharingPartners.execute(actor);
    return { parties, organisations: [{ id: actor.organisationId, name: 'Our own organisation' }, ...partners] };
  }
}
