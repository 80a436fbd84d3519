import { expect, it } from 'vitest';
import { families } from './families';

it('offers a family before its types, where there are several', () => {
  expect(families(['directive.completed', 'directive.failed', 'shop.order']).map((one) => one.label)).toEqual([
    'directive.…',
    'directive.completed',
    'directive.failed',
    'shop.order',
  ]);
});

it('offers nothing where nothing is', () => expect(families([])).toEqual([]));
