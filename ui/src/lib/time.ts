/** Times in words and exactly, in the viewer's zone. */

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export function browserZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}

/** "just now", "3 min ago", "in 2 h", "yesterday 14:05", "12 Mar 09:00", "12 Mar 2024". */
export function relative(at: Date, now: Date, zone: string): string {
  const difference = at.getTime() - now.getTime();
  const distance = Math.abs(difference);
  if (distance < 45_000) return difference > 5_000 ? 'in a moment' : 'just now';
  if (distance < hour) return said(difference, `${Math.max(1, Math.round(distance / minute))} min`);
  const apart = calendarDay(at, zone) - calendarDay(now, zone);
  if (apart === 0 || distance < 6 * hour) return said(difference, `${Math.round(distance / hour)} h`);
  if (apart === -1) return `yesterday ${clock(at, zone)}`;
  if (apart === 1) return `tomorrow ${clock(at, zone)}`;
  if (distance < 180 * day) return `${date(at, zone, false)} ${clock(at, zone)}`;
  return date(at, zone, true);
}

function said(difference: number, amount: string): string {
  return difference < 0 ? `${amount} ago` : `in ${amount}`;
}

/** "2026-11-20 10:57:00.123 CET": sortable, with the zone's name at that time. */
export function exact(at: Date, zone: string): string {
  const part = parts(at, zone);
  const millis = at.getUTCMilliseconds();
  const fraction = millis === 0 ? '' : `.${String(millis).padStart(3, '0')}`;
  return `${part.year}-${part.month}-${part.day} ${part.hour}:${part.minute}:${part.second}${fraction} ${zoneName(at, zone)}`;
}

/** "10:57" */
export function clock(at: Date, zone: string): string {
  const part = parts(at, zone);
  return `${part.hour}:${part.minute}`;
}

/** "Friday 20 November" */
export function longDay(at: Date, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  })
    .format(at)
    .replace(',', '');
}

/** "820 ms", "4.2 s", "3 min 05 s", "2 h 10 min", "3 d 4 h" */
export function duration(millis: number): string {
  const ms = Math.max(0, millis);
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 9_950) return `${(ms / 1_000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1_000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${pad(seconds % 60)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h ${pad(minutes % 60)} min`;
  const hours = Math.floor(minutes / 60);
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}

function date(at: Date, zone: string, withYear: boolean): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    day: 'numeric',
    month: 'short',
    ...(withYear ? { year: 'numeric' } : {}),
  }).format(at);
}

/** Days since 1970 on the zone's calendar. */
function calendarDay(at: Date, zone: string): number {
  const part = parts(at, zone);
  return Math.round(Date.UTC(Number(part.year), Number(part.month) - 1, Number(part.day)) / day);
}

type Parts = Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', string>;

const formats = new Map<string, Intl.DateTimeFormat>();

function parts(at: Date, zone: string): Parts {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(zone, format);
  }
  return Object.fromEntries(format.formatToParts(at).map((part) => [part.type, part.value])) as Parts;
}

function zoneName(at: Date, zone: string): string {
  const name = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'short' })
    .formatToParts(at)
    .find((part) => part.type === 'timeZoneName');
  return name?.value ?? zone;
}
