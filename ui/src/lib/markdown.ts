/**
 * Markdown as a tree of a few kinds of nodes. There is no way to HTML: text stays text, and links
 * lead only to where `safeAddress` allows, so a document cannot do anything.
 */

export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'strong' | 'emphasis' | 'deleted'; children: Inline[] }
  | { kind: 'link'; href: string; children: Inline[] }
  | { kind: 'break' };

export type Block =
  | { kind: 'heading'; level: number; children: Inline[] }
  | { kind: 'paragraph'; children: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'quote'; children: Block[] }
  | { kind: 'list'; ordered: boolean; start: number; items: Block[][] }
  | { kind: 'table'; head: Cell[]; rows: Cell[][] }
  | { kind: 'rule' };

export interface Cell {
  align: 'left' | 'center' | 'right';
  children: Inline[];
}

const longest = 60_000;
const deepest = 8;

export function parseMarkdown(source: string): Block[] {
  return blocks(source.slice(0, longest).replaceAll('\r\n', '\n').split('\n'), 0);
}

/** The address if a document may lead there: the web, mail, or a path of this server. */
export function safeAddress(address: string): string | null {
  const trimmed = address.trim();
  if (/^(https?:\/\/|mailto:)[^\s]+$/i.test(trimmed)) return trimmed;
  if (/^\/(?!\/)[^\s\\]*$/.test(trimmed)) return trimmed;
  return null;
}

const fence = /^ {0,3}(```+|~~~+)/;
const heading = /^ {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*$/;
const rule = /^ {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$/;
const bullet = /^( {0,3})([-*+])[ \t]+(.*)$/;
const numbered = /^( {0,3})(\d{1,9})[.)][ \t]+(.*)$/;
const delimiter = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;

function blocks(lines: string[], depth: number): Block[] {
  const found: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] as string;
    if (line.trim() === '') {
      at++;
    } else if (fence.test(line)) {
      at = code(lines, at, found);
    } else if (heading.test(line)) {
      const [, marks = '#', text = ''] = heading.exec(line) ?? [];
      found.push({ kind: 'heading', level: marks.length, children: inlines(text) });
      at++;
    } else if (rule.test(line)) {
      found.push({ kind: 'rule' });
      at++;
    } else if (depth < deepest && /^ {0,3}>/.test(line)) {
      at = quote(lines, at, depth, found);
    } else if (depth < deepest && (bullet.test(line) || numbered.test(line))) {
      at = list(lines, at, depth, found);
    } else if (line.includes('|') && delimiter.test(lines[at + 1] ?? '') && (lines[at + 1] ?? '').includes('-')) {
      at = table(lines, at, found);
    } else {
      at = paragraph(lines, at, found);
    }
  }
  return found;
}

function code(lines: string[], at: number, found: Block[]): number {
  const mark = (fence.exec(lines[at] as string)?.[1] ?? '```').slice(0, 3);
  const text: string[] = [];
  let next = at + 1;
  while (next < lines.length && !(lines[next] as string).trimStart().startsWith(mark)) {
    text.push(lines[next++] as string);
  }
  found.push({ kind: 'code', text: text.join('\n') });
  return next + 1;
}

function quote(lines: string[], at: number, depth: number, found: Block[]): number {
  const inner: string[] = [];
  let next = at;
  while (next < lines.length && /^ {0,3}>/.test(lines[next] as string)) {
    inner.push((lines[next++] as string).replace(/^ {0,3}> ?/, ''));
  }
  found.push({ kind: 'quote', children: blocks(inner, depth + 1) });
  return next;
}

function list(lines: string[], at: number, depth: number, found: Block[]): number {
  const first = lines[at] as string;
  const ordered = !bullet.test(first);
  const shape = ordered ? numbered : bullet;
  const start = ordered ? Number(numbered.exec(first)?.[2]) : 1;
  const items: Block[][] = [];
  let next = at;
  while (next < lines.length) {
    const match = shape.exec(lines[next] as string);
    if (!match || rule.test(lines[next] as string)) break;
    const indent = (match[0].length ?? 0) - (match[3]?.length ?? 0);
    const inner = [match[3] ?? ''];
    next++;
    while (next < lines.length) {
      const line = lines[next] as string;
      const blank = line.trim() === '';
      const after = lines[next + 1] ?? '';
      if (blank && !/^ {2,}\S/.test(after)) break;
      if (!blank && !/^ {2,}/.test(line)) break;
      inner.push(line.replace(new RegExp(`^ {0,${indent}}`), ''));
      next++;
    }
    items.push(blocks(inner, depth + 1));
    if ((lines[next] ?? '').trim() === '' && shape.test(lines[next + 1] ?? '')) next++;
  }
  found.push({ kind: 'list', ordered, start, items });
  return next;
}

