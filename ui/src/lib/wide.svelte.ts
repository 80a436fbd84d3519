/** Whether the window is wider than a phone: where CSS alone would need everything twice. */
const query = typeof window === 'undefined' ? null : window.matchMedia('(min-width: 768px)');
let wide = $state(query?.matches ?? true);
query?.addEventListener('change', (event) => (wide = event.matches));

export function isWide(): boolean {
  return wide;
}
