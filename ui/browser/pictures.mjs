// Makes the pictures of the documentation, by the steps of the browser tests: npm run pictures.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openBrowser } from './support/browser.mjs';
import { Fleet } from './support/fleet.mjs';
import { connect, install, owner, runAndAskWhy, setUp, until } from './support/journey.mjs';
import { Receiver } from './support/receiver.mjs';

const folder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../docs/images');
const largest = 150_000;
const hour = 3_600_000;

/** Two days of a small shop, made up, the same every time. */
function orders(now) {
  return Array.from({ length: 64 }, (_, i) => ({
    specversion: '1.0',
    id: `order-${1000 + i}`,
    source: 'urn:example:shop',
    type: 'shop.order.placed',
    subject: `order/${1000 + i}`,
    time: new Date(now - 46 * hour + i * 0.7 * hour).toISOString(),
    data: { number: 1000 + i, total: 12.5 + ((i * 37) % 60), items: 1 + (i % 4) },
  }));
}

const receiver = await Receiver.start();
const fleet = await Fleet.start();
const browser = await openBrowser({ width: 1440, height: 760 });
const { page } = browser;
const session = await browser.context.newCDPSession(page);

async function picture(name) {
  await page.waitForLoadState('load');
  await page.getByText('looking it up…').waitFor({ state: 'hidden' });
  await page.locator('[title^="Live:"], [aria-label^="Live:"]').first().waitFor();
  // What was just done is said in the corner for a while; it would hide what the picture is of.
  await until(async () => (await page.locator('[role=status].pointer-events-auto').count()) === 0, 'the messages are gone');
  await page.mouse.move(0, 0);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 82 });
  const bytes = Buffer.from(data, 'base64');
  if (bytes.length > largest) throw new Error(`${name} has ${bytes.length} bytes`);
  await writeFile(path.join(folder, `${name}.webp`), bytes);
  console.log(`${name}.webp ${Math.round(bytes.length / 1024)} kB`);
}

try {
  await mkdir(folder, { recursive: true });
  await setUp(page, fleet);

  await page.goto(fleet.url + '/settings/ingress');
  await page.getByLabel('What will use it').fill('Shop server');
  await page.getByRole('button', { name: 'Make token' }).click();
  await page.getByText('Copy it now.').waitFor();
  const token = (await page.locator('pre').first().innerText()).trim();
  const sent = await fetch(`${fleet.url}/api/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/cloudevents-batch+json' },
    body: JSON.stringify(orders(Date.now())),
  });
  if (!sent.ok) throw new Error(`the events were refused: ${sent.status} ${await sent.text()}`);

  await connect(page, fleet, receiver, async (name) => {
    if (name === 'package') await page.getByText('What it may do').first().waitFor();
    if (name === 'package' || name === 'connection') await picture(name);
  });
  await install(page, fleet, async (name) => {
    if (name === 'plan') await picture(name);
  });
  await runAndAskWhy(page, fleet, receiver, async (name) => {
    if (name === 'why') await picture(name);
  });

  await page.goto(fleet.url + '/runs');
  await page.locator('[data-row]').first().click();
  await page.waitForURL(/\/runs\/[0-9a-f-]{36}$/);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await picture('run');
  await page.goto(fleet.url + '/digests');
  await page.locator('[data-row]').first().click();
  await page.waitForURL(/\/digests\/[0-9a-f-]{36}$/);
  await picture('digest');

  await page.goto(fleet.url + '/settings/policies');
  await page.getByRole('switch', { name: 'Ask before Post messages to Mattermost' }).click();
  await page.getByText(/waits in the inbox/).first().waitFor();
  await page.goto(fleet.url + '/installed');
  await page.locator('[data-row]').first().click();
  await page.getByRole('button', { name: 'Run now' }).click();
  await page.waitForURL(/\/runs\//);
  await page.goto(fleet.url + '/inbox');
  await page.locator('[data-row]').first().click();
  await page.waitForURL(/\/inbox\/[0-9a-f-]{36}$/);
  await page.getByRole('button', { name: /^(Approve|Confirm it yourself)$/ }).waitFor();
  await picture('inbox-item');
  await page.goto(fleet.url + '/');
  await page.getByText(new RegExp(owner.name.split(' ')[0])).first().waitFor();
  await picture('home');
} finally {
  await browser.close();
  await fleet.close();
  await receiver.close();
}
