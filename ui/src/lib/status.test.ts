import { describe, expect, it } from 'vitest';
import { look } from './status';

describe('the table of states', () => {
  it.each([
    ['queued', 'grey'],
    ['scheduled', 'grey'],
    ['draft', 'grey'],
    ['running', 'blue'],
    ['waiting', 'amber'],
    ['asks', 'amber'],
    ['proposed', 'amber'],
    ['completed', 'green'],
    ['installed', 'green'],
    ['delivered', 'green'],
    ['failed', 'red'],
    ['faulted', 'red'],
    ['rejected', 'red'],
    ['denied', 'red'],
    ['in_doubt', 'violet'],
    ['cancelled', 'grey'],
    ['expired', 'grey'],
    ['disabled', 'grey'],
  ])('gives %s the hue %s', (status, hue) => expect(look(status).hue).toBe(hue));

  it('strikes what ended without an effect', () => {
    expect(['cancelled', 'expired', 'disabled'].map((status) => look(status).struck)).toEqual([true, true, true]);
  });

  it('takes a name in any spelling', () => {
    expect(look('IN_DOUBT').word).toBe('in doubt');
    expect(look('in-doubt').word).toBe('in doubt');
  });

  it('hides no state it does not know', () => {
    expect(look('half_done')).toEqual({ hue: 'grey', word: 'half done' });
  });
});
