// What a person does in their first quarter of an hour, step by step.
import assert from 'node:assert/strict';
import { checkPage, picture } from './browser.mjs';

/** Made up; typed into forms of servers that live for one test. */
export const owner = { name: 'Ada Example', email: 'ada@example.com', password: 'correct-horse-battery-staple' };

export async function setUp(page, fleet, organization = 'Corner Shop') {
  await page.goto(fleet.setUpLink);
  await page.getByLabel('Your name').fill(owner.name);
  await page.getByLabel('E-mail address').fill(owner.email);
  await page.getByLabel('Password').fill(owner.password);
  await page.getByLabel('Organization', { exact: true }).fill(organization);
  await page.getByRole('button', { name: 'Make the account' }).click();
  await page.waitForURL(fleet.url + '/');
}

export async function signIn(page, fleet) {
  await page.goto(fleet.url + '/login');
  await page.getByLabel('E-mail address').fill(owner.email);
  await page.getByLabel('Password').fill(owner.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL(fleet.url + '/');
}

/** From the package's page through its missing connection to a test message that arrived. */
export async function connect(page, fleet, receiver, look = async () => {}) {
  await page.goto(fleet.url + '/marketplace');
  await page.getByRole('link', { name: 'Daily Ops Digest' }).first().click();
  await look('package');
  await page.goto(fleet.url + '/connections/new?connector=mattermost');
  await page.getByLabel(/webhook/i).first().fill(receiver.webhook);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  // The receiver is on loopback: an address that is reached only when it is allowed by name.
  await page.getByLabel(`Allow 127.0.0.1:${receiver.port}`).check();
  await look('allow-private-address');
  if ((await page.getByLabel(/webhook/i).first().inputValue()) === '') {
    await page.getByLabel(/webhook/i).first().fill(receiver.webhook);
  }
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await page.waitForURL(/\/connections\/[0-9a-f-]{36}$/);
  const before = receiver.posts.length;
  await page.getByRole('button', { name: 'Send a test message' }).click();
  await page.getByText('It arrived: look in the channel.').waitFor();
  assert.equal(receiver.posts.length, before + 1, 'one test message');
  await look('connection');
}

export async function install(page, fleet, look = async () => {}) {
  await page.goto(fleet.url + '/marketplace');
  await page.getByRole('link', { name: 'Daily Ops Digest' }).first().click();
  await page.getByRole('link', { name: 'Install', exact: true }).click();
  await page.getByRole('button', { name: 'Show the plan' }).click();
  await page.getByRole('heading', { name: /^Plan for/ }).waitFor();
  await look('plan');
  await page.getByRole('button', { name: 'Install now' }).click();
  await page.waitForURL(/\/installed\/[0-9a-f-]{36}$/);
  await page.getByRole('button', { name: 'Run now' }).waitFor();
  assert.equal(await page.getByLabel('Connection', { exact: true }).inputValue(), 'team-chat');
  await look('installed');
}

/** Runs the digest by hand until its post is at the receiver, and opens the page that says why. */
export async function runAndAskWhy(page, fleet, receiver, look = async () => {}) {
  const before = receiver.posts.length;
  await page.getByRole('button', { name: 'Run now' }).click();
  await until(() => receiver.posts.length === before + 1, 'the digest is at the receiver');
  await page.goto(fleet.url + '/directives');
  // Rows of the table on a desk, links of the list on a phone.
  const row = page.locator('[data-row]').filter({ hasText: 'mattermost.post' });
  await row.or(page.getByRole('link', { name: /mattermost\.post/ })).filter({ visible: true }).first().click();
  await page.waitForURL(/\/directives\/[0-9a-f-]{36}$/);
  await look('directive');
  await page.getByRole('link', { name: /^Why/ }).click();
  await page.waitForURL(/\/why\/directive\//);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await look('why');
}

export async function until(condition, what, limit = 30_000) {
  const deadline = Date.now() + limit;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`not in ${limit} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Checks the page as it stands and takes its picture. */
export function looker(page, prefix) {
  return async (name) => {
    await page.waitForLoadState('load');
    await checkPage(page, `${prefix} ${name}`);
    await picture(page, `${prefix}-${name}`);
  };
}
