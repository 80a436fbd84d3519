import { describe, expect, it } from 'vitest';
import { catalogue } from './catalogue';

const t = catalogue({
  plain: 'Runs',
  by: 'by {name} at {place}',
  count: '{n|# run|# runs}',
  one: '{n|One thing needs|# things need} you',
});

describe('texts', () => {
  it('are filled in', () => {
    expect(t('plain')).toBe('Runs');
    expect(t('by', { name: 'Ada', place: '{n}' })).toBe('by Ada at {n}');
  });

  it('know one from many', () => {
    expect(t('count', { n: 1 })).toBe('1 run');
    expect(t('count', { n: 0 })).toBe('0 runs');
    expect(t('count', { n: 1_240 })).toBe('1,240 runs');
    expect(t('one', { n: 1 })).toBe('One thing needs you');
  });

  it('are checked by the compiler', () => {
    // @ts-expect-error there is no such text
    const missing = () => t('none');
    // @ts-expect-error a value is missing
    const incomplete = () => t('by', { name: 'Ada' });
    expect([missing, incomplete]).toHaveLength(2);
  });
});
