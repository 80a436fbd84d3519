export type Theme = 'light' | 'dark' | 'system';

/** The server puts the choice into the first HTML, so that nothing flashes. */
export function chosenTheme(): Theme {
  const value = document.documentElement.dataset.theme;
  return value === 'light' || value === 'dark' ? value : 'system';
}

export function chooseTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  document.cookie = `fleet_theme=${theme};path=/;max-age=31536000;samesite=lax`;
}
