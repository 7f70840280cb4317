// Gives anybody a published release as a file for machines, made from the stored release alone.

import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { servicePrincipal } from '../../domain/access/actor.js';
import { notFound } from '../../domain/domain-error.js';
import { releaseRows, type ReleaseRow } from '../../domain/statistics/release-rows.js';
import type { ReleaseDocument } from '../../domain/statistics/release-document.js';
import { writeReleaseCells } from '../../formats/releases/release-csv.js';
import { canonicalDocument } from '../../formats/releases/release-document-text.js';
import { writeReleaseHxl } from '../../formats/releases/release-hxl.js';
import { releasePackage, type DescribedFile } from '../../formats/releases/release-package.js';
import { Database } from '../../persistence/database.js';

export const RELEASE_FILES = [
  'cells.json',
  'cells.csv',
  'cells.hxl.csv',
  'datapackage.json',
  'document.json',
  'document.note',
] as const;
export type ReleaseFile = (typeof RELEASE_FILES)[number];

export interface ExportedRelease {
  readonly text: string;
  /** For whoever keeps the file. */
  readonly fileName: string;
}

/** A release without its state: what is superseded later is the same file. */
export interface FlatRelease extends Pick<
  ReleaseDocument,
  'measure' | 'version' | 'base' | 'asOf' | 'notes' | 'split'
> {
  readonly release: number;
  readonly demonstration: boolean;
  readonly rows: readonly ReleaseRow[];
}

interface Source {
  readonly document: ReleaseDocument;
  readonly publishedAt: number | null;
  readonly demonstration: boolean;
  readonly signedNote: string | null;
}

/** Null where the release has no such file. */
const WRITERS: Readonly<Record<ReleaseFile, (source: Source) => string | null>> = {
  'cells.json': (source) => JSON.stringify(flat(source)),
  'cells.csv': ({ document }) => writeReleaseCells(document),
  'cells.hxl.csv': ({ document }) => writeReleaseHxl(document),
  'datapackage.json': (source) => JSON.stringify(described(source)),
  'document.json': ({ document }) => canonicalDocument(document),
  'document.note': ({ signedNote }) => signedNote,
};

@Injectable()
export class ExportRelease {
  constructor(private readonly database: Database) {}

  async execute(number: number, file: ReleaseFile, requestId: string): Promise<ExportedRelease> {
    const source = await this.database.snapshot(servicePrincipal('api', requestId), async (room): Promise<Source> => {
      const release = await room.releases.findPublic(number);
      if (release === null) throw notFound();
      const { document, publishedAt, signedNote } = release;
      return { document, publishedAt, signedNote, demonstration: (await room.meta.find('demonstration')) !== null };
    });
    const owner = source.demonstration ? 'whereabouts-demonstration' : 'whereabouts';
    const text = WRITERS[file](source);
    if (text === null) throw notFound();
    return { text, fileName: `${owner}-release-${number}-${file}` };
  }
}

function flat({ document, demonstration }: Source): FlatRelease {
  const { number, measure, version, base, asOf, notes, split } = document;
  const heading = { release: number, demonstration, measure, version, base, asOf, notes };
  return { ...heading, ...(split !== undefined && { split }), rows: releaseRows(document) };
}

function described(source: Source): object {
  const fileOf = (text: string): DescribedFile => ({
    bytes: Buffer.byteLength(text),
    sha256: createHash('sha256').update(text).digest('hex'),
  });
  const { document } = source;
  const [cells, hxl] = [fileOf(writeReleaseCells(document)), fileOf(writeReleaseHxl(document))];
  return releasePackage({ ...source, cells, hxl });
}
