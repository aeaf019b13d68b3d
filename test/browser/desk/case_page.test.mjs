// The agent's case page (checklist 9 "built-in case management", 29 "agent view of the Discord conversation", 30, 34,
// 35, 36): beside the chat at 400 px, by keyboard, live, with and without JavaScript.
import assert from 'node:assert/strict';
import {access_problems} from '../support/browser.mjs';
import {desk_story, fits, happen, open} from './desk.mjs';

const {step, world} = desk_story();
const narrow = {viewport: {width: 400, height: 800}};
const logs = ['timeline-log', 'conversation-log'];
let page, wrong;

const focused = () =>
  page.evaluate(() => {
    const e = document.activeElement;
    return e.id || e.getAttribute('href') || e.textContent.trim();
  });

/** Presses Tab until the focus is there; fails when it comes round without. Notes a focus that is not visible. */
async function tab_to(wanted) {
  for (let i = 0; i < 60; ++i) {
    await page.keyboard.press('Tab');
    const seen = await page.evaluate(() => {
      const style = getComputedStyle(document.activeElement);
      return document.activeElement === document.body || style.outlineStyle !== 'none';
    });
    assert.ok(seen, `the focus is not visible on ${await focused()}`);
    if ((await focused()) === wanted) return;
  }
  assert.fail(`Tab does not reach ${wanted}`);
}

const live_is = (state) => page.locator(`#live[data-state="${state}"]`).waitFor();

step('the page stands in a panel of Flex, 400 px wide (checklist 9, 29)', async () => {
  const flex = await open(world, '/flex');
  const panel = flex.page.frameLocator('iframe');
  await panel.getByRole('heading', {name: 'I cannot recover my account'}).waitFor();
  await panel.getByText('How do I recover my account?').waitFor();
  assert.deepEqual(flex.wrong, []);
  await flex.page.context().close();
});

step('another site cannot show it in a frame', async () => {
  const {page: elsewhere} = await open(world, '/');
  const failed = elsewhere.waitForEvent('requestfailed', (r) => r.url().includes('/case/'));
  await elsewhere.goto(`http://localhost:${world.desk.port}/elsewhere`);
  assert.match((await failed).failure().errorText, /BLOCKED_BY_RESPONSE/);
  await elsewhere.context().close();
});

step('number, kind, status, who and how long stand at the top (checklist 36)', async () => {
  ({page, wrong} = await open(world, '/case/42?e=1&s=x', narrow));
  const top = await page.locator('header').innerText();
  for (const part of ['#42', 'Conversation', 'Open', 'Normal priority', 'Unassigned', 'Alice Ash', 'English', 'Miner'])
    assert.ok(top.includes(part), `${part} is missing in: ${top}`);
  await live_is('on');
  assert.ok(await fits(page));
  assert.deepEqual(await access_problems(page, logs), []);
});

step('by keyboard alone Mike writes a note and resolves the case (checklist 34)', async () => {
  await tab_to('#conversation');
  await tab_to('#actions');
  await page.keyboard.press('Enter');
  await tab_to('note');
  await page.keyboard.type('Recovery started <b>now</b>');
  await tab_to('status');
  await page.keyboard.press('r');
  await tab_to('to-me');
  await page.keyboard.press('Enter');
  assert.equal(await focused(), 'agent', 'who has no name yet is asked for it');
  assert.equal(await page.locator('#agent-problem').innerText(), 'Say who you are.');
  await page.keyboard.type('Mike');
  await page.locator('#to-me').focus();
  await page.keyboard.press('Enter');
  assert.equal(await page.locator('#assignee').inputValue(), 'Mike');
  await tab_to('Save');
  await page.keyboard.press('Enter');
  await page.locator('#outcome', {hasText: 'Saved.'}).waitFor();
  const {url, fields} = world.desk.posts.at(-1);
  assert.equal(url.search, '?e=1&s=x&w=w');
  assert.deepEqual(
    {note: fields.note, status: fields.status, saw: fields['saw-status'], agent: fields.agent, to: fields.assignee},
    {note: 'Recovery started <b>now</b>', status: 'resolved', saw: 'open', agent: 'Mike', to: 'Mike'},
  );
  assert.equal(await page.locator('#note').inputValue(), '');
  assert.equal(await page.locator('.top .status').innerText(), 'Resolved');
  assert.equal(await page.locator('#assignee-chip').innerText(), 'Assigned to Mike');
});

