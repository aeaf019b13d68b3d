// The whole conversation on the sandbox's page: a member asks the bot, asks for a person, an agent takes over and gives
// back (checklist 19, 22, 23, 25, 26, 27). FLEXCORD_BINARIES names the folder of flexcord and flexcord-sandbox.
import assert from 'node:assert/strict';
import {access_problems, open_page, sees, shown, write} from './support/browser.mjs';
import {story} from './support/story.mjs';

const question = 'How do I recover my account?';
const hello = 'Hello Alice, this is Mike. Which e-mail address did you register with?';
const reply = 'It is my old one, I cannot read it any more.';
const help = 'I have started the recovery; you will get a letter within an hour.';
const thanks = 'Wonderful, thank you!';
const second_question = 'And how do refunds work?';
const articles = 'https://help.emberfall.example/';

let page, wrong;
const {step, world} = story(async ({base, browser}) => {
  ({page, wrong} = await open_page(browser, base));
});

const focus_is_on = (id) => page.waitForFunction((x) => document.activeElement?.id === x, id);

/** Presses Tab until the focus is on what `selector` names; fails when it comes round without. */
async function tab_to(selector) {
  for (let i = 0; i < 60; ++i) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((s) => document.activeElement?.matches(s), selector)) return;
  }
  assert.fail(`Tab does not reach ${selector}`);
}

const agent_writes = (text) => write(page, 'customer', text);
const member_writes = (text) => write(page, 'bot', text);

/** The side shows exactly these, in this order; each once. */
async function shows(log, wanted) {
  const got = await shown(page, log);
  const wrong_rows = wanted
    .map(([author, text], i) =>
      got[i]?.author === author && got[i].text.includes(text)
        ? null
        : `message ${i + 1}: expected ${author}: …${text}…, came ${JSON.stringify(got[i] ?? 'nothing')}`,
    )
    .filter(Boolean);
  assert.deepEqual(wrong_rows, []);
  assert.deepEqual(got.slice(wanted.length), [], 'and nothing more');
}

step('the page asks who writes and makes a member and two agents', async () => {
  await page.getByRole('dialog', {name: 'Who is writing?'}).waitFor();
  assert.equal(await page.getByLabel('Name', {exact: true}).inputValue(), 'Alice');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', {name: 'Alice'}).waitFor();
  await page.getByRole('tab', {name: 'Mike'}).waitFor();
  await page.getByRole('tab', {name: 'Sara'}).waitFor();
  await page.getByText('Write something as Alice').waitFor();
  await page.getByText('Nothing to do for Mike').waitFor();
  await page.locator('#status[data-state="connected"]').waitFor();
  assert.deepEqual(await access_problems(page), []);
});

step('by keyboard alone Alice asks and gets articles', async () => {
  await page.locator('body').press('Tab');
  await tab_to('#member-text');
  await page.keyboard.type(question);
  await page.keyboard.press('Enter');
  await sees(page, 'member-log', question);
  await page.locator(`#member-log a[href^="${articles}"]`).first().waitFor();
  await focus_is_on('member-text');
  assert.equal(await page.getByLabel('Message to the bot', {exact: true}).inputValue(), '');
});

step('by keyboard alone she presses "Talk to a person" and is told of case #1', async () => {
  const button = page.locator('#member-log').getByRole('button', {name: 'Talk to a person'}).last();
  await button.focus();
  await page.keyboard.press('Enter');
  await sees(page, 'member-log', 'Case #1 was created');
  await sees(page, 'member-log', 'You are in the queue');
});

step('Mike is offered the task, accepts by keyboard, and reads what was said', async () => {
  const accept = page.getByRole('button', {name: 'Accept Alice, Case #1'});
  await accept.waitFor();
  await accept.focus();
  await page.keyboard.press('Space');
  await sees(page, 'agent-log', question);
  await page.locator('#agent-details h3', {hasText: 'Case #1'}).waitFor();
  await page.locator('#agent-details dd', {hasText: 'Alice'}).waitFor();
  await sees(page, 'member-log', 'Mike has joined');
  await focus_is_on('agent-text');
  assert.deepEqual(await access_problems(page), []);
});

step('both chat', async () => {
  await page.keyboard.type(hello);
  await page.keyboard.press('Enter');
  await sees(page, 'member-log', hello);
  await member_writes(reply);
  await sees(page, 'agent-log', reply);
  await agent_writes(help);
  await sees(page, 'member-log', help);
  await member_writes(thanks);
  await sees(page, 'agent-log', thanks);
});

step('what Mike changes and takes back, Alice sees changed and gone', async () => {
  const slip = 'Bye for nwo.',
    mended = 'Bye for now.';
  await agent_writes(slip);
  await sees(page, 'member-log', slip);
  const row = page.locator('#agent-log > li', {hasText: slip});
  await row.hover();
  await row.getByRole('button', {name: 'Edit this message'}).click();
  await page.getByLabel('Edit the message').fill(mended);
  await page.keyboard.press('Enter');
  await sees(page, 'member-log', mended);
  const changed = page.locator('#agent-log > li', {hasText: mended});
  await changed.hover();
  await changed.getByRole('button', {name: 'Delete this message'}).click();
  await page.locator('#member-log > li', {hasText: mended}).waitFor({state: 'detached'});
});

step('Mike completes: Alice is told and is back with the bot', async () => {
  await page.getByRole('button', {name: 'Complete'}).click();
  await sees(page, 'member-log', 'Mike has left');
  await sees(page, 'member-log', 'You are back with the assistant');
  await sees(page, 'member-log', 'Please rate');
  await page.getByText('Nothing to do for Mike').waitFor();
  await member_writes(second_question);
  await page.waitForFunction(
    (url) =>
      document.querySelectorAll('#member-log > li').length > 1 &&
      document.querySelector('#member-log > li:last-child')?.querySelector(`a[href^="${url}"]`),
    articles,
  );
});

step('every text stands exactly once on each side, in order', async () => {
  await shows('member-log', [
    ['member', question],
    ['bot', 'article'],
    ['bot', 'Case #1 was created'],
    ['bot', 'You are in the queue'],
    ['bot', 'Mike has joined'],
    ['bot', hello],
    ['member', reply],
    ['bot', help],
    ['member', thanks],
    ['bot', 'Mike has left'],
    ['bot', 'You are back with the assistant'],
    ['bot', 'Please rate'],
    ['member', second_question],
    ['bot', 'article'],
  ]);
  await page.getByText('Earlier (1)').click();
  await page.locator('#agent-tasks').getByRole('button', {name: /Alice/}).click();
  await sees(page, 'agent-log', thanks);
  await shows('agent-log', [
    ['bot', 'Case #1: http'],
    ['customer', question],
    ['bot', 'article'],
    ['me', hello],
    ['customer', reply],
    ['me', help],
    ['customer', thanks],
  ]);
});

step('the page made no error and asked nobody else', async () => {
  assert.deepEqual(wrong, []);
  const policy = (await page.request.get(world.base)).headers()['content-security-policy'];
  assert.match(policy, /^default-src 'self'/);
});
