// What else the sandbox's page can do: text is never read as HTML, files, slash commands, settings, transfer, a second
// window, a narrow screen, the dark theme, and no WebSocket.
import assert from 'node:assert/strict';
import {access_problems, open_page, sees, shown, write} from './support/browser.mjs';
import {story} from './support/story.mjs';

let page, wrong;
const {step, world} = story(async ({base, browser}) => {
  ({page, wrong} = await open_page(browser, base));
});

const last_row = (log, text) => page.locator(`#${log} > li`, {hasText: text}).last();

async function set_switch(name, on) {
  await page.getByLabel(/^Settings of/).click();
  const saved = page.waitForResponse((r) => r.url().endsWith('/settings') && r.ok());
  await page.getByLabel(name).setChecked(on);
  await saved;
  await page.keyboard.press('Escape');
}

step('a member of any name can write', async () => {
  await page.getByLabel('Name', {exact: true}).fill('Zoë <b>Q</b>');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', {name: 'Zoë <b>Q</b>'}).waitFor();
  await page.locator('#status[data-state="connected"]').waitFor();
});

step('what people write is text: no HTML, no script link; Markdown is shown', async () => {
  await write(
    page,
    'bot',
    '<img src=x onerror="alert(1)"> **bold** _soft_ `code <i>` [bad](javascript:alert(1)) [good](<https://example.com/a_b>)',
  );
  const row = last_row('member-log', '<img src=x');
  await row.waitFor();
  assert.equal(await row.locator('img').count(), 0);
  assert.equal(await row.locator('strong').innerText(), 'bold');
  assert.equal(await row.locator('em').innerText(), 'soft');
  assert.equal(await row.locator('code').innerText(), 'code <i>');
  assert.deepEqual(await row.locator('a').evaluateAll((links) => links.map((a) => [a.textContent, a.href])), [
    ['good', 'https://example.com/a_b'],
  ]);
  await write(page, 'bot', '> quoted\nfirst line\nsecond line\n```js\nconst a = 1;\n```');
  const second = last_row('member-log', 'quoted');
  assert.equal(await second.locator('blockquote').innerText(), 'quoted');
  assert.equal(await second.locator('pre').innerText(), 'const a = 1;');
  assert.equal(await second.locator('.para br').count(), 1);
});

step('the member changes and deletes a message', async () => {
  await write(page, 'bot', 'a slpi');
  const row = last_row('member-log', 'a slpi');
  await row.hover();
  await row.getByRole('button', {name: 'Edit this message'}).click();
  await page.getByLabel('Edit the message').fill('a slip');
  await page.keyboard.press('Enter');
  const mended = last_row('member-log', 'a slip(edited)');
  await mended.waitFor();
  await mended.hover();
  await mended.getByRole('button', {name: 'Delete this message'}).click();
  await mended.waitFor({state: 'detached'});
});

step('with closed direct messages /helpme says so; Retry works once they are open', async () => {
  await set_switch('Direct messages closed', true);
  await page.getByRole('button', {name: 'Slash commands'}).click();
  await page.getByLabel('Topic optional').fill('my account');
  await page.getByRole('button', {name: 'Run'}).click();
  const answer = page.locator('#member-ephemeral');
  await answer.getByText('could not send you a direct message').waitFor();
  await set_switch('Direct messages closed', false);
  await answer.getByRole('button', {name: 'Retry'}).click();
  await answer.getByText('check your direct messages').waitFor();
  await sees(page, 'member-log', 'this is customer service');
  await answer.getByRole('button', {name: 'Dismiss the answer'}).click();
  await answer.locator('article').waitFor({state: 'detached'});
});

step('files go both ways', async () => {
  await write(page, 'bot', 'I want to talk to a person');
  await page.getByRole('button', {name: /^Accept/}).click();
  await sees(page, 'member-log', 'Mike has joined');
  await page.setInputFiles('#member-files', {
    name: 'from member.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('hello'),
  });
  await write(page, 'bot', 'my file');
  await page.locator('#agent-log a', {hasText: 'from member.txt'}).waitFor();
  await page.setInputFiles('#agent-files', {
    name: 'from-agent.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('goodbye'),
  });
  await write(page, 'customer', 'your file');
  const link = page.locator('#member-log a', {hasText: 'from-agent.txt'});
  await link.waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  assert.equal(Buffer.concat(chunks).toString(), 'goodbye');
});

