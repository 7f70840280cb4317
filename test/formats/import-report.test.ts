// The report of an import repeats the reference and no other cell, and runs nothing in a spreadsheet.

import { expect, it } from '@jest/globals';
import { importReportHeader, importReportLine } from '../../src/formats/import-report.js';
import { csvRows } from '../support/fixtures-of-formats.js';

it('is CSV that guards what a partner wrote and reads back as it was', async () => {
  const added = {
    row: 1,
    line: 2,
    reference: '=S-1',
    outcome: 'added',
    code: null,
    column: null,
    message: null,
  } as const;
  const refused = {
    row: 2,
    line: 3,
    reference: null,
    outcome: 'refused',
    code: 'value_not_mapped',
    column: '@state',
    message: 'The mapping does not list the value "x, y".',
  } as const;
  const written = importReportHeader() + importReportLine(added) + importReportLine(refused);
  expect(written).toBe(
    'row,line,reference,outcome,code,column,message\r\n' +
      '1,2,"\'=S-1",added,,,\r\n' +
      '2,3,,refused,value_not_mapped,"\'@state","The mapping does not list the value ""x, y""."\r\n',
  );
  const rows = await csvRows(written);
  expect(rows.map((row) => row.ok && row.cells['reference'])).toEqual(['=S-1', '']);
  expect(rows[1]?.ok === true && rows[1].cells['column']).toBe('@state');
});
