// @vitest-environment happy-dom
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';
import type { Schema } from '$lib/schema';
import SchemaForm from './SchemaForm.svelte';

const schema: Schema = {
  type: 'object',
  required: ['channel'],
  properties: {
    channel: { type: 'string', title: 'Channel', maxLength: 5 },
    token: { type: 'string', title: 'Token', writeOnly: true },
    enabled: { type: 'boolean', title: 'Every day', default: true },
    kind: { type: 'string', enum: ['a', 'b'], title: 'Kind' },
  },
};

let form: ReturnType<typeof SchemaForm> & { validate(): boolean };

function show(more: { value?: Record<string, unknown>; errors?: Record<string, string>; kept?: string[] } = {}) {
  form = mount(SchemaForm, {
    target: document.body,
    props: { schema, value: {}, ...more },
  }) as typeof form;
  flushSync();
}

afterEach(() => unmount(form));

const labelled = (text: string) => {
  const label = [...document.querySelectorAll('label')].find((one) => one.textContent?.includes(text));
  return document.getElementById(label?.htmlFor ?? '') as HTMLInputElement;
};

describe('a generated form', () => {
  it('labels each control', () => {
    show();
    expect(labelled('Channel').type).toBe('text');
    expect(labelled('Token').type).toBe('password');
    expect(labelled('Kind').tagName).toBe('SELECT');
    expect(document.querySelector('[role=switch]')?.getAttribute('aria-label')).toBe('Every day');
  });

  it('tells a problem only when the field was left', () => {
    show();
    expect(document.body.textContent).not.toContain('Fill this in.');
    labelled('Channel').dispatchEvent(new FocusEvent('blur'));
    flushSync();
    expect(labelled('Channel').getAttribute('aria-invalid')).toBe('true');
    expect(document.body.textContent).toContain('Fill this in.');
    expect(document.querySelector('[role=alert]')).toBeNull();
  });

  it('lists all problems at the top when it is to be sent', () => {
    show();
    expect(form.validate()).toBe(false);
    flushSync();
    expect(document.querySelector('[role=alert]')?.textContent).toContain('Channel: Fill this in.');
  });

  it('is ready when nothing is wrong', () => {
    show({ value: { channel: 'ops' } });
    expect(form.validate()).toBe(true);
  });

  it('shows what the server refused until it is changed', () => {
    show({ value: { channel: 'ops' }, errors: { 'config.channel': 'There is no such channel.', name: 'Not of this form.' } });
    expect(document.querySelector('[role=alert]')?.textContent).toContain('There is no such channel.');
    expect(document.body.textContent).not.toContain('Not of this form.');
    const field = labelled('Channel');
    field.value = 'other';
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    flushSync();
    expect(document.body.textContent).not.toContain('There is no such channel.');
  });

  it('says that a secret is kept, and does not show it', () => {
    show({ kept: ['token'] });
    expect(labelled('Token').value).toBe('');
    expect(document.body.textContent).toContain('A value is kept.');
  });
});
