// Who of the reader's organisation downloaded which file of evidence, and when.

import type { FileDownload } from '../../domain/evidence/file-download.js';
import type { ListedFileDownloads } from '../../usecases/evidence/list-evidence-file-downloads.js';
import { PagesOfList } from '../layout/pages-of-list.js';
import { instantInWords } from '../words/dates.js';
import { EVIDENCE, evidenceAddress, FILE_DOWNLOADS } from './evidence-list-page.js';

interface FileDownloadsPageProps extends ListedFileDownloads {
  readonly later: boolean;
}

export function FileDownloadsPage({ downloads, cursor, later }: FileDownloadsPageProps) {
  return (
    <>
      <p class="crumb no-print">
        <a href={EVIDENCE}>Evidence</a>
      </p>
      <h1>Downloads of files</h1>
      <p class="lead">
        Which files of evidence people of your organisation downloaded, of your own items and of others’.
      </p>
      {downloads.length === 0 ? (
        <p class="notice">Nobody of your organisation has downloaded a file.</p>
      ) : (
        <table class="cards">
          <caption class="unseen">Downloads, newest first</caption>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Who</th>
              <th scope="col">Item</th>
              <th scope="col">File</th>
            </tr>
          </thead>
          <tbody>
            {downloads.map((download) => (
              <Download {...download} />
            ))}
          </tbody>
        </table>
      )}
      <PagesOfList address={FILE_DOWNLOADS} cursor={cursor} later={later} />
    </>
  );
}

function Download({ code, own, access, granted, username, at }: FileDownload) {
  return (
    <tr>
      <th scope="row">{instantInWords(at)}</th>
      <td data-label="Who">{username}</td>
      <td data-label="Item">
        <a href={evidenceAddress(code)}>{code}</a>
        <div class="small">{own ? 'Of your organisation' : 'Of another organisation'}</div>
      </td>
      <td data-label="File">
        {access === 'open' ? 'Open' : 'Restricted'}
        {granted && <div class="small">as it was granted</div>}
      </td>
    </tr>
  );
}
