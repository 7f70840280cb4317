// One published figure: what is stated and by whom, what was reported to the registry, and what does not fit together.

import { valueInWords } from '../../domain/published-figures/figure-value.js';
import type { FigureWithEditions } from '../../usecases/published-figures/read-figure.js';
import { dateInWords, instantInWords } from '../words/dates.js';
import { inWords } from '../words/in-words.js';
import { BesidePart } from './beside-part.js';
import { figureDate, figureValue, labelOf, type ShownFigure } from './figure-words.js';

export function FigurePage({ figure: shown, editions, beside }: FigureWithEditions) {
  const { figure } = shown;
  return (
    <>
      <h1>{figure.subject}</h1>
      <p class="lead">
        {figure.publisher} states {figureValue(shown)}, {figureDate(shown)}.
      </p>
      <Stated {...shown} />
      <Reported {...shown} />
      <BesidePart figure={shown} beside={beside} />
      {figure.breakdowns.map((_, position) => (
        <Breakdown shown={shown} position={position} />
      ))}
      <Clashes {...shown} />
      <Editions editions={editions} />
    </>
  );
}

function Stated(shown: ShownFigure) {
  const { figure, positions } = shown;
  const facts: readonly (readonly [string, string | null])[] = [
    ['Whose people', figure.affectedParty === null ? 'Of all sides' : labelOf(shown, figure.affectedParty)],
    ['As of', figure.asOf === null ? null : dateInWords(figure.asOf)],
    ['Published', figure.publishedOn === null ? null : dateInWords(figure.publishedOn)],
    ['Sites', figure.sites === null ? null : String(figure.sites)],
    ['Rests on', figure.basis],
    ['Source', figure.source],
    ['Reckoned as', figure.minus.length === 0 ? null : figure.minus.join(' less ')],
    ['Recorded by', shown.organisationName],
  ];
  return (
    <section class="sheet">
      <h2>What is stated</h2>
      <dl class="facts">
        {facts.map(([term, value]) =>
          value === null ? null : (
            <>
              <dt>{term}</dt>
              <dd>{value}</dd>
            </>
          ),
        )}
      </dl>
      {positions.length > 0 && (
        <ul>
          {positions.map(({ words }) => (
            <li>{words}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Reported({ reported, contradictions }: ShownFigure) {
  const derivation = contradictions.filter(({ kind }) => kind === 'derivation');
  return (
    <section class="sheet">
      <h2>What was reported to us</h2>
      <p>{reported.words}</p>
      {derivation.map(({ words }) => (
        <p class="notice">{words}</p>
      ))}
    </section>
  );
}

function Breakdown({ shown, position }: { readonly shown: ShownFigure; readonly position: number }) {
  const breakdown = shown.figure.breakdowns[position];
  if (breakdown === undefined) return null;
  const { complete, of, by, parts } = breakdown;
  const whole = of === null ? 'The whole' : `“${of}”`;
  const caption = `${whole}${by === null ? '' : ` by ${by}`}: ${complete ? 'complete and disjoint, as its publisher says' : 'including'}`;
  const faults = shown.contradictions.filter((one) => one.kind === 'breakdown' && one.breakdown === position);
  return (
    <section class="sheet">
      <div class="scroll slim" role="region" aria-label={caption} tabindex={0}>
        <table>
          <caption>{caption}</caption>
          <thead>
            <tr>
              <th scope="col">Part</th>
              <th scope="col" class="number">
                States
              </th>
            </tr>
          </thead>
          <tbody>
            {parts.map(([name, value]) => (
              <tr>
                <th scope="row">{name}</th>
                <td class="number">{valueInWords(value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {faults.map(({ words }) => (
        <p class="notice">{words}</p>
      ))}
    </section>
  );
}

function Clashes({ clashes }: ShownFigure) {
  if (clashes.length === 0) return null;
  return (
    <section class="sheet">
      <h2>Clashes with other figures</h2>
      <ul>
        {clashes.map(({ id, words, basis }) => (
          <li>
            {words} <a href={`/console/published-figures/${id}`}>The other figure</a>{' '}
            <span class="small">({inWords(basis).toLowerCase()})</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Editions({ editions }: Pick<FigureWithEditions, 'editions'>) {
  if (editions.length < 2) return null;
  return (
    <section class="sheet">
      <h2>Corrections</h2>
      <ul>
        {editions.map(({ edition, figure, recordedAt, reason }) => (
          <li>
            Edition {edition}, {instantInWords(recordedAt)}: {valueInWords(figure.value)}
            {reason !== null && `. ${reason}`}
          </li>
        ))}
      </ul>
    </section>
  );
}
