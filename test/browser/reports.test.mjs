// Reports on the sandbox's page with the real node: a member files a bug with a screenshot (checklist 14, 15), another one
// files the same in other words and joins it. With SCREENSHOTS=folder pictures of both are kept there.
import assert from 'node:assert/strict';
import {join} from 'node:path';
import {control} from '../support/control.mjs';
import {start_node, start_sandbox} from '../support/processes.mjs';
import {steps} from '../support/steps.mjs';
import {access_problems, open_page, start_browser} from './support/browser.mjs';

const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const lantern = {
  'Title': 'The lantern goes out in the rain',
  'What happened?': 'My lantern dies as soon as it rains in the marsh, and I cannot light it again.',
};
const lantern_too = {
  'Title': 'Lantern goes out when it rains',
  'What happened?': 'As soon as it rains in the marsh the lantern dies. I cannot light it again.',
};

let alice, ben;

const {step} = steps(async ({stops}) => {
  const sandbox = await start_sandbox();
  stops.push(sandbox);
  const node = await start_node(sandbox.base, [
    '--discord.bug-channel=1000000000000000023',
    '--discord.feature-channel=1000000000000000024',
  ]);
  stops.push(node);
  const api = new control(sandbox.base);
  await api.post('/discord/users', {name: 'alice', global_name: 'Alice', locale: 'en-US'});
  await api.post('/discord/users', {name: 'ben', global_name: 'Ben', locale: 'en-US'});
  const browser = await start_browser();
  stops.push({stop: () => browser.close()});
  alice = await open_page(browser, sandbox.base);
  ben = await open_page(browser, sandbox.base, {viewport: {width: 400, height: 860}});
});

const keep_picture = ({page}, name) =>
  process.env.SCREENSHOTS && page.screenshot({path: join(process.env.SCREENSHOTS, `${name}.png`)});

async function files({page}, values, severity, shots = []) {
  await page.getByLabel('Channel').selectOption('#bugs');
  await page.getByRole('button', {name: 'Slash commands'}).click();
  await page.getByLabel('Command', {exact: true}).selectOption('/bug');
  await page.getByRole('button', {name: 'Run'}).click();
  const dialog = page.getByRole('dialog', {name: 'Report a bug'});
  for (const [label, text] of Object.entries(values)) await dialog.getByLabel(label).fill(text);
  await dialog.getByLabel('How bad is it?').selectOption(severity);
  await dialog.getByLabel('Screenshots optional').setInputFiles(shots);
  await dialog.getByRole('button', {name: 'Submit'}).click();
  await dialog.waitFor({state: 'detached'});
}
const answer = ({page}, text) => page.locator('#member-ephemeral').getByText(text).waitFor();

step('Alice files a bug with a screenshot', async () => {
  const {page} = alice;
  await page.locator('#status[data-state="connected"]').waitFor();
  await files(alice, lantern, 'Annoying, but I can go on', [{name: 'shot.png', mimeType: 'image/png', buffer: pixel}]);
  await answer(alice, 'Thank you. Your report is case #1.');
  const post = page.locator('#member-log > li').last();
  await post.locator('.embed').getByText('#1 The lantern goes out in the rain').waitFor();
  assert.equal(await post.locator('a.picture img').getAttribute('alt'), 'screenshot-1.png');
  await page.getByRole('button', {name: 'Tell me by direct message'}).click();
  await answer(alice, 'You are told by direct message when something happens with #1.');
  await keep_picture(alice, 'report');
});

step('Ben files the same in other words, and joins hers', async () => {
  const {page} = ben;
  await page.getByLabel(/choose or add a member/).click();
  await page.getByRole('button', {name: 'Ben'}).click();
  await files(ben, lantern_too, 'Annoying, but I can go on');
  await answer(ben, 'This was perhaps reported already.');
  await keep_picture(ben, 'suggestion');
  await page.getByRole('button', {name: 'Join #1'}).click();
  await answer(ben, 'You joined #1.');
  for (const {page} of [alice, ben]) await page.locator('#member-log').getByRole('button', {name: '▲ 2'}).waitFor();
  assert.equal(await page.locator('#member-log > li').count(), 1, 'one post');
});

step('Ben, who joined, cannot vote again, and sees his cases', async () => {
  const {page} = ben;
  await page.locator('#member-log').getByRole('button', {name: '▲ 2'}).click();
  await answer(ben, 'You joined #1: your vote counts already.');
  await page.getByRole('button', {name: 'Slash commands'}).click();
  await page.getByLabel('Command', {exact: true}).selectOption('/mycases');
  await page.getByRole('button', {name: 'Run'}).click();
  await answer(ben, 'Your cases, the newest first:');
  assert.match(await page.locator('#member-ephemeral time').last().innerText(), /ago$|^now$/);
  await keep_picture(ben, 'mycases');
  for (const {page, wrong} of [alice, ben]) {
    assert.deepEqual(await access_problems(page), []);
    assert.deepEqual(wrong, []);
  }
});
