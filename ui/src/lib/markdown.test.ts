import { describe, expect, it } from 'vitest';
import { parseMarkdown, safeAddress } from './markdown';

describe('Markdown', () => {
  it('knows headings, lists, tables and code', () => {
    const kinds = parseMarkdown(
      '# Title\n\nText\nmore\n\n- one\n- two\n  1. inner\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n```js\nlet x;\n```\n> said\n\n---',
    ).map((block) => block.kind);
    expect(kinds).toEqual(['heading', 'paragraph', 'list', 'table', 'code', 'quote', 'rule']);
  });

  it('nests lists', () => {
    const [list] = parseMarkdown('- one\n  - inner\n- two');
    expect(list?.kind === 'list' && list.items.map((item) => item.map((block) => block.kind))).toEqual([
      ['paragraph', 'list'],
      ['paragraph'],
    ]);
  });

  it('aligns the cells of a table and takes escaped bars', () => {
    const [table] = parseMarkdown('| a | b |\n|:--|--:|\n| x \\| y | 2 |');
    expect(table?.kind === 'table' && table.rows[0]).toEqual([
      { align: 'left', children: [{ kind: 'text', text: 'x | y' }] },
      { align: 'right', children: [{ kind: 'text', text: '2' }] },
    ]);
  });

  it('marks words within a line', () => {
    const [paragraph] = parseMarkdown('**bold** and *slanted* `co*de*` a_b_c [link](https://x.org)');
    expect(paragraph?.kind === 'paragraph' && paragraph.children.map((node) => node.kind)).toEqual([
      'strong',
      'text',
      'emphasis',
      'text',
      'code',
      'text',
      'link',
    ]);
  });

  it('leaves HTML as text', () => {
    const source = '<script>alert(1)</script><img src=x onerror=alert(1)>';
    expect(parseMarkdown(source)).toEqual([{ kind: 'paragraph', children: [{ kind: 'text', text: source }] }]);
  });

  it('makes no links that run something', () => {
    for (const address of ['javascript:alert(1)', 'JAVASCRIPT:alert(1)', 'data:text/html,x', 'vbscript:x', '//evil.example', '/\\evil.example', ' java\nscript:x']) {
      expect(safeAddress(address)).toBeNull();
    }
    expect(JSON.stringify(parseMarkdown('[x](javascript:alert(1))'))).not.toContain('"link"');
    expect(safeAddress('https://example.org/a?b#c')).toBe('https://example.org/a?b#c');
    expect(safeAddress('/runs/1')).toBe('/runs/1');
  });

  it.each(['**'.repeat(30_000), '['.repeat(60_000), '`'.repeat(60_000), '> '.repeat(20_000), '_a '.repeat(20_000), '- '.repeat(20_000)])(
    'stays quick with hostile text %#',
    (source) => {
      const start = performance.now();
      parseMarkdown(source);
      expect(performance.now() - start).toBeLessThan(2_000);
    },
  );
});