step('the name is typed once and kept in the window, in no cookie', async () => {
  await page.reload();
  assert.equal(await page.locator('#agent').inputValue(), 'Mike');
  assert.deepEqual(await page.context().cookies(), []);
});

step('what happens meanwhile appears, and reaches a screen reader politely', async () => {
  await live_is('on');
  await page.locator('#tags').fill('mine');
  happen(world.desk);
  await page.locator('#timeline-log .entry', {hasText: 'https://a.example/x'}).waitFor();
  const line = page.locator('#conversation-log .line[data-id="new-1"]');
  await line.waitFor();
  assert.match(await line.innerText(), /live .*<script>/);
  assert.deepEqual(await line.locator('a').evaluateAll((links) => links.map((a) => a.href)), [
    'https://evil.example/',
    'https://cdn.example/1.png',
  ]);
  await page.locator('.top .priority', {hasText: 'High priority'}).waitFor();
  assert.equal(await page.locator('#priority').inputValue(), 'high');
  assert.equal(await page.evaluate(() => window.broken), undefined);
  assert.ok(await fits(page));
});

step('what Mike has typed and not saved is kept, and he is told of the other change', async () => {
  assert.equal(await page.locator('#tags').inputValue(), 'mine');
  await page.locator('#tags-problem', {hasText: 'to: from-sara'}).waitFor();
  assert.equal(await page.locator('#tags').getAttribute('aria-invalid'), 'true');
});

step('a stream that ended goes on where it was', async () => {
  const before = world.desk.streams.length;
  world.desk.streams.at(-1).response.end();
  await page.waitForFunction(() => document.querySelector('#live').dataset.state === 'on');
  while (world.desk.streams.length === before) await page.evaluate(() => new Promise(requestAnimationFrame));
  assert.equal(world.desk.streams.at(-1).from, '1000~new-1');
  assert.equal(world.desk.streams.at(-1).url.search, '?e=1&s=x&after=2~m5');
  // The facts come last, so that the line has been taken when they are shown.
  await page.evaluate(() => document.querySelector('#title').replaceChildren('old'));
  happen(world.desk);
  await page.getByRole('heading', {name: 'I cannot recover my account'}).waitFor();
  assert.equal(await page.locator('#conversation-log .line[data-id="new-1"]').count(), 1, 'the line came twice');
  assert.equal(await page.locator('#timeline-log .entry[data-position="1000"]').count(), 1);
});

step('what is typed while an answer is on its way stays in the note', async () => {
  let go_on;
  const held = new Promise((go) => (go_on = go));
  const of_case = (url) => url.pathname.startsWith('/case/');
  await page.route(of_case, async (route) => {
    if (route.request().method() === 'POST') await held;
    await route.continue();
  });
  await page.reload();
  world.desk.now = 'short';
  const sent = page.waitForRequest((r) => r.method() === 'POST');
  await page.locator('#note').fill('the first');
  await page.getByRole('button', {name: 'Save'}).click();
  await sent;
  await page.locator('#note').fill('the second');
  go_on();
  await page.locator('#outcome', {hasText: 'Saved.'}).waitFor();
  assert.equal(world.desk.posts.at(-1).fields.note, 'the first');
  assert.equal(await page.locator('#note').inputValue(), 'the second');
  await page.unroute(of_case);
});

step('a change that somebody else made first is shown, not overwritten', async () => {
  await page.reload();
  world.desk.now = 'long';
  const refused = page.waitForResponse((r) => r.request().method() === 'POST');
  await page.locator('#status').selectOption('resolved');
  await page.locator('#note').fill('my words');
  await page.getByRole('button', {name: 'Save'}).click();
  assert.equal((await refused).status(), 409);
  await page.locator('#status-problem', {hasText: 'It is now: Pending.'}).waitFor();
  assert.equal(await focused(), 'status');
  await page.locator('#outcome', {hasText: 'The rest is saved.'}).waitFor();
  assert.equal(await page.locator('#note').inputValue(), '', 'the note is saved: it is not to be sent again');
  assert.equal(await page.locator('.top .status').innerText(), 'Pending');
  assert.equal(await page.locator('#assignee').inputValue(), 'Sara Lindqvist-Okonkwo', 'it was not touched');
  assert.equal(await page.locator('#assignee-problem').isVisible(), false);
  await page.locator('#status').selectOption('resolved');
  await page.getByRole('button', {name: 'Save'}).click();
  await page.locator('#outcome', {hasText: 'Saved.'}).waitFor();
  const [before, {fields: again}] = world.desk.posts.slice(-2);
  assert.match(again.nonce, /^[0-9a-f]{32}$/);
  assert.notEqual(again.nonce, before.fields.nonce, 'another wish has another nonce');
  assert.equal(again['saw-status'], 'pending');
  assert.equal(again.assignee, again['saw-assignee']);
  world.desk.now = 'short';
  wrong.splice(0, wrong.length, ...wrong.filter((w) => !w.includes('409')));
});

