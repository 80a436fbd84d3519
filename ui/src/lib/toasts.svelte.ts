export type Tone = 'done' | 'warning' | 'failed';

export interface Toast {
  id: number;
  tone: Tone;
  text: string;
}

const most = 4;
let last = 0;
let shown = $state<Toast[]>([]);

export function toasts(): Toast[] {
  return shown;
}

/** Shows a message: for eight seconds, or until it is closed when something is wrong. */
export function toast(text: string, tone: Tone = 'done'): void {
  const id = ++last;
  shown = [...shown, { id, tone, text }].slice(-most);
  if (tone === 'done') setTimeout(() => dismiss(id), 8_000);
}

export function dismiss(id: number): void {
  shown = shown.filter((one) => one.id !== id);
}
