/** Five fields of cron in words, such as "every weekday at 08:00". */

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = [
  'January', 'February', 'March', 'April', 'May', 'June',
  'July', 'August', 'September', 'October', 'November', 'December',
];

interface Field {
  least: number;
  most: number;
  names?: string[];
}

const fields: Field[] = [
  { least: 0, most: 59 },
  { least: 0, most: 23 },
  { least: 1, most: 31 },
  { least: 1, most: 12, names: months.map((name) => name.slice(0, 3).toUpperCase()) },
  { least: 0, most: 7, names: days.map((name) => name.slice(0, 3).toUpperCase()) },
];

/** Null when it is no cron expression of five fields. */
export function cronInWords(text: string): string | null {
  const parts = text.trim().split(/\s+/);
  if (parts.length !== 5) return null;
  const sets = parts.map((part, index) => expand(part, fields[index] as Field));
  if (sets.some((set) => set === null)) return null;
  const [minutes, hours, monthDays, inMonths, weekDays] = sets as number[][];
  const [minutePart = '', hourPart = '', dayPart = '', monthPart = '', weekPart = ''] = parts;
  const when = time(minutes as number[], hours as number[], minutePart, hourPart);
  const day = onDays(monthDays as number[], weekDays as number[], dayPart, weekPart);
  const month = monthPart === '*' ? '' : ` in ${join((inMonths as number[]).map((n) => months[n - 1] as string))}`;
  return when.startsWith('every') ? `${when}${day === 'every day' ? '' : `, ${day}`}${month}` : `${day} ${when}${month}`;
}

function time(minutes: number[], hours: number[], minutePart: string, hourPart: string): string {
  const step = /^\*\/(\d+)$/;
  if (minutePart === '*' && hourPart === '*') return 'every minute';
  if (step.test(minutePart) && hourPart === '*') return `every ${step.exec(minutePart)?.[1]} minutes`;
  const at = (hour: number, minute: number) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
  if (hourPart === '*' && minutes.length === 1) {
    return minutes[0] === 0 ? 'every hour' : `every hour at minute ${minutes[0]}`;
  }
  if (step.test(hourPart) && minutes.length === 1) {
    return `every ${step.exec(hourPart)?.[1]} hours at minute ${minutes[0]}`;
  }
  if (minutes.length * hours.length <= 6) {
    return `at ${join(hours.flatMap((hour) => minutes.map((minute) => at(hour, minute))))}`;
  }
  return `at minute ${join(minutes.slice(0, 12).map(String))} of hour ${join(hours.map(String))}`;
}

function onDays(monthDays: number[], weekDays: number[], dayPart: string, weekPart: string): string {
  const week = [...new Set(weekDays.map((day) => day % 7))].sort((a, b) => a - b);
  const named =
    week.join() === '1,2,3,4,5' ? 'weekday' : week.join() === '0,6' ? 'Saturday and Sunday' : join(week.map((day) => days[day] as string));
  const inMonth = `day ${join(monthDays.map(String))} of the month`;
  if (dayPart === '*' && weekPart === '*') return 'every day';
  if (dayPart === '*') return `every ${named}`;
  if (weekPart === '*') return `on ${inMonth}`;
  return `on ${inMonth} and every ${named}`;
}

function expand(part: string, field: Field): number[] | null {
  const found = new Set<number>();
  for (const piece of part.split(',')) {
    const match = /^(\*|[A-Za-z0-9]+)(?:-([A-Za-z0-9]+))?(?:\/(\d+))?$/.exec(piece);
    if (!match) return null;
    const [, from = '', to, every] = match;
    const start = from === '*' ? field.least : value(from, field);
    const stepped = every !== undefined && to === undefined;
    const end = from === '*' || stepped ? field.most : to === undefined ? start : value(to, field);
    const step = every === undefined ? 1 : Number(every);
    if (start === null || end === null || step < 1 || start > end) return null;
    for (let n = start; n <= end; n += step) found.add(n);
  }
  return [...found].sort((a, b) => a - b);
}

function value(text: string, field: Field): number | null {
  const named = field.names?.indexOf(text.toUpperCase()) ?? -1;
  if (named >= 0) return named + field.least;
  const number = /^\d{1,2}$/.test(text) ? Number(text) : NaN;
  return number >= field.least && number <= field.most ? number : null;
}

function join(words: string[]): string {
  if (words.length <= 1) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