function table(lines: string[], at: number, found: Block[]): number {
  const aligns = cells(lines[at + 1] as string).map((cell): Cell['align'] => {
    if (cell.endsWith(':')) return cell.startsWith(':') ? 'center' : 'right';
    return 'left';
  });
  const row = (line: string): Cell[] => {
    const texts = cells(line);
    return aligns.map((align, index) => ({ align, children: inlines(texts[index] ?? '') }));
  };
  const rows: Cell[][] = [];
  let next = at + 2;
  while (next < lines.length && (lines[next] as string).includes('|')) rows.push(row(lines[next++] as string));
  found.push({ kind: 'table', head: row(lines[at] as string), rows });
  return next;
}

function cells(line: string): string[] {
  return line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));
}

function paragraph(lines: string[], at: number, found: Block[]): number {
  const text: string[] = [lines[at] as string];
  let next = at + 1;
  while (next < lines.length) {
    const line = lines[next] as string;
    if (line.trim() === '' || fence.test(line) || heading.test(line) || rule.test(line)) break;
    if (bullet.test(line) || numbered.test(line) || /^ {0,3}>/.test(line)) break;
    text.push(line);
    next++;
  }
  found.push({ kind: 'paragraph', children: inlines(text.map((line) => line.trimStart()).join('\n')) });
  return next;
}

const tokens =
  /\\([\\`*_{}[\]()#+\-.!|~>])|(`+)([\s\S]*?[^`])\2(?!`)|\[([^\][]{0,1000})\]\(\s*<?([^()\s<>]{1,2000})>?(?:\s+"[^"]*")?\s*\)|(\*\*|__)(?=\S)([\s\S]{1,1000}?\S)\6|(~~)(?=\S)([\s\S]{1,1000}?\S)~~|(\*|(?<![\p{L}\p{N}])_)(?=\S)([\s\S]{0,1000}?[^\s*_])\10(?![\p{L}\p{N}])|<?(https?:\/\/[^\s<>"'`)\]]+[^\s<>"'`)\].,;:!?])>?|( {2,}\n|\\\n)/gu;

function inlines(text: string, depth = 0): Inline[] {
  if (depth > deepest) return [{ kind: 'text', text }];
  const found: Inline[] = [];
  let last = 0;
  for (const match of text.matchAll(tokens)) {
    plain(text.slice(last, match.index), found);
    last = match.index + match[0].length;
    const [whole, escaped, , codeText, label, address, , strong, , deleted, , emphasis, auto, lineBreak] = match;
    if (escaped !== undefined) found.push({ kind: 'text', text: escaped });
    else if (codeText !== undefined) found.push({ kind: 'code', text: codeText.replaceAll('\n', ' ') });
    else if (label !== undefined && address !== undefined) link(label, address, whole, depth, found);
    else if (strong !== undefined) found.push({ kind: 'strong', children: inlines(strong, depth + 1) });
    else if (deleted !== undefined) found.push({ kind: 'deleted', children: inlines(deleted, depth + 1) });
    else if (emphasis !== undefined) found.push({ kind: 'emphasis', children: inlines(emphasis, depth + 1) });
    else if (auto !== undefined) found.push({ kind: 'link', href: auto, children: [{ kind: 'text', text: auto }] });
    else if (lineBreak !== undefined) found.push({ kind: 'break' });
  }
  plain(text.slice(last), found);
  return found;
}

function link(label: string, address: string, whole: string, depth: number, found: Inline[]) {
  const href = safeAddress(address);
  if (href === null) found.push({ kind: 'text', text: whole });
  else found.push({ kind: 'link', href, children: inlines(label, depth + 1) });
}

function plain(text: string, found: Inline[]) {
  if (text !== '') found.push({ kind: 'text', text });
}
