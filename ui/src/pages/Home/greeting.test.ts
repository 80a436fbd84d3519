import { expect, it } from 'vitest';
import { against, counted, greeting, nextStep } from './greeting';

it.each([
  [4, 'Good evening'],
  [5, 'Good morning'],
  [11, 'Good morning'],
  [12, 'Good afternoon'],
  [18, 'Good evening'],
])('greets at %i with "%s"', (hour, words) => expect(greeting(hour)).toBe(words));

it('says when a count stopped at its bound', () => {
  expect(counted({ rows: 10_000, exact: false })).toBe('10,000+');
  expect(counted({ rows: 12, exact: true })).toBe('12');
});

it('compares this week with last', () => {
  const n = (rows: number) => ({ rows, exact: true });
  expect(against(n(12), n(4))).toEqual({ text: '8 more than last week by now', up: true });
  expect(against(n(1), n(4))).toEqual({ text: '3 fewer than last week by now', up: false });
  expect(against(n(4), n(4)).up).toBeNull();
  expect(against(n(0), n(0)).text).toBe('none yet this week or last');
});

it('names the first step that is not done', () => {
  expect(nextStep({ installed: true, connected: false, ran: false, value: false })).toBe('connected');
  expect(nextStep({ installed: true, connected: true, ran: true, value: false })).toBe('value');
});
