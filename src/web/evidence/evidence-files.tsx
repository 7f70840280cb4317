// The files of an item on its page: what is known of each, and the way to it.

import type { FileAccess } from '../../domain/evidence/evidence-file.js';
import type { FileState } from '../../domain/evidence/file-state.js';
import type { ShownFile } from '../../usecases/evidence/read-evidence.js';
import { ActionForm, type FormSeal } from '../forms/console-form.js';
import { dayInWords } from '../words/dates.js';
import { evidenceAddress } from './evidence-list-page.js';

const ACCESS_WORDS: Readonly<Record<FileAccess, string>> = {
  open: 'For whoever may see the item',
  restricted: 'Restricted',
};

const STATE_WORDS: Readonly<Record<Exclude<FileState, 'kept'>, string>> = {
  sealed: 'Sealed, since the identity of somebody whom it is of was erased.',
  destroyed: 'Destroyed, since the identity of somebody whom it was of was erased.',
};

/** What the reader could be let through with; each use case asks again. */
export interface FileRights {
  /** Whether the item is of the reader's organisation. */
  readonly own: boolean;
  readonly open: boolean;
  readonly request: boolean;
  readonly decide: boolean;
}

interface FilesProps {
  readonly code: string;
  /** Of the original. */
  readonly sha256: string;
  readonly files: readonly ShownFile[];
  readonly may: FileRights;
  readonly seal: FormSeal;
}

export function Files({ code, sha256, files, may, seal }: FilesProps) {
  if (files.length === 0) return null;
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
                <Ways code={code} file={file} may={may} seal={seal} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Ways({
  code,
  file: { access, state },
  may,
  seal,
}: Pick<FilesProps, 'code' | 'may' | 'seal'> & { readonly file: ShownFile }) {
  const address = evidenceAddress(code);
  if (state !== 'kept')
    return (
      <>
        {STATE_WORDS[state]}
        {state === 'sealed' && may.own && may.decide && (
          <div>
            <a href={`${address}/files/${access}/decision`}>Decide what becomes of it</a>
          </div>
        )}
      </>
    );
  return (
    <>
      {may.open && (may.own || access === 'open') && (
        <DownloadForm code={code} access={access} request={null} seal={seal} />
      )}
      {may.request && !may.own && access === 'restricted' && <a href={`${address}/file-requests/new`}>Ask for it</a>}
    </>
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
