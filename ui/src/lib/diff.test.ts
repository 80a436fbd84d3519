import { expect, it } from 'vitest';
import { diff } from './diff';

const side = (pieces: ReturnType<typeof diff>, kind: 'removed' | 'added') =>
  pieces
    .filter((piece) => piece.kind === 'same' || piece.kind === kind)
    .map((piece) => piece.text)
    .join('');

it.each([
  ['', ''],
  ['', 'new'],
  ['one two three', 'one 2 three'],
  ['a b c d', 'd c b a'],
  ['Ça va?', 'Ça ne va pas!'],
])('keeps both texts whole: %j and %j', (before, after) => {
  const pieces = diff(before, after);
  expect(side(pieces, 'removed')).toBe(before);
  expect(side(pieces, 'added')).toBe(after);
});

it('shows the words that changed only', () => {
  expect(diff('a price of 5', 'a price of 6')).toEqual([
    { kind: 'same', text: 'a price of ' },
    { kind: 'removed', text: '5' },
    { kind: 'added', text: '6' },
  ]);
});

it('stays quick with long texts that share nothing', () => {
  const pieces = diff('x '.repeat(20_000), 'y '.repeat(20_000));
  expect(side(pieces, 'added')).toBe('y '.repeat(20_000));
});
