// A table of counts with its sums: one dimension down the side, a second across the top, or a plain list of any number.

import type { ComponentChildren } from 'preact';
import type { Cell } from '../../domain/statistics/table-margins.js';

export interface Counts {
  readonly dimensions: readonly string[];
  readonly cells: readonly Cell[];
  readonly margins: readonly Cell[];
}

interface CountTableProps {
  readonly caption: string;
  readonly counts: Counts;
  readonly dimensionLabel: (dimension: string) => string;
  readonly valueLabel: (dimension: string, value: string) => string;
  /** Values that stand in the table even where nothing counts them, in their order. */
  readonly always?: Readonly<Record<string, readonly string[]>>;
  /** The order of values that stand in the table only where they are counted. */
  readonly order?: Readonly<Record<string, readonly string[]>>;
}

/** More columns than this are read more easily as rows. */
const MOST_COLUMNS = 18;

export function CountTable(props: CountTableProps) {
  const { dimensions } = props.counts;
  const [first, second] = dimensions;
  if (first !== undefined && dimensions.length === 1) return <OneWay {...props} dimension={first} />;
  if (first === undefined || second === undefined || dimensions.length > 2) return <Listed {...props} />;
  const [fewer, more] = widthOf(props, first) <= widthOf(props, second) ? [first, second] : [second, first];
  return widthOf(props, fewer) > MOST_COLUMNS ? (
    <Listed {...props} />
  ) : (
    <TwoWay {...props} across={fewer} down={more} />
  );
}

function widthOf(props: CountTableProps, dimension: string): number {
  return valuesOf(props, dimension).length;
}

/** The values of a dimension: those that are always shown, then those that are counted, in the order of the cells. */
function valuesOf({ counts, always = {}, order = {} }: CountTableProps, dimension: string): readonly string[] {
  const counted = new Set(counts.cells.flatMap(({ key }) => key[dimension] ?? []));
  const ordered = (order[dimension] ?? []).filter((value) => counted.has(value));
  return [...new Set([...(always[dimension] ?? []), ...ordered, ...counted])];
}

/** A number that no table lists is 0. */
function lookUp({ counts }: CountTableProps): (key: Readonly<Record<string, string>>) => number {
  const nameOf = (key: Readonly<Record<string, string>>): string =>
    JSON.stringify(Object.entries(key).sort(([a], [b]) => (a < b ? -1 : 1)));
  const known = new Map([...counts.cells, ...counts.margins].map(({ key, count }) => [nameOf(key), count]));
  return (key) => known.get(nameOf(key)) ?? 0;
}

function OneWay(props: CountTableProps & { readonly dimension: string }) {
  const { caption, dimension, dimensionLabel, valueLabel } = props;
  const count = lookUp(props);
  return (
    <Scroll caption={caption} slim>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{dimensionLabel(dimension)}</th>
            <th scope="col" class="number">
              Persons
            </th>
          </tr>
        </thead>
        <tbody>
          {valuesOf(props, dimension).map((value) => (
            <tr>
              <th scope="row">{valueLabel(dimension, value)}</th>
              <td class="number">{count({ [dimension]: value })}</td>
            </tr>
          ))}
          <tr class="sum">
            <th scope="row">All</th>
            <td class="number">{count({})}</td>
          </tr>
        </tbody>
      </table>
    </Scroll>
  );
}

function TwoWay(props: CountTableProps & { readonly across: string; readonly down: string }) {
  const { caption, across, down, dimensionLabel, valueLabel } = props;
  const count = lookUp(props);
  const columns = valuesOf(props, across);
  return (
    <Scroll caption={caption}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{dimensionLabel(down)}</th>
            {columns.map((column) => (
              <th scope="col" class="number">
                {valueLabel(across, column)}
              </th>
            ))}
            <th scope="col" class="number">
              All
            </th>
          </tr>
        </thead>
        <tbody>
          {valuesOf(props, down).map((row) => (
            <tr>
              <th scope="row">{valueLabel(down, row)}</th>
              {columns.map((column) => (
                <td class="number">{count({ [across]: column, [down]: row })}</td>
              ))}
              <td class="number sum">{count({ [down]: row })}</td>
            </tr>
          ))}
          <tr class="sum">
            <th scope="row">All</th>
            {columns.map((column) => (
              <td class="number">{count({ [across]: column })}</td>
            ))}
            <td class="number">{count({})}</td>
          </tr>
        </tbody>
      </table>
    </Scroll>
  );
}

function Listed(props: CountTableProps) {
  const { caption, counts, dimensionLabel, valueLabel } = props;
  return (
    <Scroll caption={caption}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {counts.dimensions.map((dimension) => (
              <th scope="col">{dimensionLabel(dimension)}</th>
            ))}
            <th scope="col" class="number">
              Persons
            </th>
          </tr>
        </thead>
        <tbody>
          {counts.cells.map(({ key, count }) => (
            <tr>
              {counts.dimensions.map((dimension) => (
                <td>{valueLabel(dimension, key[dimension] ?? '')}</td>
              ))}
              <td class="number">{count}</td>
            </tr>
          ))}
          <tr class="sum">
            <th scope="row" colSpan={counts.dimensions.length}>
              All
            </th>
            <td class="number">{lookUp(props)({})}</td>
          </tr>
        </tbody>
      </table>
    </Scroll>
  );
}

interface ScrollProps {
  readonly caption: string;
  readonly slim?: boolean;
  readonly children: ComponentChildren;
}

/** A wide table scrolls within its own box, which takes the focus so that arrow keys move it. */
function Scroll({ caption, slim = false, children }: ScrollProps) {
  return (
    <div class={slim ? 'scroll slim' : 'scroll'} role="region" aria-label={caption} tabindex={0}>
      {children}
    </div>
  );
}
