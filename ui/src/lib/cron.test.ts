import { expect, it } from 'vitest';
import { cronInWords } from './cron';

it.each([
  ['0 8 * * *', 'every day at 08:00'],
  ['30 2 * * 1-5', 'every weekday at 02:30'],
  ['0 9 * * MON', 'every Monday at 09:00'],
  ['0 9 * * 0,6', 'every Saturday and Sunday at 09:00'],
  ['0 9 * * 7', 'every Sunday at 09:00'],
  ['*/15 * * * *', 'every 15 minutes'],
  ['0 * * * *', 'every hour'],
  ['5 */2 * * *', 'every 2 hours at minute 5'],
  ['0 6 1 * *', 'on day 1 of the month at 06:00'],
  ['0 6,18 * JAN,JUL *', 'every day at 06:00 and 18:00 in January and July'],
  ['* * * * *', 'every minute'],
])('says %s as "%s"', (cron, words) => expect(cronInWords(cron)).toBe(words));

it.each(['', 'hello', '60 8 * * *', '0 8 * *', '0 8 * * 1-', '0 8 5-2 * *', '*/0 * * * *', '0 8 * * * *'])(
  'takes "%s" for no cron expression',
  (cron) => expect(cronInWords(cron)).toBeNull(),
);
