import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { openBrowser } from './support/browser.mjs';
import { Fleet } from './support/fleet.mjs';
import { owner, signIn, until } from './support/journey.mjs';
import { Receiver } from './support/receiver.mjs';

const bob = { name: 'Bob Example', email: 'bob@example.com', password: 'another-horse-battery-staple' };

/** What people and programs type where a short text is meant. */
const hostile = {
  nothing: '',
  spaces: '   ',
  markup: `"><script>window.wasRun = true</script><img src=x onerror="window.wasRun = true">`,
  'a NUL character': 'a\u0000b',
  'half of a pair': 'a\ud800b',
  'a right-to-left override': 'gpj.\u202eexe',
  emoji: 'Shop 👩‍👩‍👧‍👦🏳️‍🌈',
  'ten thousand lines': 'line\n'.repeat(10_000),
  'a megabyte': 'x'.repeat(1_000_000),
  'more than a form holds': 'x'.repeat(2_000_000),
};

const text = (page, words) => page.getByText(words).first().waitFor();
const save = (page) => page.getByRole('button', { name: 'Save', exact: true });
const organizationName = (page) => page.getByLabel('Name', { exact: true });

/** Runs in the page, with its proofs. */
async function sendFromPage([place, data, headers]) {
  const token = /XSRF-TOKEN=([^;]+)/.exec(document.cookie)?.[1] ?? '';
  const answer = await fetch(place, {
    method: 'POST',
    redirect: 'manual',
    headers: { ...headers, 'Content-Type': 'application/json', 'X-XSRF-TOKEN': decodeURIComponent(token) },
    body: JSON.stringify(data),
  });
  return { status: answer.type === 'opaqueredirect' ? 303 : answer.status, body: await answer.text() };
}

