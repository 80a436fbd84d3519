import type { FormDataConvertible } from '@inertiajs/core';

/** A generated form's values as what a form can send: plain JSON, without what was left out. */
export function plain(values: Record<string, unknown>): Record<string, FormDataConvertible> {
  return JSON.parse(JSON.stringify(values)) as Record<string, FormDataConvertible>;
}