step('Mike transfers to Sara, who reads what was said and answers', async () => {
  await page.locator('.transfer summary').click();
  await page.locator('.transfer').getByRole('button', {name: 'Sara'}).click();
  await page.getByText('Offered to Sara.').waitFor();
  await page.getByRole('tab', {name: 'Mike'}).focus();
  await page.keyboard.press('ArrowRight');
  assert.equal(await page.getByRole('tab', {name: 'Sara'}).getAttribute('aria-selected'), 'true');
  await page.getByRole('button', {name: /^Accept/}).click();
  await sees(page, 'member-log', 'Sara has joined');
  await sees(page, 'agent-log', 'my file');
  await write(page, 'customer', 'Sara here');
  await sees(page, 'member-log', 'Sara here');
});

step('a second window shows the same, follows, and asks for no name', async () => {
  const other = await open_page(world.browser, world.base);
  await sees(other.page, 'member-log', 'Sara here');
  assert.equal(await other.page.locator('#welcome[open]').count(), 0);
  await write(page, 'bot', 'to both windows');
  await sees(other.page, 'member-log', 'to both windows');
  await sees(page, 'member-log', 'to both windows');
  assert.deepEqual(await shown(other.page, 'member-log'), await shown(page, 'member-log'));
  assert.deepEqual(other.wrong, []);
  await other.page.context().close();
});

step('without WebSocket the page polls', async () => {
  const context = await world.browser.newContext();
  const slow = await context.newPage();
  await slow.routeWebSocket(/_sandbox\/live/, (socket) => socket.close({code: 1011}));
  const poll = slow.waitForRequest(/_sandbox\/events/);
  await slow.goto(world.base);
  await poll;
  await sees(slow, 'member-log', 'to both windows');
  await write(page, 'bot', 'also without');
  await sees(slow, 'member-log', 'also without');
  await context.close();
});

step('on a narrow screen one pane is shown at a time, and nothing sticks out', async () => {
  const phone = await open_page(world.browser, world.base, {viewport: {width: 380, height: 720}});
  await sees(phone.page, 'member-log', 'also without');
  const fits = () => phone.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
  assert.ok(await fits());
  assert.equal(await phone.page.locator('#agent').isVisible(), false);
  await phone.page.getByRole('button', {name: 'Agent', exact: true}).click();
  await phone.page.locator('#agent').waitFor();
  assert.equal(await phone.page.locator('#member').isVisible(), false);
  assert.ok(await fits());
  assert.deepEqual(await access_problems(phone.page), []);
  assert.deepEqual(phone.wrong, []);
  await phone.page.context().close();
});

step('dark and light follow the system and the button', async () => {
  const dark = await open_page(world.browser, world.base, {colorScheme: 'dark'});
  const ground = () => dark.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await dark.page.getByRole('button', {name: 'Switch to the light theme'}).waitFor();
  const before = await ground();
  await dark.page.getByRole('button', {name: 'Switch to the light theme'}).click();
  assert.notEqual(await ground(), before);
  await dark.page.reload();
  await dark.page.getByRole('button', {name: 'Switch to the dark theme'}).waitFor();
  await dark.page.context().close();
});

step('in French the bot speaks French', async () => {
  await page.getByRole('button', {name: 'Complete'}).click();
  await sees(page, 'member-log', 'You are back with the assistant');
  await page.getByLabel(/^Settings of/).click();
  const saved = page.waitForResponse((r) => r.url().endsWith('/settings') && r.ok());
  await page.getByLabel('Language').selectOption('fr');
  await saved;
  await page.keyboard.press('Escape');
  await page.getByLabel('Message to the bot', {exact: true}).fill('/helpme récupérer mon compte');
  await page.keyboard.press('Enter');
  await sees(page, 'member-log', 'Votre question : récupérer mon compte');
});

step('the page made no error and asked nobody else', () => assert.deepEqual(wrong, []));
