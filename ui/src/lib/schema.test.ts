import { describe, expect, it } from 'vitest';
import { problems, propertiesOf, readable, widgetOf, withDefaults, type Schema } from './schema';

const schema: Schema = {
  type: 'object',
  required: ['connection', 'zone'],
  properties: {
    zone: { type: 'string', format: 'time-zone', 'x-ui': { order: 2 } },
    connection: { type: 'string', format: 'connection', 'x-ui': { order: 1 } },
    lines: { type: 'integer', minimum: 5, maximum: 100, default: 20 },
    token: { type: 'string', writeOnly: true },
    list: {
      type: 'array',
      maxItems: 2,
      items: { type: 'object', required: ['title'], properties: { title: { type: 'string', maxLength: 3 } } },
    },
  },
};

const good = { connection: 'c', zone: 'Europe/Berlin' };

describe('a form out of a schema', () => {
  it.each<[Schema, string]>([
    [{ type: 'string' }, 'text'],
    [{ type: 'string', maxLength: 4_000 }, 'multiline'],
    [{ type: 'string', enum: ['a'] }, 'choice'],
    [{ type: 'string', format: 'time-of-day' }, 'time'],
    [{ type: 'string', format: 'connection' }, 'connection'],
    [{ type: 'string', writeOnly: true }, 'secret'],
    [{ type: 'string', 'x-ui': { widget: 'markdown' } }, 'markdown'],
    [{ type: 'string', 'x-ui': { widget: 'of another version' } }, 'text'],
    [{ type: ['integer', 'null'] }, 'number'],
    [{ type: 'boolean' }, 'switch'],
    [{ type: 'array', items: { type: 'string' } }, 'list'],
    [{ type: 'object', properties: {} }, 'group'],
    [{}, 'json'],
  ])('gives %j the control %s', (property, widget) => expect(widgetOf(property)).toBe(widget));

  it('orders its fields by their hints', () => {
    expect(propertiesOf(schema).map((property) => property.name)).toEqual(['connection', 'zone', 'lines', 'token', 'list']);
  });

  it('names a field without a title', () => {
    expect(readable('max_linesPerList')).toBe('Max lines per list');
  });

  it('begins with the defaults, and leaves what is set', () => {
    expect(withDefaults(schema)).toEqual({ lines: 20 });
    expect(withDefaults(schema, { lines: 7 })).toEqual({ lines: 7 });
  });

  it('finds nothing wrong with good values', () => {
    expect(problems(schema, { ...good, lines: 20, list: [{ title: 'abc' }] })).toEqual({});
  });

  it.each<[Record<string, unknown>, string]>([
    [{ zone: '' }, 'zone'],
    [{ zone: 'Europe/Nowhere' }, 'zone'],
    [{ lines: 4 }, 'lines'],
    [{ lines: 5.5 }, 'lines'],
    [{ lines: 'many' }, 'lines'],
    [{ list: [{ title: '' }] }, 'list.0.title'],
    [{ list: [{ title: 'abc' }, { title: 'abcd' }] }, 'list.1.title'],
    [{ list: [{ title: 'a' }, { title: 'b' }, { title: 'c' }] }, 'list'],
  ])('names the field of %j', (change, path) => {
    expect(Object.keys(problems(schema, { ...good, ...change }))).toEqual([path]);
  });

  it('does not ask again for a secret the server holds', () => {
    const needed: Schema = { ...schema, required: ['token'] };
    expect(problems(needed, {})).toHaveProperty('token');
    expect(problems(needed, {}, ['token'])).toEqual({});
  });

  it('leaves an expression it does not know to the server', () => {
    expect(problems({ properties: { a: { type: 'string', pattern: '(?<a>' } } }, { a: 'x' })).toEqual({});
  });
});
