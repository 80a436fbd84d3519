import { expect, it } from 'vitest';
import { csv, jsonLines, type Column } from './table';

type Row = { name: string; n: number | null };

const columns: Column<Row>[] = [
  { key: 'name', label: 'Name', text: (row) => row.name },
  { key: 'n', label: 'Number', text: (row) => row.n },
  { key: 'picture', label: 'Picture' },
];

it('writes CSV that spreadsheets read as it is', () => {
  const rows = [
    { name: 'a "b", c\nd', n: -1 },
    { name: '=HYPERLINK("x")', n: null },
  ];
  expect(csv(columns, rows)).toBe('Name,Number\r\n"a ""b"", c\nd",-1\r\n"\'=HYPERLINK(""x"")",\r\n');
});

it('writes one JSON object a line', () => {
  expect(jsonLines([{ a: 1 }, { b: '\n' }])).toBe('{"a":1}\n{"b":"\\n"}\n');
});
