import type { MoneyAmount } from '$lib/money';
import type { Rows } from '$lib/rows';
import type { Schema } from '$lib/schema';

export interface Run {
  id: string;
  workflow: string;
  status: string;
  tookMs: number | null;
  cost: MoneyAmount;
  started: string;
}

export function rows(now: string): Rows<Run> {
  const states = ['running', 'completed', 'failed', 'waiting', 'in_doubt', 'cancelled', 'completed', 'completed'];
  return {
    items: states.map((status, index) => ({
      id: `0198a1b2-0000-7000-8000-00000000b7c${index}`,
      workflow: index % 3 === 0 ? 'daily-ops-digest' : 'announce-a-page-that-went-live-this-morning',
      status,
      tookMs: status === 'running' ? null : 900 * (index + 1) ** 2,
      cost: { amount: `0.00${index + 1}`, currency: 'EUR' },
      started: new Date(Date.parse(now) - index * 5_000_000).toISOString(),
    })),
    next: 'more',
    count: 1_240,
    exact: true,
  };
}

export const configuration: Schema = {
  type: 'object',
  required: ['connection', 'time_zone'],
  properties: {
    connection: { type: 'string', format: 'connection', title: 'Mattermost connection', description: 'Holds the webhook to post through.', 'x-ui': { connector: 'mattermost', order: 1 } },
    time_zone: { type: 'string', format: 'time-zone', title: 'Time zone', default: 'Europe/Berlin', 'x-ui': { order: 2 } },
    time: { type: 'string', format: 'time-of-day', title: 'Time of day', default: '08:00', 'x-ui': { order: 3 } },
    enabled: { type: 'boolean', title: 'Post every day', default: true, 'x-ui': { order: 4 } },
    max_lines: { type: 'integer', minimum: 5, maximum: 100, default: 20, 'x-ui': { order: 5 } },
    schedule: { type: 'string', format: 'cron', title: 'Schedule', default: '30 2 * * 1-5', 'x-ui': { order: 6 } },
    token: { type: 'string', title: 'Token', writeOnly: true, 'x-ui': { order: 7 } },
    measures: {
      type: 'array',
      maxItems: 3,
      title: 'Business figures',
      default: [{ type: 'shop.order.placed', title: 'Orders' }],
      'x-ui': { order: 8 },
      items: { type: 'object', required: ['type', 'title'], properties: { type: { type: 'string' }, title: { type: 'string', maxLength: 60 } } },
    },
  },
};

export const document = `#### Daily Ops Digest: Friday 20 November

| Business | This window | Window before | Change |
|:---------|------------:|--------------:|-------:|
| Orders   | 136         | 118           | +15 %  |
| Revenue  | 55,885.30   | 48,120.00     | +16 %  |

**Platform**

- 12 runs, *none* failed
- \`value.digest.posted\` once

<script>alert(1)</script> stays text, and [this](javascript:alert(1)) is no link, but [that](https://example.org/) is.`;
