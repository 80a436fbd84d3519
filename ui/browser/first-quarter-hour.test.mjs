import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { complaints, desktop, openBrowser, phone } from './support/browser.mjs';
import { Fleet } from './support/fleet.mjs';
import { connect, install, looker, runAndAskWhy, setUp, until } from './support/journey.mjs';
import { Receiver } from './support/receiver.mjs';

const pages = [
  '/',
  '/inbox',
  '/runs',
  '/signals',
  '/directives',
  '/marketplace',
  '/installed',
  '/connections',
  '/connections/new',
  '/digests',
  '/settings/profile',
  '/settings/organization',
  '/settings/members',
  '/settings/sign-ins',
  '/settings/ingress',
  '/settings/policies',
  '/settings/alarms',
  '/nowhere',
];

const largestFirstLoad = 200_000;

for (const [kind, viewport] of [
  ['desktop', desktop],
  ['phone', phone],
]) {
  describe(`the first quarter of an hour on a ${kind}`, { timeout: 600_000 }, () => {
    let fleet, receiver, browser;

    before(async () => {
      receiver = await Receiver.start();
      fleet = await Fleet.start();
      browser = await openBrowser(viewport);
    });

    after(async () => {
      await browser?.close();
      await fleet?.close();
      await receiver?.close();
    });

    test('leads from the set-up link to a post and the reason for it', async () => {
      const { page } = browser;
      const found = complaints(page);
      const look = looker(page, kind);
      await page.goto(fleet.setUpLink);
      await look('set-up');
      await setUp(page, fleet);
      await look('home-empty');
      await connect(page, fleet, receiver, look);
      await install(page, fleet, look);
      await runAndAskWhy(page, fleet, receiver, look);
      assert.match(receiver.posts.at(-1).text, /digest/i);
      assert.deepEqual(found, []);
    });

    for (const scheme of ['light', 'dark']) {
      test(`every page fits and is accessible, ${scheme}`, async () => {
        const { page } = browser;
        await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
        const look = looker(page, `${kind}-${scheme}`);
        for (const path of pages) {
          await page.goto(fleet.url + path);
          await look(path === '/' ? 'home' : path.slice(1).replaceAll('/', '-'));
        }
      });
    }

    test('the first load is small', async () => {
      const { page } = browser;
      const scripts = new Map();
      const listen = async (response) => {
        if (response.url().includes('/build/') && response.url().endsWith('.js')) {
          scripts.set(response.url(), gzipSync(await response.body()).length);
        }
      };
      page.on('response', listen);
      await page.goto(fleet.url + '/');
      await page.waitForLoadState('networkidle').catch(() => {});
      page.off('response', listen);
      const total = [...scripts.values()].reduce((sum, size) => sum + size, 0);
      assert.ok(scripts.size > 0, 'scripts were loaded');
      assert.ok(total < largestFirstLoad, `${total} bytes of compressed script`);
    });

    if (kind === 'desktop') {
      test('seven tabs are live again after the server was killed', async () => {
        const tabs = [];
        for (let i = 0; i < 7; i++) {
          const tab = await browser.context.newPage();
          await tab.goto(fleet.url + '/signals');
          tabs.push(tab);
        }
        await fleet.restart('SIGKILL');
        const fresh = await browser.context.newPage();
        // Sessions are in the database, so nobody has to sign in again.
        await fresh.goto(fleet.url + '/');
        assert.doesNotMatch(fresh.url(), /\/login/);
        await fresh.goto(fleet.url + '/installed');
        await fresh.getByRole('link', { name: 'Daily Ops Digest' }).first().click();
        await fresh.getByRole('button', { name: /Preview/ }).click();
        for (const [number, tab] of tabs.entries()) {
          await until(
            async () => (await tab.getByText('run.completed').count()) + (await tab.getByText('execution.completed').count()) >= 1,
            `tab ${number + 1} shows the new run's signals`,
          );
        }
        for (const tab of [...tabs, fresh]) await tab.close();
      });
    }
  });
}

