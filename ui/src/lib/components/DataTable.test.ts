// @vitest-environment happy-dom
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Rows } from '$lib/rows';
import DataTable from './DataTable.svelte';
import type { Column } from './table';

const inertia = vi.hoisted(() => ({
  page: { url: '/runs', props: {} },
  router: { get: vi.fn(), visit: vi.fn() },
}));

vi.mock('@inertiajs/svelte', () => ({ ...inertia, inertia: () => ({}) }));

interface Run {
  id: string;
  name: string;
}

const columns: Column<Run>[] = [
  { key: 'name', label: 'Name', text: (run) => run.name, sort: 'name' },
  { key: 'id', label: 'Run', text: (run) => run.id, hidden: true },
];

const two: Rows<Run> = {
  items: [
    { id: 'a', name: 'First' },
    { id: 'b', name: 'Second' },
  ],
  next: 'cursor',
  count: 1_240,
  exact: true,
};

let table: Record<string, unknown>;
const chosen = vi.fn();

function show(rows: Rows<Run> = two, url = '/runs') {
  inertia.page.url = url;
  table = mount(DataTable<Run>, {
    target: document.body,
    props: {
      rows,
      columns,
      key: (run: Run) => run.id,
      label: 'Runs',
      name: 'runs',
      only: ['runs'],
      href: (run: Run) => `/runs/${run.id}`,
      bulk: [{ label: 'Retry', onselect: chosen }],
    },
  });
  flushSync();
}

function press(key: string) {
  (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  flushSync();
}

function button(name: string): HTMLButtonElement {
  const found = [...document.querySelectorAll('button')].find((one) => one.textContent?.trim() === name);
  if (!found) throw new Error(`no button ${name}`);
  return found;
}

beforeEach(() => {
  inertia.router.get.mockReset();
  inertia.router.visit.mockReset();
});

afterEach(() => void unmount(table));

describe('a table', () => {
  it('tells honestly how many there are', () => {
    show();
    expect(document.body.textContent).toContain('2 of 1,240');
    void unmount(table);
    show({ ...two, count: 10_000, exact: false });
    expect(document.body.textContent).toContain('2 of more than 10,000');
    void unmount(table);
    show({ ...two, next: null, count: null });
    expect(document.body.textContent).toContain('2 rows');
  });

  it('shows the columns that are not hidden', () => {
    show();
    expect([...document.querySelectorAll('th')].map((head) => head.textContent?.trim())).toEqual(['', 'Name']);
  });

  it('moves, selects and opens with keys', () => {
    show();
    press('j');
    press('j');
    press('k');
    press('x');
    expect(document.body.textContent).toContain('1 selected');
    button('Retry').click();
    expect(chosen).toHaveBeenCalledWith(['a']);
    press('Enter');
    expect(inertia.router.visit).toHaveBeenCalledWith('/runs/a');
  });

  it('leaves keys alone while somebody types', () => {
    show();
    const field = document.body.appendChild(document.createElement('input'));
    field.focus();
    press('x');
    field.remove();
    expect(document.body.textContent).not.toContain('selected');
  });

  it('sorts and pages through the address', () => {
    show(two, '/runs?state=failed&after=old');
    button('Name').click();
    expect(inertia.router.get.mock.lastCall?.[0]).toBe('/runs?state=failed&sort=-name');
    button('Older').click();
    expect(inertia.router.get.mock.lastCall?.[0]).toBe('/runs?state=failed&after=cursor');
    button('Newest').click();
    expect(inertia.router.get.mock.lastCall?.[0]).toBe('/runs?state=failed');
    expect(inertia.router.get.mock.lastCall?.[2]).toMatchObject({ only: ['runs'], preserveState: true });
  });

  it('says when nothing matches the filters', () => {
    show({ items: [], next: null, count: 0, exact: true }, '/runs?state=failed');
    expect(document.body.textContent).toContain('Nothing matches these filters.');
  });
});
