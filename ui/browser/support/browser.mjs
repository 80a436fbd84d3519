// Chromium as the tests use it, and what every page is checked for.
import assert from 'node:assert/strict';
import { access, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { chromium } from 'playwright-core';

export const desktop = { width: 1440, height: 900 };
export const phone = { width: 360, height: 740 };

const places = [
  process.env.FLEET_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

async function executable() {
  for (const place of places) {
    if (!place) continue;
    try {
      await access(place);
      return place;
    } catch {
      // the next one
    }
  }
  throw new Error('No Chromium found. Install it (apt install chromium) or set FLEET_CHROMIUM to its path.');
}

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A browser with cookies of its own; `close` removes what it stored. */
export async function openBrowser(viewport = desktop, options = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), 'fleet-chromium-'));
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: await executable(),
    headless: true,
    args: flags,
    viewport,
    reducedMotion: 'reduce',
    colorScheme: 'light',
    ...options,
  });
  context.setDefaultTimeout(20_000);
  return {
    context,
    page: context.pages()[0] ?? (await context.newPage()),
    async close() {
      await context.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Fails when the page scrolls sideways or axe finds something. */
export async function checkPage(page, what) {
  const { inner, scroll } = await page.evaluate(() => ({
    inner: document.documentElement.clientWidth,
    scroll: document.documentElement.scrollWidth,
  }));
  assert.ok(scroll <= inner, `${what}: ${scroll} px wide in ${inner} px`);
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  assert.deepEqual(
    violations.map((v) => `${v.id}: ${v.help} ${v.nodes.slice(0, 3).map((n) => n.target.join(' ')).join(' | ')}`),
    [],
    what,
  );
}

/** A picture for the docs, when FLEET_SCREENSHOTS names a folder. */
export async function picture(page, name) {
  const folder = process.env.FLEET_SCREENSHOTS;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
}

/** Collects what the page's script complains about; the test asserts that it stays empty. */
export function complaints(page) {
  const found = [];
  page.on('pageerror', (error) => found.push(String(error)));
  page.on('console', (message) => {
    // A 409 is how the server has a page loaded anew, see Inertia's protocol.
    if (message.type() === 'error' && !/status of 409/.test(message.text())) found.push(message.text());
  });
  return found;
}
