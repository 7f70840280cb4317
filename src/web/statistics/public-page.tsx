// The public start page: what the registry is, and the latest release.

import { KeyFigures } from './key-figures.js';
import { ReleaseFacts, ReleaseFigures, type ReleaseView } from './release-page.js';
import { StandingNotice } from './standing-notice.js';

export function PublicPage({ view }: { readonly view: ReleaseView | null }) {
  return (
    <>
      <h1>People missing or detained in a conflict</h1>
      <p class="lead">
        Whereabouts follows people who went missing or were detained in a conflict, from every side, until each one is
        back or accounted for. It takes no side, and shows no name: these pages hold numbers only.
      </p>
      {view === null ? (
        <div class="notice">
          <p>
            <strong>No figures have been published yet.</strong> They appear here after the first release has been
            counted, rounded, checked and signed by two people.
          </p>
        </div>
      ) : (
        <>
          <h2>Latest figures</h2>
          <StandingNotice release={view.release} />
          <div class="sheet">
            <KeyFigures document={view.release.document} />
          </div>
          <div class="sheet">
            <ReleaseFacts release={view.release} />
          </div>
          <ReleaseFigures {...view} />
        </>
      )}
      <section class="sheet">
        <h2>Are you looking for somebody?</h2>
        <p>
          This page cannot tell about one person. Turn to the national information bureau, the Red Cross or Red Crescent
          society of your country, or a family liaison office. They ask this registry for you, and news reaches you
          through people who know how to bring it.
        </p>
      </section>
    </>
  );
}
