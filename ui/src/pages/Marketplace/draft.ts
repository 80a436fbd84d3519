/**
 * What was filled in for a package on its way from the form to the plan and back. It lives as long as the tab's
 * page does; a reload begins with the defaults.
 */
const drafts = new Map<string, Record<string, unknown>>();

export function keep(name: string, configuration: Record<string, unknown>): void {
  drafts.set(name, configuration);
}

export function kept(name: string): Record<string, unknown> {
  return drafts.get(name) ?? {};
}
