// Generates tables in the columns of docs/examples/rnpdno.mapping.json, with invented codes and nobody's data.

import { writeFileSync } from 'node:fs';
import path from 'node:path';

const COLUMNS = [
  'referencia',
  'sexo',
  'mes_hechos',
  'cve_entidad',
  'entidad',
  'cve_municipio',
  'municipio',
  'categoria',
  'consultado_en',
];
const SEXES = ['MUJER', 'HOMBRE', 'HOMBRE', 'INDETERMINADO'];
const CATEGORIES = [
  'DESAPARECIDA_O_NO_LOCALIZADA',
  'LOCALIZADA_CON_VIDA',
  'DESAPARECIDA_O_NO_LOCALIZADA',
  'LOCALIZADA_SIN_VIDA',
  'DESAPARECIDA_O_NO_LOCALIZADA',
];
const STATES = 4;
const TOWNS = 9;

function row(prefix, at) {
  const state = 90 + (at % STATES);
  const town = state * 1000 + (at % TOWNS);
  const month = `20${10 + (at % 13)}-${String(1 + (at % 12)).padStart(2, '0')}`;
  return [
    `${prefix}-${String(at).padStart(6, '0')}`,
    SEXES[at % SEXES.length],
    month,
    state,
    `PROVINCIA ${state}`,
    town,
    `PUEBLO ${town}`,
    CATEGORIES[at % CATEGORIES.length],
    '2024-01-31',
  ].join(',');
}

/** `prefix` keeps the references of two files apart. */
export function writeGeneratedFile(folder, prefix, rows) {
  const file = path.join(folder, `${prefix}.csv`);
  const lines = Array.from({ length: rows }, (_, at) => row(prefix, at + 1));
  writeFileSync(file, `${[COLUMNS.join(','), ...lines].join('\n')}\n`, { mode: 0o644 });
  return file;
}
