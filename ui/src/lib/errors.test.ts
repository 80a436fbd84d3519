// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from 'vitest';
import { report } from './errors';

const sent = vi.fn((_: string, options: RequestInit) => {
  void options;
  return Promise.resolve(new Response(null, { status: 204 }));
});

beforeEach(() => {
  sent.mockClear();
  vi.stubGlobal('fetch', sent);
});

it('tells the server what broke, once', () => {
  report('error', new TypeError('x is undefined'), 'page.js:1:2');
  report('error', new TypeError('x is undefined'), 'page.js:1:2');

  expect(sent).toHaveBeenCalledOnce();
  expect(sent.mock.lastCall?.[0]).toBe('/client-errors');
  expect(JSON.parse(String(sent.mock.lastCall?.[1].body))).toMatchObject({
    kind: 'error',
    message: 'TypeError: x is undefined',
    place: 'page.js:1:2',
  });
});

it('keeps long texts short, and stops when a page breaks again and again', () => {
  report('error', 'y'.repeat(100_000));
  expect(String(sent.mock.lastCall?.[1].body).length).toBeLessThan(2_000);

  for (let i = 0; i < 100; i++) report('rejection', `number ${i}`);
  expect(sent.mock.calls.length).toBeLessThan(12);
});
