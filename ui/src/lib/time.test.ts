import { describe, expect, it } from 'vitest';
import { clock, duration, exact, longDay, relative } from './time';

const now = new Date('2026-11-20T10:00:00Z');
const said = (at: string, zone = 'Europe/Berlin') => relative(new Date(at), now, zone);

describe('relative times', () => {
  it.each([
    ['2026-11-20T09:59:40Z', 'just now'],
    ['2026-11-20T10:00:02Z', 'just now'],
    ['2026-11-20T10:00:30Z', 'in a moment'],
    ['2026-11-20T09:57:00Z', '3 min ago'],
    ['2026-11-20T10:42:00Z', 'in 42 min'],
    ['2026-11-20T08:00:00Z', '2 h ago'],
    ['2026-11-20T00:30:00Z', '10 h ago'],
    ['2026-11-19T13:05:00Z', 'yesterday 14:05'],
    ['2026-11-21T13:05:00Z', 'tomorrow 14:05'],
    ['2026-11-12T08:00:00Z', '12 Nov 09:00'],
    ['2024-03-12T08:00:00Z', '12 Mar 2024'],
  ])('say %s as %s', (at, words) => expect(said(at)).toBe(words));

  it('count days on the calendar of the zone', () => {
    expect(said('2026-11-20T01:00:00Z', 'America/New_York')).toBe('yesterday 20:00');
    expect(said('2026-11-20T01:00:00Z', 'Europe/Berlin')).toBe('9 h ago');
  });
});

describe('exact times', () => {
  it('name the zone as it was then', () => {
    expect(exact(new Date('2026-11-20T09:57:00.123Z'), 'Europe/Berlin')).toMatch(/^2026-11-20 10:57:00\.123 (CET|GMT\+1)$/);
    expect(exact(new Date('2026-07-01T09:57:00Z'), 'Europe/Berlin')).toMatch(/^2026-07-01 11:57:00 (CEST|GMT\+2)$/);
  });

  it('tell the two hours apart when the clock is set back', () => {
    const first = exact(new Date('2026-10-25T00:30:00Z'), 'Europe/Berlin');
    const second = exact(new Date('2026-10-25T01:30:00Z'), 'Europe/Berlin');
    expect(first.slice(0, 19)).toBe(second.slice(0, 19));
    expect(first).not.toBe(second);
  });

  it('know midnight', () => {
    expect(clock(new Date('2026-11-19T23:00:00Z'), 'Europe/Berlin')).toBe('00:00');
  });

  it('name the day', () => {
    expect(longDay(now, 'UTC')).toBe('Friday 20 November');
  });
});

describe('durations', () => {
  it.each([
    [-5, '0 ms'],
    [820, '820 ms'],
    [4_210, '4.2 s'],
    [9_960, '10 s'],
    [185_000, '3 min 05 s'],
    [7_800_000, '2 h 10 min'],
    [273_600_000, '3 d 4 h'],
  ])('say %d ms as %s', (ms, words) => expect(duration(ms)).toBe(words));
});
