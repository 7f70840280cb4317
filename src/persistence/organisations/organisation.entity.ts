// A row of registry.organisation.

import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'registry', name: 'organisation' })
export class OrganisationRow {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
  @Column('text') kind!: string;
  @Column('uuid', { name: 'party_id', nullable: true }) partyId!: string | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
}
