/** A column of a `DataTable`. */
export interface Column<Row> {
  key: string;
  label: string;
  /** Its plain text: shown unless the table's `cell` snippet shows something, and exported. */
  text?: (row: Row) => string | number | null | undefined;
  align?: 'start' | 'end';
  /** The name by which the server sorts; absent where it cannot. */
  sort?: string;
  /** Not shown until somebody chooses it. */
  hidden?: boolean;
  /** Where it stands on a phone: as the row's title, at its right side, as a line below, or nowhere. */
  phone?: 'title' | 'side' | 'line' | 'hide';
  /** Takes the width that is left over, and wraps. */
  grow?: boolean;
}

/** Something that can be done to several rows at once. */
export interface BulkAction {
  label: string;
  onselect: (keys: string[]) => void;
  danger?: boolean;
}

/** Rows as CSV (RFC 4180). Texts that a spreadsheet would take for a formula get an apostrophe. */
export function csv<Row>(columns: Column<Row>[], rows: Row[]): string {
  const exported = columns.filter((column) => column.text);
  const lines = [
    exported.map((column) => cell(column.label)),
    ...rows.map((row) => exported.map((column) => cell(column.text?.(row)))),
  ];
  return lines.map((line) => line.join(',') + '\r\n').join('');
}

/** Rows as lines of JSON, one object each. */
export function jsonLines<Row>(rows: Row[]): string {
  return rows.map((row) => JSON.stringify(row) + '\n').join('');
}

function cell(value: string | number | null | undefined): string {
  if (typeof value === 'number') return String(value);
  const text = value ?? '';
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Offers a text as a file. */
export function download(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
