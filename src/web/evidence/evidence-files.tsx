// The files of an item on its page: what is known of each, and the way to it.

import type { EvidenceFile, FileAccess } from '../../domain/evidence/evidence-file.js';
import { ActionForm, type FormSeal } from '../forms/console-form.js';
import { dayInWords } from '../words/dates.js';
import { evidenceAddress } from './evidence-list-page.js';

const ACCESS_WORDS: Readonly<Record<FileAccess, string>> = {
  open: 'For whoever may see the item',
  restricted: 'Restricted',
};

/** What the reader could be let through with; each use case asks again. */
export interface FileRights {
  /** Whether the item is of the reader's organisation. */
  readonly own: boolean;
  readonly open: boolean;
  readonly request: boolean;
}

interface FilesProps {
  readonly code: string;
  /** Of the original. */
  readonly sha256: string;
  readonly files: readonly EvidenceFile[];
  readonly may: FileRights;
  readonly seal: FormSeal;
}

export function Files({ code, sha256, files, may, seal }: FilesProps) {
  if (files.length === 0) return null;
  const address = evidenceAddress(code);
  return (
    <section>
      <h2>Files</h2>
      <table class="cards">
        <caption class="unseen">Files of this item</caption>
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col">Type</th>
            <th scope="col">Bytes</th>
            <th scope="col">Added</th>
            <th scope="col">See it</th>
          </tr>
        </thead>
        <tbody>
          {files.map((file) => (
            <tr>
              <th scope="row">
                {ACCESS_WORDS[file.access]}
                <div class="small">{file.sha256 === sha256 ? 'The original' : 'A copy'}</div>
              </th>
              <td data-label="Type">{file.mediaType}</td>
              <td data-label="Bytes">{file.bytes}</td>
              <td data-label="Added">{dayInWords(file.addedAt)}</td>
              <td data-label="See it">
                {may.open && (may.own || file.access === 'open') && (
                  <DownloadForm code={code} access={file.access} request={null} seal={seal} />
                )}
                {may.request && !may.own && file.access === 'restricted' && (
                  <a href={`${address}/file-requests/new`}>Ask for it</a>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function DownloadForm(props: {
  readonly code: string;
  readonly access: FileAccess;
  /** Of the grant that allows it, where one is needed. */
  readonly request: string | null;
  readonly seal: FormSeal;
}) {
  const { code, access, request, seal } = props;
  return (
    <ActionForm
      action={`${evidenceAddress(code)}/downloads`}
      seal={seal}
      button="Download"
      label={`Download the ${access} file`}
      values={{ '/access': access, ...(request !== null && { '/request': request }) }}
    />
  );
}
