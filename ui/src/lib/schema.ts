/** Forms out of JSON Schemas: which control a property gets, and what is wrong with a value. */

export interface Schema {
  type?: string | string[];
  title?: string;
  description?: string;
  default?: unknown;
  enum?: unknown[];
  format?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  minItems?: number;
  maxItems?: number;
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  writeOnly?: boolean;
  'x-ui'?: Hints;
}

export interface Hints {
  widget?: string;
  order?: number;
  connector?: string;
  connectors?: string[];
  /** What the values of an `enum` are called. */
  labels?: Record<string, string>;
  placeholder?: string;
}

export type Widget =
  | 'text'
  | 'multiline'
  | 'markdown'
  | 'code'
  | 'secret'
  | 'number'
  | 'switch'
  | 'choice'
  | 'connection'
  | 'time'
  | 'date'
  | 'time-zone'
  | 'currency'
  | 'cron'
  | 'list'
  | 'group'
  | 'json';

const byFormat: Record<string, Widget> = {
  connection: 'connection',
  'time-zone': 'time-zone',
  'time-of-day': 'time',
  time: 'time',
  date: 'date',
  currency: 'currency',
  cron: 'cron',
  markdown: 'markdown',
  secret: 'secret',
  password: 'secret',
};

const named: Record<string, Widget> = {
  text: 'text',
  textarea: 'multiline',
  multiline: 'multiline',
  markdown: 'markdown',
  code: 'code',
  secret: 'secret',
  password: 'secret',
  number: 'number',
  switch: 'switch',
  checkbox: 'switch',
  select: 'choice',
  choice: 'choice',
  connection: 'connection',
  time: 'time',
  date: 'date',
  'time-zone': 'time-zone',
  currency: 'currency',
  cron: 'cron',
  list: 'list',
};

const longLine = 200;

export function widgetOf(schema: Schema): Widget {
  const hint = named[schema['x-ui']?.widget ?? ''];
  if (hint) return hint;
  if (schema.enum) return 'choice';
  switch (typeOf(schema)) {
    case 'boolean':
      return 'switch';
    case 'integer':
    case 'number':
      return 'number';
    case 'array':
      return schema.items ? 'list' : 'json';
    case 'object':
      return schema.properties ? 'group' : 'json';
    case 'string':
      if (schema.writeOnly) return 'secret';
      return byFormat[schema.format ?? ''] ?? ((schema.maxLength ?? 0) > longLine ? 'multiline' : 'text');
    default:
      return 'json';
  }
}

export function typeOf(schema: Schema): string | undefined {
  const type = schema.type;
  return Array.isArray(type) ? type.find((one) => one !== 'null') : type;
}

export interface Property {
  name: string;
  schema: Schema;
  label: string;
  required: boolean;
}

/** In the order of their hints, then as the schema has them. */
export function propertiesOf(schema: Schema): Property[] {
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {})
    .map(([name, property]) => ({
      name,
      schema: property,
      label: property.title ?? readable(name),
      required: required.has(name),
    }))
    .sort((a, b) => (a.schema['x-ui']?.order ?? 1_000) - (b.schema['x-ui']?.order ?? 1_000));
}

/** "max_lines" becomes "Max lines". */
export function readable(name: string): string {
  const words = name.replace(/[_-]+/g, ' ').replace(/([a-z])([A-Z])/g, '$1 $2').trim().toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A copy of a JSON value; a page's props are proxies, which `structuredClone` refuses. */
function copied(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

/** A value to begin with: the defaults, where `value` has nothing. */
export function withDefaults(schema: Schema, value: Record<string, unknown> = {}): Record<string, unknown> {
  const filled: Record<string, unknown> = { ...value };
  for (const { name, schema: property } of propertiesOf(schema)) {
    if (filled[name] === undefined && property.default !== undefined) filled[name] = copied(property.default);
  }
  return filled;
}

/** An empty item for a list. */
export function blank(schema: Schema | undefined): unknown {
  if (schema?.default !== undefined) return copied(schema.default);
  switch (typeOf(schema ?? {})) {
    case 'object':
      return withDefaults(schema ?? {});
    case 'array':
      return [];
    case 'boolean':
      return false;
    default:
      return '';
  }
}

/** What to do about `value`, by path; empty when it will do. The server decides in the end. */
export function problems(schema: Schema, value: Record<string, unknown>, kept: string[] = [], path = ''): Record<string, string> {
  const found: Record<string, string> = {};
  for (const property of propertiesOf(schema)) {
    const at = path === '' ? property.name : `${path}.${property.name}`;
    const inner = value[property.name];
    if (isEmpty(inner)) {
      if (property.required && !kept.includes(at)) found[at] = 'Fill this in.';
      continue;
    }
    Object.assign(found, problemsOf(property.schema, inner, at, kept));
  }
  return found;
}

function problemsOf(schema: Schema, value: unknown, at: string, kept: string[]): Record<string, string> {
  if (Array.isArray(value)) {
    const found: Record<string, string> = {};
    if (schema.maxItems !== undefined && value.length > schema.maxItems) found[at] = `Keep at most ${schema.maxItems}.`;
    if (schema.minItems !== undefined && value.length < schema.minItems) found[at] = `Give at least ${schema.minItems}.`;
    value.forEach((item, index) => {
      if (schema.items) Object.assign(found, isEmpty(item) ? { [`${at}.${index}`]: 'Fill this in.' } : problemsOf(schema.items, item, `${at}.${index}`, kept));
    });
    return found;
  }
  if (typeof value === 'object' && value !== null) return problems(schema, value as Record<string, unknown>, kept, at);
  const problem = problemOf(schema, value);
  return problem === null ? {} : { [at]: problem };
}

function problemOf(schema: Schema, value: unknown): string | null {
  const type = typeOf(schema);
  if (type === 'integer' || type === 'number') {
    const number = Number(value);
    if (!Number.isFinite(number)) return 'Give a number.';
    if (type === 'integer' && !Number.isInteger(number)) return 'Give a whole number.';
    if (schema.minimum !== undefined && number < schema.minimum) return `Give at least ${schema.minimum}.`;
    if (schema.maximum !== undefined && number > schema.maximum) return `Give at most ${schema.maximum}.`;
    return null;
  }
  if (typeof value !== 'string') return null;
  if (schema.maxLength !== undefined && [...value].length > schema.maxLength) return `Use at most ${schema.maxLength} characters.`;
  if (schema.minLength !== undefined && [...value].length < schema.minLength) return `Use at least ${schema.minLength} characters.`;
  if (schema.pattern !== undefined && !fits(schema.pattern, value)) return 'This is not in the form that is asked for.';
  return formatProblem(schema.format, value);
}

function formatProblem(format: string | undefined, value: string): string | null {
  switch (format) {
    case 'time-zone':
      return isZone(value) ? null : 'Choose a time zone such as Europe/Berlin.';
    case 'time-of-day':
      return /^([01]\d|2[0-3]):[0-5]\d$/.test(value) ? null : 'Give a time such as 08:00.';
    case 'currency':
      return /^[A-Z]{3}$/.test(value) ? null : 'Give three letters such as EUR.';
    case 'https-address':
      return /^https:\/\/[^\s]+$/.test(value) ? null : 'Give an address that begins with https://';
    case 'email':
      return /^[^\s@]+@[^\s@]+$/.test(value) ? null : 'Give an e-mail address.';
    default:
      return null;
  }
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

/** Expressions that this browser does not know are left to the server. */
function fits(pattern: string, value: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(value);
  } catch {
    return true;
  }
}

export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
