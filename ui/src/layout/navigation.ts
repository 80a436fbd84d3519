import type { Component } from 'svelte';
import Activity from '@lucide/svelte/icons/activity';
import Cable from '@lucide/svelte/icons/cable';
import House from '@lucide/svelte/icons/house';
import Inbox from '@lucide/svelte/icons/inbox';
import LayoutGrid from '@lucide/svelte/icons/layout-grid';
import Newspaper from '@lucide/svelte/icons/newspaper';
import Play from '@lucide/svelte/icons/play';
import Settings from '@lucide/svelte/icons/settings';
import ShoppingBag from '@lucide/svelte/icons/shopping-bag';
import Signpost from '@lucide/svelte/icons/signpost';
import { t } from '$lib/messages/frame';
import { may } from '$lib/shared';

export interface Place {
  href: string;
  label: string;
  icon: Component<{ size?: number; class?: string }>;
  /** How many wait there. */
  count?: number;
}

export interface PlaceGroup {
  label: string;
  places: Place[];
}

/** The main places, as the sidebar and the palette offer them. */
export function places(inboxCount: number): PlaceGroup[] {
  return [
    {
      label: t('work'),
      places: [
        { href: '/', label: t('home'), icon: House },
        { href: '/inbox', label: t('inbox'), icon: Inbox, count: inboxCount },
        { href: '/digests', label: t('digests'), icon: Newspaper },
      ],
    },
    {
      label: t('automation'),
      places: [
        { href: '/runs', label: t('runs'), icon: Play },
        { href: '/signals', label: t('signals'), icon: Activity },
        { href: '/directives', label: t('directives'), icon: Signpost },
      ],
    },
    {
      label: t('packages'),
      places: [
        { href: '/marketplace', label: t('marketplace'), icon: ShoppingBag },
        { href: '/installed', label: t('installed'), icon: LayoutGrid },
        { href: '/connections', label: t('connections'), icon: Cable },
      ],
    },
    {
      label: '',
      places: [{ href: '/settings/profile', label: t('settings'), icon: Settings }],
    },
  ];
}

/** The pages of the settings that the person may read. */
export function settingsPlaces(): { href: string; label: string }[] {
  return [
    { href: '/settings/profile', label: t('profile') },
    { href: '/settings/organization', label: t('organization') },
    { href: '/settings/members', label: t('members') },
    { href: '/settings/policies', label: t('rules') },
    { href: '/settings/alarms', label: t('alarms') },
    ...(may('admin')
      ? [
          { href: '/settings/ingress', label: t('eventsIn') },
          { href: '/settings/sign-ins', label: t('signIns') },
        ]
      : []),
  ];
}

/** Whether the page at `path` belongs to the place. */
export function isAt(place: Place, path: string): boolean {
  if (place.href === '/') return path === '/';
  const root = place.href.startsWith('/settings') ? '/settings' : place.href;
  return path === root || path.startsWith(root + '/');
}
