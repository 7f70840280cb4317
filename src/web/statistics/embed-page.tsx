// A release as other sites show it in a frame: the picture, the same numbers as a table, and where they come from; nothing to press but a link.

import { releaseByPlace } from '../../domain/statistics/release-rows.js';
import { STATUS_GROUPS } from '../../domain/statistics/status-group.js';
import { STYLE_PATH } from '../assets/assets.js';
import { dateInWords } from '../words/dates.js';
import { groupMeaning } from '../words/status-words.js';
import type { ReleaseView } from './release-page.js';
import { StandingNotice } from './standing-notice.js';

export function EmbedPage({ release, words, demonstration }: ReleaseView & { readonly demonstration: boolean }) {
  const { number, asOf, base } = release.document;
  const [all] = releaseByPlace(release.document);
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>{`Release ${number} · Whereabouts${demonstration ? ' (demonstration)' : ''}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <link rel="stylesheet" href={STYLE_PATH} />
        {/* Every other page refuses to be framed. */}
        <base target="_blank" />
      </head>
      <body>
        <main>
          <h1 class="unseen">Persons reported, release {number}</h1>
          {demonstration && (
            <p class="demonstration">
              <strong>Demonstration.</strong> All people, parties and events here are invented.
            </p>
          )}
          <StandingNotice release={release} />
          <figure class="sheet">
            <img src={`/releases/${number}/status.svg`} alt={words} width={760} height={330} />
            <figcaption>
              <table>
                <caption>Persons reported, as of {dateInWords(asOf)}</caption>
                <tbody>
                  {STATUS_GROUPS.map((group) => (
                    <tr>
                      <th scope="row">{groupMeaning(group)?.label}</th>
                      <td class="number">{all?.counts[group] ?? 0}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
              <p class="small">
                Every number is a multiple of {base}, and a 0 does not say that there is nobody.{' '}
                <a href={`/releases/${number}`}>Release {number}: how to read it</a>
              </p>
            </figcaption>
          </figure>
        </main>
      </body>
    </html>
  );
}
