// The claims that stand beside one another, in a table and in a picture: who states what, who denies it, what was reported to us and what does not fit.

import type { FigureWithEditions } from '../../usecases/published-figures/read-figure.js';
import { inWords } from '../words/in-words.js';
import { figureDate, figureValue, reportedInShort, type ShownFigure } from './figure-words.js';

type BesideProps = Pick<FigureWithEditions, 'figure' | 'beside'>;

const PLACE = '/console/published-figures';

export function BesidePart({ figure: shown, beside }: BesideProps) {
  if (beside.claims.length < 2) {
    return (
      <section class="sheet">
        <h2>Beside others</h2>
        <p>No other figure is recorded that counts the same on a day that can be the same.</p>
      </section>
    );
  }
  return (
    <>
      <ClaimTable figure={shown} beside={beside} />
      <ClaimPicture id={shown.figure.id} words={beside.words} />
    </>
  );
}

function ClaimTable({ figure: shown, beside }: BesideProps) {
  const { claims, leftOff } = beside;
  return (
    <section class="sheet">
      <h2>Beside others</h2>
      <p>
        Figures that count the same, on a day that can be the same, earliest day first. Each is held against what was
        reported to us under its own definition; none of them is taken for true.
      </p>
      <table class="cards">
        <caption class="unseen">Who states what, earliest day first</caption>
        <thead>
          <tr>
            <th scope="col">Publisher</th>
            <th scope="col">States</th>
            <th scope="col">Of a holder</th>
            <th scope="col">Reported to us</th>
            <th scope="col">To look at</th>
          </tr>
        </thead>
        <tbody>
          {claims.map((claim) => (
            <ClaimRow claim={claim} shown={shown} />
          ))}
        </tbody>
      </table>
      {leftOff > 0 && <p>{leftOff} later ones are left off; the list by publisher and day has them.</p>}
    </section>
  );
}

function ClaimRow({ claim, shown }: { readonly claim: ShownFigure; readonly shown: ShownFigure }) {
  const { id, publisher, subject } = claim.figure;
  const isThisOne = id === shown.figure.id;
  return (
    <tr>
      <th scope="row">
        {isThisOne ? `${publisher} (this figure)` : <a href={`${PLACE}/${id}`}>{publisher}</a>}
        <div class="small">
          {subject !== shown.figure.subject && `${subject}, `}
          {figureDate(claim)}
        </div>
      </th>
      <td data-label="States">{figureValue(claim)}</td>
      <td data-label="Of a holder">
        {claim.positions.map(({ words }) => (
          <div class="small">{words}</div>
        ))}
      </td>
      <td data-label="Reported to us">{reportedInShort(claim)}</td>
      <td data-label="To look at">
        <ToLookAt {...claim} />
      </td>
    </tr>
  );
}

function ToLookAt({ contradictions, clashes }: ShownFigure) {
  return (
    <>
      {contradictions.map(({ kind, words }) => (
        <div class="small">
          <span class="tag">{kind === 'breakdown' ? 'Does not add up' : 'Does not follow'}</span> {words}
        </div>
      ))}
      {clashes.map(({ publisher, basis }) => (
        <div class="small">
          <span class="tag">Clashes</span> with {publisher} ({inWords(basis).toLowerCase()})
        </div>
      ))}
    </>
  );
}

function ClaimPicture({ id, words }: { readonly id: string; readonly words: string }) {
  const picture = `${PLACE}/${id}/beside.svg`;
  return (
    <>
      <figure class="sheet wide">
        <img src={picture} alt={words} />
      </figure>
      <p class="no-print">
        The picture as a file: <a href={picture}>SVG</a> · <a href={`${PLACE}/${id}/beside.png`}>PNG</a>. It may hold
        exact counts and is not for publication.
      </p>
    </>
  );
}
