import { expect, it } from 'vitest';
import { money } from './money';

it.each([
  ['18.42', 'EUR', '€\u00a018.42'],
  ['1234.5', 'GBP', '£\u00a01,234.50'],
  ['-3', 'USD', '-$\u00a03.00'],
  ['0.0042', 'USD', '$\u00a00.0042'],
  ['1500', 'JPY', '¥\u00a01,500'],
  ['12345678901234567.89', 'EUR', '€\u00a012,345,678,901,234,567.89'],
  ['5', 'nonsense', '5 nonsense'],
])('says %s %s as %s', (amount, currency, words) => expect(money({ amount, currency })).toBe(words));
