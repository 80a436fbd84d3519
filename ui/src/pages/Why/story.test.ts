import { expect, it, vi } from 'vitest';
import { sentences, type Node } from './story';

vi.mock('$lib/shared', () => ({ shared: () => ({ person: { id: 'p1' } }) }));

const by = { kind: 'integration', id: 'shop', name: 'shop' };
const system = { kind: 'system', id: 'policy', name: 'policy' };

const node = (kind: string, id: string, at: string, more: Partial<Node> = {}): Node => ({
  thing: { kind, id },
  cause: null,
  depth: 0,
  name: `${kind}-${id}`,
  state: '',
  detail: null,
  failure: null,
  by,
  at,
  ended: null,
  moments: [],
  ...more,
});

it('tells signal, run and directive in the order of time', () => {
  const story = sentences([
    node('signal', '1', '2026-01-01T10:00:00Z', { detail: 'order 7' }),
    node('run', '2', '2026-01-01T10:00:01Z', { cause: { kind: 'signal', id: '1' }, detail: 'trigger' }),
    node('directive', '3', '2026-01-01T10:00:02Z', {
      detail: 'tell the customer',
      moments: [
        { signal: 's2', type: 'directive.completed', at: '2026-01-01T10:00:04Z', by: system },
        { signal: 's1', type: 'directive.approved', at: '2026-01-01T10:00:03Z', by: system },
      ],
    }),
  ]);
  expect(story.map((sentence) => sentence.text)).toEqual([
    'Shop stated signal-1 about order 7.',
    'That started a run of run-2.',
    'Shop asked for directive-3: tell the customer.',
    'A policy approved directive-3.',
    'directive-3 was completed.',
  ]);
});

it('tells causes before effects of the same moment', () => {
  const at = '2026-01-01T10:00:00Z';
  expect(sentences([node('signal', '1', at), node('run', '2', at, { cause: { kind: 'signal', id: '1' } })]).map((one) => one.thing.kind)).toEqual([
    'signal',
    'run',
  ]);
});

it('says "you" of the viewer and why a run failed', () => {
  const story = sentences([
    node('directive', '1', '2026-01-01T10:00:00Z', { by: { kind: 'human', id: 'p1', name: '' } }),
    node('run', '2', '2026-01-01T10:00:01Z', {
      detail: 'manual',
      failure: 'No such channel',
      moments: [{ signal: 's', type: 'workflow.run.faulted', at: '2026-01-01T10:00:02Z', by: system }],
    }),
  ]);
  expect(story.map((sentence) => sentence.text)).toEqual([
    'You asked for directive-1.',
    'run-2 was started by hand.',
    'run-2 failed: No such channel.',
  ]);
});
