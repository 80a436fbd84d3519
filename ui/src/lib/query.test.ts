import { describe, expect, it } from 'vitest';
import { address, changed, nextSort, pathOf, readQuery } from './query';

describe('the state of filters in the address', () => {
  it('comes back as it was written', () => {
    const query = { q: 'a&b=ü ?#', state: 'failed' };
    expect(readQuery(address('/runs', query))).toEqual(query);
  });

  it('leaves out what is empty', () => {
    expect(changed({ q: 'x', state: 'failed' }, { q: '' })).toEqual({ state: 'failed' });
    expect(address('/runs', {})).toBe('/runs');
  });

  it('starts at the first page when a filter changes', () => {
    expect(changed({ after: 'c', q: 'x' }, { q: 'y' })).toEqual({ q: 'y' });
    expect(changed({ after: 'c', q: 'x' }, { after: 'd' }, true)).toEqual({ after: 'd', q: 'x' });
  });

  it('keeps the path', () => expect(pathOf('/runs?q=x#y')).toBe('/runs'));

  it('sorts down, up, and as the list does by itself', () => {
    expect(nextSort(undefined, 'started')).toBe('-started');
    expect(nextSort('-started', 'started')).toBe('started');
    expect(nextSort('started', 'started')).toBeNull();
    expect(nextSort('name', 'started')).toBe('-started');
  });
});