describe('bad input', { timeout: 300_000 }, () => {
  let fleet, receiver, ada, page;
  const failures = [];

  /** Everything that a browser is answered is looked at: nothing may fail on the server's side. */
  function watch(browser) {
    browser.context.on('response', (response) => {
      if (response.status() >= 500) failures.push(`${response.status()} ${response.request().method()} ${response.url()}`);
    });
    return browser;
  }

  before(async () => {
    receiver = await Receiver.start();
    fleet = await Fleet.start();
    ada = watch(await openBrowser());
    page = ada.page;
  });

  after(async () => {
    await ada?.close();
    await fleet?.close();
    await receiver?.close();
  });

  const at = (place) => fleet.url + place;

  /** A second tab of the same person. */
  async function tab(place) {
    const other = await ada.context.newPage();
    await other.goto(at(place));
    return other;
  }

  /** The requests of this kind that `work` causes. */
  async function posts(of, place, work) {
    let count = 0;
    const listen = (request) => {
      if (request.method() === 'POST' && new URL(request.url()).pathname.startsWith(place)) count++;
    };
    of.on('request', listen);
    await work();
    of.off('request', listen);
    return count;
  }

  const once = async (of, place, work) => assert.equal(await posts(of, place, work), 1, `one request to ${place}`);

  /** What a page's script sees of the server, with the page's own proofs. */
  const props = (of, place) =>
    of.evaluate(async (to) => {
      const answer = await fetch(to, { headers: { 'X-Inertia': 'true', Accept: 'text/html' } });
      return (await answer.json()).props;
    }, place);

  /** Sends what no honest form would; 303 stands for every way that the answer leads on. */
  const send = (of, place, data) => of.evaluate(sendFromPage, [place, data, { 'X-Inertia': 'true', Accept: 'text/html' }]).then(({ status }) => status);

  /** What a page's script asks for, and is answered. */
  const call = (of, place, data) => of.evaluate(sendFromPage, [place, data, { Accept: 'application/json' }]).then(({ body }) => JSON.parse(body));

  async function enter(of, name) {
    const { organizations } = await props(of, '/organizations');
    await send(of, '/organization', { organization: organizations.find((one) => one.name === name).id });
  }

  async function found(name) {
    await page.goto(at('/organizations'));
    await page.getByLabel('Organization', { exact: true }).fill(name);
    await page.getByRole('button', { name: 'Make it' }).click();
    await page.waitForURL(at('/'));
  }

  async function signInAs(of, person) {
    await of.goto(at('/login'));
    await of.getByLabel('E-mail address').fill(person.email);
    await of.getByLabel('Password').fill(person.password);
    await of.getByRole('button', { name: 'Sign in', exact: true }).click();
    await of.waitForURL(at('/'));
  }

  describe('sent twice', () => {
    test('the set-up form makes one account', async () => {
      await page.goto(fleet.setUpLink);
      await page.getByLabel('Your name').fill(owner.name);
      await page.getByLabel('E-mail address').fill(owner.email);
      await page.getByLabel('Password').fill(owner.password);
      await page.getByLabel('Organization', { exact: true }).fill('Corner Shop');
      await once(page, '/set-up/', async () => {
        await page.getByRole('button', { name: 'Make the account' }).dblclick();
        await page.waitForURL(at('/'));
      });
      assert.equal((await props(page, '/organizations')).choices.length, 1);
    });

    test('a connection is made once', async () => {
      await page.goto(at('/connections/new?connector=mattermost'));
      const secret = page.getByLabel(/webhook/i).first();
      const connect = page.getByRole('button', { name: 'Connect', exact: true });
      await secret.fill(receiver.webhook);
      await connect.click();
      await page.getByLabel(`Allow 127.0.0.1:${receiver.port}`).check();
      await secret.fill(receiver.webhook);
      await once(page, '/connections', async () => {
        await connect.dblclick();
        await page.waitForURL(/\/connections\/[0-9a-f-]{36}$/);
      });
      assert.equal((await props(page, '/connections')).connections.items.length, 1);
    });

    test('a package is installed once, and its digest is posted once', async () => {
      await page.goto(at('/marketplace/fleetprompt/daily-ops-digest/install'));
      await page.getByRole('button', { name: 'Show the plan' }).dblclick();
      await page.getByRole('heading', { name: /^Plan for/ }).waitFor();
      await once(page, '/marketplace/', async () => {
        await page.getByRole('button', { name: 'Install now' }).dblclick();
        await page.waitForURL(/\/installed\/[0-9a-f-]{36}$/);
      });
      assert.equal((await props(page, '/installed')).installed.items.length, 1);
      const run = page.getByRole('button', { name: 'Run now' });
      await run.waitFor();
      await once(page, '/installed/', async () => {
        await run.dblclick();
        await page.waitForURL(/\/runs\/[0-9a-f-]{36}$/);
      });
      await until(() => receiver.posts.length === 1, 'the digest is at the receiver');
      assert.equal((await props(page, '/runs')).runs.items.length, 1);
    });

    test('an organization is made once, by Enter and a click at once', async () => {
      await page.goto(at('/organizations'));
      const name = page.getByLabel('Organization', { exact: true });
      await name.fill('Second Shop');
      await once(page, '/organizations', async () => {
        await page.evaluate(() => {
          const button = [...document.querySelectorAll('button')].find((one) => one.textContent?.trim() === 'Make it');
          button?.form?.requestSubmit(button);
          button?.click();
        });
        await page.waitForURL(at('/'));
      });
      assert.equal((await props(page, '/organizations')).choices.length, 2);
      await enter(page, 'Corner Shop');
    });

    test('a token and an invitation are made once', async () => {
      await page.goto(at('/settings/ingress'));
      await page.getByLabel('What will use it').fill('Shop server');
      await once(page, '/settings/ingress', async () => {
        await page.getByRole('button', { name: 'Make token' }).dblclick();
        await text(page, 'Copy it now.');
      });
      assert.equal((await props(page, '/settings/ingress')).tokens.length, 1);

      await page.goto(at('/settings/members'));
      await page.getByRole('button', { name: 'Invite someone' }).click();
      await page.getByRole('dialog').getByLabel('E-mail address').fill(bob.email);
      await page.getByRole('dialog').getByLabel('Role').selectOption('viewer');
      await once(page, '/settings/members/invitations', async () => {
        await page.getByRole('button', { name: 'Make the link' }).dblclick();
        await text(page, 'It is shown only now.');
      });
      bob.link = await page.getByRole('dialog').locator('code').innerText();
      assert.equal((await props(page, '/settings/members')).invitations.length, 1);
    });
  });

  describe('the session', () => {
    test('that ended in the middle of a form costs nothing that was typed', async () => {
      await page.goto(at('/settings/organization'));
      await organizationName(page).fill('Corner Shop and Café');
      const cookies = await ada.context.cookies();
      await ada.context.clearCookies({ name: cookies.find((one) => one.name.startsWith('fleet_session')).name });
      await save(page).click();
      await page.getByRole('dialog').getByText('Nothing you typed is lost.').waitFor();
      assert.equal(await organizationName(page).inputValue(), 'Corner Shop and Café');

      const other = await tab('/login?to=%2Flogin%2Fdone');
      await other.getByLabel('E-mail address').fill(owner.email);
      await other.getByLabel('Password').fill(owner.password);
      await other.getByRole('button', { name: 'Sign in', exact: true }).click();
      await text(other, 'Go back to the other tab');
      await other.close();

      await page.getByRole('button', { name: 'I am signed in' }).click();
      await save(page).click();
      await text(page, 'The organization was changed.');
      assert.equal((await props(page, '/organizations')).organization.name, 'Corner Shop and Café');
    });

    test('that lost its form’s proof is told to send again, and may', async () => {
      await page.goto(at('/settings/organization'));
      await organizationName(page).fill('Corner Shop');
      await ada.context.clearCookies({ name: 'XSRF-TOKEN' });
      await save(page).click();
      await text(page, 'This page is out of date.');
      assert.equal(await organizationName(page).inputValue(), 'Corner Shop');
      await save(page).click();
      await text(page, 'The organization was changed.');
    });

    test('that was ended in one tab is over in the other, which says so and keeps its form', async () => {
      await page.goto(at('/settings/organization'));
      await organizationName(page).fill('Typed before');
      const other = await tab('/');
      await other.getByTitle('Your account').click();
      await other.getByRole('menuitem', { name: 'Sign out' }).click();
      await other.waitForURL(/\/login/);
      // The stream's end tells it without a click.
      await page.getByRole('dialog').getByText('Your session has ended').waitFor();
      assert.equal(await organizationName(page).inputValue(), 'Typed before');
      await signIn(other, fleet);
      await other.close();
    });

    test('that is over shows nothing private to whoever goes back', async () => {
      await page.goto(at('/'));
      await page.goto(at('/settings/organization'));
      await page.getByRole('link', { name: 'Members' }).first().click();
      await page.getByRole('heading', { name: 'Members' }).waitFor();
      await page.getByTitle('Your account').click();
      await page.getByRole('menuitem', { name: 'Sign out' }).click();
      await page.waitForURL(/\/login/);
      for (let steps = 0; steps < 3; steps++) {
        await page.goBack();
        await page.getByRole('heading', { name: 'Sign in' }).waitFor();
        assert.doesNotMatch(await page.locator('body').innerText(), /Corner Shop|Ada/);
      }
    });

    test('of the next person shows nothing of the one before', async () => {
      await signIn(page, fleet);
      await page.goto(at('/settings/profile'));
      await page.getByTitle('Your account').click();
      await page.getByRole('menuitem', { name: 'Sign out' }).click();
      await page.waitForURL(/\/login/);
      await page.goto(bob.link);
      await page.getByLabel('Your name').fill(bob.name);
      await page.getByLabel('Password').fill(bob.password);
      await page.getByRole('button', { name: 'Make the account and join' }).click();
      await page.waitForURL(at('/'));
      // Over the invitation and the page where Ada had signed out.
      await page.evaluate(() => history.go(-3));
      await page.waitForURL(at('/settings/profile'));
      await page.getByRole('heading', { name: 'Profile' }).waitFor();
      await text(page, bob.email);
      assert.doesNotMatch(await page.locator('body').innerText(), /ada@example\.com/);
      await ada.context.clearCookies();
      await signIn(page, fleet);
    });
  });

  describe('two tabs', () => {
    test('a tab that shows another organization changes nothing, and says why', async () => {
      await page.goto(at('/settings/organization'));
      await organizationName(page).fill('Meant for the corner');
      const other = await tab('/');
      await enter(other, 'Second Shop');
      await save(page).click();
      await text(page, 'You are in another organization now.');
      assert.equal(await organizationName(page).inputValue(), 'Meant for the corner');
      const { organizations } = await props(other, '/organizations');
      assert.deepEqual(organizations.map((one) => one.name).sort(), ['Corner Shop', 'Second Shop']);
      await other.close();
    });

    test('the next sign-in begins in the organization that was used last', async () => {
      await ada.context.clearCookies();
      await signIn(page, fleet);
      assert.equal((await props(page, '/')).organization.name, 'Second Shop');
      await enter(page, 'Corner Shop');
    });

    test('a setting changed in both is told to the second', async () => {
      await page.goto(at('/settings/organization'));
      const other = await tab('/settings/organization');
      await organizationName(other).fill('The First');
      await save(other).click();
      await text(other, 'The organization was changed.');
      await other.close();
      await organizationName(page).fill('The Second');
      await save(page).click();
      await text(page, 'This was changed meanwhile: the name is now “The First”');
      assert.equal(await organizationName(page).inputValue(), 'The Second');
      await organizationName(page).fill('Corner Shop');
      await save(page).click();
      await text(page, 'The organization was changed.');
    });

    test('an item decided in both is decided once, and the second is told', async () => {
      await page.goto(at('/settings/policies'));
      await page.getByRole('switch', { name: 'Ask before Post messages to Mattermost' }).click();
      await text(page, /mattermost\.post waits in the inbox/);
      const before = receiver.posts.length;
      await page.goto(at('/connections'));
      const { connections } = await props(page, '/connections');
      await page.goto(at(`/connections/${connections.items[0].id}`));
      await page.getByRole('button', { name: 'Send a test message' }).click();
      await text(page, 'It waits for an approval in the inbox.');
      const { items } = await props(page, '/inbox');
      assert.equal(items.items.length, 1);
      const place = `/inbox/${items.items[0].id}`;
      await page.goto(at(place));
      const other = await tab(place);
      const approve = (of) => of.getByRole('button', { name: /^(Approve|Confirm it yourself)$/ });
      await approve(page).waitFor();
      // A tab in the background does not follow what happens.
      await page.evaluate(() => Object.defineProperty(document, 'hidden', { value: true }));
      await approve(other).click();
      await text(other, /^Approved/);
      await other.close();
      await approve(page).click();
      await text(page, /decided|not wait|begun|Too late/i);
      await until(() => receiver.posts.length > before, 'the message is at the receiver');
      assert.equal(receiver.posts.length, before + 1);
      await page.goto(at('/settings/policies'));
      await page.getByRole('switch', { name: 'Ask before Post messages to Mattermost' }).click();
      await text(page, /mattermost\.post runs without asking/);
    });
  });

  describe('the back button', () => {
    test('after a form leads to the form, and sends nothing', async () => {
      await page.goto(at('/'));
      await found('Third Shop');
      const count = await posts(page, '/', async () => {
        await page.goBack();
        await page.getByLabel('Organization', { exact: true }).waitFor();
        await page.goForward();
        await page.getByRole('heading', { level: 1 }).waitFor();
      });
      assert.equal(count, 0);
      assert.equal((await props(page, '/organizations')).choices.length, 3);
    });

    test('through the steps of an installation keeps what was filled in', async () => {
      await send(page, '/connections', { name: 'team-chat', connector: 'mattermost', config: {}, secret: receiver.webhook, allow: `127.0.0.1:${receiver.port}` });
      await page.goto(at('/marketplace/fleetprompt/daily-ops-digest/install'));
      const title = page.locator('form input[type="text"], form input:not([type])').first();
      const plan = () => page.getByRole('heading', { name: /^Plan for/ });
      const show = page.getByRole('button', { name: 'Show the plan' });
      const field = await title.getAttribute('id');
      const filled = page.locator(`[id="${field}"]`);
      await filled.fill('town-square');
      await show.click();
      await plan().waitFor();
      await page.goBack();
      await show.waitFor();
      assert.equal(await page.locator('form input[type="text"], form input:not([type])').first().inputValue(), 'town-square');
      await page.locator('form input[type="text"], form input:not([type])').first().fill('off-topic');
      await show.click();
      await plan().waitFor();
      await text(page, 'off-topic');
      await page.getByRole('button', { name: 'Install now' }).click();
      await page.waitForURL(/\/installed\/[0-9a-f-]{36}$/);
      const installed = page.url();
      await page.goBack();
      await page.getByRole('button', { name: 'Install now' }).click();
      await page.waitForURL(installed);
      assert.equal((await props(page, '/installed')).installed.items.length, 1);
      // The plan's address holds no plan by itself.
      await page.goto(at('/marketplace/fleetprompt/daily-ops-digest/plan'));
      await page.waitForURL(installed);
    });

    test('shows a token no second time', async () => {
      await page.goto(at('/settings/ingress'));
      await page.getByLabel('What will use it').fill('Till');
      await page.getByRole('button', { name: 'Make token' }).click();
      await text(page, 'Copy it now.');
      const secret = await page.locator('pre, code').first().innerText();
      const kept = () => page.evaluate(() => JSON.stringify(history.state) + JSON.stringify({ ...sessionStorage, ...localStorage }));
      assert.ok(secret.length > 20);
      assert.ok(!(await kept()).includes(secret));
      await page.getByRole('link', { name: 'Runs' }).first().click();
      await page.getByRole('heading', { name: 'Runs' }).waitFor();
      await page.goBack();
      await page.getByLabel('What will use it').waitFor();
      assert.ok(!(await page.content()).includes(secret));
      await page.reload();
      await page.getByLabel('What will use it').waitFor();
      assert.ok(!(await page.content()).includes(secret));
      await enter(page, 'Corner Shop');
    });
  });

  describe('an organization that is deleted while somebody works in it', () => {
    test('is told by the stream, the next form, a script’s call and the next visit', async () => {
      const other = watch(await openBrowser());
      try {
        await found('Doomed');
        const { link } = await call(page, '/settings/members/invitations', { email: bob.email, role: 'admin' });
        await signInAs(other.page, bob);
        await other.page.goto(link);
        await other.page.getByRole('button', { name: 'Accept' }).click();
        await other.page.waitForURL(at('/'));
        await other.page.goto(at('/settings/organization'));
        await organizationName(other.page).fill('Saved');
        const inviting = await other.context.newPage();
        await inviting.goto(at('/settings/members'));
        await inviting.getByRole('button', { name: 'Invite someone' }).click();

        await page.goto(at('/settings/organization'));
        await page.getByRole('button', { name: 'Delete the organization' }).click();
        await text(page, 'Its short name doomed stays taken');
        await page.getByLabel('Present password').fill(owner.password);
        await page.getByLabel(/^Type/).fill('Doomed');
        await page.getByRole('alertdialog').getByRole('button', { name: 'Delete the organization' }).click();
        await page.waitForURL(at('/organizations'));

        await text(other.page, 'This organization was deleted, or you are no member of it any more.');
        await inviting.getByRole('dialog').getByLabel('E-mail address').fill('x@example.com');
        await inviting.getByRole('button', { name: 'Make the link' }).click();
        await inviting.getByRole('dialog').getByText('This organization was deleted').waitFor();
        await save(other.page).click();
        await other.page.waitForURL(at('/organizations'));
        await text(other.page, 'You are not in an organization at the moment');
        await other.page.goto(at('/runs'));
        await other.page.waitForURL(at('/organizations'));
        assert.equal(await other.page.evaluate(async () => (await fetch('/live', { headers: { Accept: 'text/event-stream' } })).status), 409);
        await enter(page, 'Corner Shop');
      } finally {
        await other.close();
      }
    });
  });

  test('a passkey is made on the profile page and signs in afterwards', async () => {
    const devices = await ada.context.newCDPSession(page);
    await devices.send('WebAuthn.enable');
    await devices.send('WebAuthn.addVirtualAuthenticator', {
      options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    });
    await page.goto(at('/settings/profile'));
    await page.getByLabel('Name', { exact: true }).last().fill('Laptop');
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByRole('dialog').getByLabel('Present password').fill(owner.password);
    await page.getByRole('dialog').getByRole('button', { name: 'Continue' }).dblclick();
    await page.getByRole('button', { name: 'Remove: Laptop' }).waitFor();
    assert.equal((await props(page, '/settings/profile')).passkeys.length, 1);
    await ada.context.clearCookies();
    await page.goto(at('/login?to=%2Fruns'));
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.waitForURL(at('/runs'));
    assert.equal((await props(page, '/')).person.email, owner.email);
  });

  describe('what nobody should type', () => {
    test('is refused at its field, and what was typed stays', async () => {
      for (const [kind, typed] of Object.entries(hostile)) {
        if (!['a NUL character', 'a right-to-left override', 'a megabyte', 'more than a form holds'].includes(kind)) continue;
        await page.goto(at('/settings/organization'));
        // A browser's own limit is no protection.
        await organizationName(page).evaluate((input) => input.removeAttribute('maxlength'));
        await organizationName(page).evaluate((input, value) => {
          input.value = value;
          input.dispatchEvent(new Event('input', { bubbles: true }));
        }, typed);
        await save(page).click();
        if (kind === 'more than a form holds') await text(page, 'That was too large.');
        else await text(page, /Remove the characters|Use at most|Give a name of/);
        assert.ok((await organizationName(page).inputValue()).length > 2, kind);
        assert.equal((await props(page, '/organizations')).organization.name, 'Corner Shop', kind);
      }
    });

    test('fails on no form, and what is kept of it runs nowhere', async () => {
      await page.goto(at('/'));
      const { installed } = await props(page, '/installed');
      const { connections } = await props(page, '/connections');
      const { runs } = await props(page, '/runs');
      const { items } = await props(page, '/directives').then((all) => all.directives ?? { items: [] });
      const installation = `/installed/${installed.items[0].id}`;
      const connection = `/connections/${connections.items[0].id}`;
      const directive = `/directives/${items[0]?.id}`;
      const forms = [
        ['/login', ['email', 'password', 'to']],
        ['/login/code', ['code', 'to']],
        ['/login/passkey', ['to', 'response']],
        ['/set-up/x', ['name', 'email', 'password', 'organization', 'slug', 'zone']],
        ['/register', ['name', 'email', 'password', 'organization', 'slug', 'zone']],
        ['/invitations/x', ['name', 'password']],
        ['/new-password/x', ['password']],
        ['/organization', ['organization']],
        ['/organizations', ['organization', 'slug', 'zone']],
        ['/connections', ['name', 'connector', 'secret', 'allow', 'config']],
        ['/connections', ['name', 'secret', 'allow'], { connector: 'mattermost', config: {} }],
        ['/connections', ['name', 'secret'], { connector: 'smtp', config: { host: hostile.markup, from: hostile.emoji } }],
        [`${connection}/reconnect`, ['secret', 'allow', 'config']],
        [`${connection}/rename`, ['name']],
        [`${connection}/test`, ['click']],
        ['/marketplace/fleetprompt/daily-ops-digest/plan', ['config']],
        ['/marketplace/fleetprompt/daily-ops-digest/install', ['config', 'hash']],
        [`${installation}/run`, ['workflow']],
        [`${installation}/configure`, ['config', 'version']],
        [`${installation}/configure`, [], { version: 1, config: { connection: hostile.markup, time: hostile.emoji, zone: 'a\u0000b' } }],
        [`${installation}/uninstall`, ['name']],
        [`/runs/${runs.items[0].id}/cancel`, ['reason']],
        [`${directive}/resolve`, ['decision']],
        [`${directive}/cancel`, ['reason']],
        [`/inbox/${items[0]?.id}/approve`, ['reason']],
        [`/inbox/${items[0]?.id}/reject`, ['reason']],
        ['/settings/profile/name', ['name']],
        ['/settings/profile/password', ['currentPassword', 'password']],
        ['/settings/profile/totp/begin', ['currentPassword']],
        ['/settings/profile/totp/confirm', ['code']],
        ['/settings/profile/passkeys', ['name', 'response']],
        ['/settings/organization', ['name', 'zone', 'seenName', 'seenZone']],
        ['/settings/organization/delete', ['typed', 'currentPassword']],
        ['/settings/members/invitations', ['email', 'role']],
        ['/settings/members/x/role', ['role']],
        ['/settings/ingress', ['name']],
        ['/settings/policies/ask', ['type', 'asks', 'version', 'approver']],
        ['/client-errors', ['kind', 'message', 'stack', 'place']],
      ];
      const { spaces, 'half of a pair': half, 'more than a form holds': more, 'a megabyte': megabyte, ...kinds } = hostile;
      assert.ok(spaces && half && more);
      const bodies = (fields, fixed) => [
        ...[...Object.values(kinds), { deep: [[[[[[]]]]]] }, -1e308].map((typed) => ({ ...Object.fromEntries(fields.map((name) => [name, typed])), ...fixed })),
        Object.fromEntries(fields.map((name) => [name, megabyte.slice(0, 1_000_000 / fields.length)])),
        [],
        null,
      ];
      const answers = await page.evaluate(
        async (all) => {
          const token = decodeURIComponent(/XSRF-TOKEN=([^;]+)/.exec(document.cookie)?.[1] ?? '');
          const bad = [];
          const count = { sent: 0 };
          for (const [place, bodies] of all) {
            await Promise.all(bodies.map(async (body) => {
              const answer = await fetch(place, {
                method: 'POST',
                redirect: 'manual',
                headers: { 'X-Inertia': 'true', Accept: 'text/html', 'Content-Type': 'application/json', 'X-XSRF-TOKEN': token },
                body: JSON.stringify(body),
              });
              count.sent++;
              if (answer.status >= 500) bad.push(`${place} ${answer.status} ${JSON.stringify(body).slice(0, 100)}`);
            }));
          }
          return { bad, ...count };
        },
        forms.map(([place, fields, fixed = {}]) => [place, bodies(fields, fixed)]),
      );
      assert.deepEqual(answers.bad, []);
      assert.ok(answers.sent > 300, `${answers.sent} forms sent`);
      assert.deepEqual(failures, []);

      // Names are what is kept of it; they are shown on every page.
      await enter(page, (await props(page, '/organizations')).choices.find((one) => one.slug === 'corner_shop').name);
      for (const place of ['/', '/organizations', '/settings/organization', '/settings/members', '/settings/ingress', '/settings/sign-ins', '/connections', '/signals', installation, connection]) {
        await page.goto(at(place));
        await page.getByRole('heading', { level: 1 }).waitFor();
        assert.equal(await page.evaluate(() => window.wasRun), undefined, place);
        assert.equal(await page.locator('img[src="x"]').count(), 0, place);
      }
    });

    test('in an address leads to a page that says so', async () => {
      const lists = ['/inbox', '/runs', '/signals', '/directives', '/marketplace', '/installed', '/connections', '/digests', '/settings/sign-ins', '/find', '/live'];
      const filters = ['after', 'q', 'type', 'state', 'status', 'run', 'installation', 'actor', 'from', 'to', 'source', 'subject', 'belongs', 'cause', 'category', 'workflow', 'sort', 'since', 'former'];
      const values = ['%00', '%F0%9F%92%A9', '%ED%A0%80', '%3Cscript%3E', "'%3B--", '9999-99-99', '-1', 'x'.repeat(3_000)];
      const places = lists.flatMap((list) => values.map((value) => `${list}?${filters.map((name) => `${name}=${value}`).join('&').slice(0, 7_000)}`));
      for (const kind of ['runs', 'signals', 'directives', 'inbox', 'installed', 'connections', 'digests', 'why/run', 'why/x', 'marketplace/a', 'set-up', 'invitations']) {
        for (const value of values) places.push(`/${kind}/${value}`);
      }
      places.push('/error', '/runs/..%2f..', '/directives/%2e%2e/x');
      const bad = await page.evaluate(async (all) => {
        const found = [];
        for (const place of all) {
          const answer = await fetch(place, { headers: { 'X-Inertia': 'true', Accept: 'text/html' } });
          await answer.body?.cancel();
          if (answer.status >= 500) found.push(`${answer.status} ${place}`);
        }
        return found;
      }, places);
      assert.deepEqual(bad, []);
      await page.goto(at('/runs/%3Cscript%3E'));
      await text(page, 'There is no such page');
    });
  });

  test('errors of a page’s script stand in the server’s log, and only a few of them', async () => {
    await page.goto(at('/runs'));
    await page.getByRole('heading', { name: 'Runs' }).waitFor();
    const reports = await posts(page, '/client-errors', async () => {
      await page.evaluate(() => {
        for (let i = 0; i < 100; i++) setTimeout(() => { throw new Error(`a script broke ${i}`); });
        void Promise.reject(new Error('never told'));
      });
      await until(async () => (await log()).includes('a script broke 0'), 'the log tells of the error');
    });
    assert.ok(reports >= 1 && reports <= 10, `${reports} reports of one page`);
    await page.evaluate(() =>
      Promise.all(
        Array.from({ length: 60 }, (_, i) =>
          fetch('/client-errors', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ message: `flood ${i}\nforged line` }) }),
        ),
      ),
    );
    const told = (await log()).split('\n').filter((line) => line.includes("A page's script failed"));
    assert.ok(told.length >= 1 && told.length <= 60, `${told.length} lines`);
    assert.ok(!(await log()).split('\n').some((line) => line.startsWith('forged line')));
  });

  test('the address that the server prints is one where passkeys work', () => {
    assert.match(fleet.output, /http:\/\/localhost:\d+\//);
  });

  test('nothing failed on the server’s side in all of this', async () => {
    assert.deepEqual(failures, []);
    assert.deepEqual((await log()).split('\n').filter((line) => line.includes('A request failed with')), []);
  });

  const log = () => readFile(path.join(fleet.home, 'log', 'server.log'), 'utf8');
});