step('he creates a case for her (checklist 35)', async () => {
  await page.getByText('Create another case for this person').click();
  await page.getByLabel('Title').fill('Refund');
  await page.getByLabel('Kind').selectOption('bug');
  await page.getByRole('button', {name: 'Create case'}).click();
  const link = page.getByRole('link', {name: 'open the new case'});
  await link.waitFor();
  assert.equal(await link.getAttribute('href'), '/case/43?e=1&s=x');
  const {fields} = world.desk.posts.at(-1);
  assert.deepEqual([fields.do, fields.title, fields.kind, fields.agent], ['create', 'Refund', 'bug', 'Mike']);
});

step('a link that expired while the page was open says what to do', async () => {
  world.desk.refuse = 403;
  await page.locator('#note').fill('too late');
  await page.getByRole('button', {name: 'Save'}).click();
  await page.locator('#outcome', {hasText: 'this link has expired'}).waitFor();
  assert.equal(await page.locator('#note').inputValue(), 'too late');
  world.desk.refuse = 0;
  assert.deepEqual(
    wrong.filter((w) => !w.includes('403')),
    [],
  );
  await page.context().close();
});

step('a long case opens at its newest line; who reads earlier ones is not moved', async () => {
  ({page, wrong} = await open(world, '/case/1042?e=1&s=x', {...narrow, reducedMotion: 'reduce'}));
  await live_is('on');
  const scroll = page.locator('#conversation-scroll');
  const place = () => scroll.evaluate((e) => [e.scrollTop, e.scrollHeight - e.clientHeight - e.scrollTop]);
  assert.ok((await place())[1] < 2, 'it does not begin at the end');
  const link = page.locator('#conversation .newest');
  assert.equal(await link.isVisible(), false);
  await scroll.evaluate((e) => e.scrollTo(0, 500));
  await link.waitFor();
  happen(world.desk);
  await page.locator('#conversation .newest', {hasText: '1 new, jump to newest'}).waitFor();
  assert.equal((await place())[0], 500);
  const moved = await page.locator('.line.is-new').evaluate((e) => getComputedStyle(e).animationName);
  assert.equal(moved, 'none');
  await link.press('Enter');
  assert.ok((await place())[1] < 2);
  assert.equal(await focused(), 'conversation-scroll');
  assert.deepEqual(wrong, []);
  await page.context().close();
});

step('without JavaScript the page reads and saves the same', async () => {
  const plain = await open(world, '/case/42?e=1&s=x', {...narrow, javaScriptEnabled: false});
  page = plain.page;
  await page.getByText('2026-11-22 14:01 UTC').first().waitFor();
  await page.locator('#note').fill('by plain form');
  await page.locator('#agent').fill('Mike');
  world.desk.now = 'long';
  await page.locator('#status').selectOption('closed');
  await page.getByRole('button', {name: 'Save'}).click();
  await page.locator('#status-problem', {hasText: 'It is now: Pending.'}).waitFor();
  assert.equal((await page.locator('#note').inputValue()).trim(), '', 'it is saved');
  assert.equal(await page.locator('#status').inputValue(), 'closed');
  assert.equal(await page.locator('#assignee').inputValue(), 'Sara Lindqvist-Okonkwo', 'it was not touched');
  await page.getByRole('button', {name: 'Save'}).click();
  await page.locator('#status-problem').waitFor({state: 'hidden'});
  assert.equal(world.desk.posts.at(-1).fields['saw-status'], 'pending');
  world.desk.now = 'short';
  await page.context().close();
});

step('who may only read gets no forms; a refused link gets a plain word', async () => {
  const reader = await open(world, '/case/1?e=1&s=x', narrow);
  assert.equal(await reader.page.locator('form').count(), 0);
  assert.deepEqual(await access_problems(reader.page, logs), []);
  assert.deepEqual(reader.wrong, []);
  await reader.page.goto(`${world.desk.base}/case/2?e=1&s=x`);
  await reader.page.getByRole('heading', {name: 'This link has expired'}).waitFor();
  await reader.page.context().close();
});
