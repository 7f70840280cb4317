// A row of registry.party.

import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'registry', name: 'party' })
export class PartyRow {
  @PrimaryColumn('uuid') id!: string;
  @Column('text', { name: 'party_key' }) partyKey!: string;
  @Column('text') label!: string;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
}
