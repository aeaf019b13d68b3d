// The case page inside the agent's pane, from a real node (checklist 28, 29, 33, 34, 36): beside the chat at 400 px, and
// in a window of its own. FLEXCORD_SCREENSHOTS names a folder where pictures of it are left.
import assert from 'node:assert/strict';
import {join} from 'node:path';
import {control} from '../support/control.mjs';
import {access_problems, open_page, sees, write} from './support/browser.mjs';
import {story} from './support/story.mjs';
import {faint_texts, fits} from './desk/desk.mjs';

const pictures = process.env.FLEXCORD_SCREENSHOTS;
const question = 'How do I recover my account?';
let page, wrong, panel, url;

const {step, world} = story(async (w) => {
  ({page, wrong} = await open_page(w.browser, w.base, {viewport: {width: 1680, height: 1000}}));
});
const picture = async (name, of = page) => {
  if (pictures) await of.screenshot({path: join(pictures, `${name}.png`)});
};
/** What the page itself did wrong: the frame's requests go to the node, as they should. */
const faults = () => wrong.filter((w) => !w.startsWith('request to another origin: ' + new URL(url).origin));

step('Mike accepts, and the case page stands beside the chat, 400 px wide', async () => {
  await page.getByRole('dialog', {name: 'Who is writing?'}).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('tab', {name: 'Mike'}).waitFor();
  await write(page, 'bot', question);
  await page.locator(`#member-log a[href^="https://help.emberfall.example/"]`).first().waitFor();
  await page.locator('#member-log').getByRole('button', {name: 'Talk to a person'}).last().click();
  await page.getByRole('button', {name: 'Accept Alice, Case #1'}).click();
  await sees(page, 'member-log', 'Mike has joined');
  panel = page.frameLocator('#agent-case iframe');
  await panel.getByText(question).first().waitFor();
  await panel.locator('#live[data-state="on"]').waitFor();
  const box = await page.locator('#agent-case iframe').boundingBox();
  assert.ok(box.width >= 380 && box.width <= 400, `it is ${box.width} px wide`);
  url = await page.locator('#agent-case').getByRole('link', {name: 'Open full screen'}).getAttribute('href');
  assert.match(url, /^http:\/\/127\.0\.0\.1:\d+\/case\/1\?e=\d+&s=/);
  await panel.locator('#talk-now', {hasText: 'With Mike'}).waitFor();
  assert.deepEqual(await access_problems(page), []);
  await picture('panel-1680');
});

step('what Alice writes appears in the panel too, and what Mike types there stays', async () => {
  await panel.locator('#note').fill('Letter is on its way');
  await write(page, 'bot', 'I lost my e-mail address');
  await panel.locator('#conversation-log .line', {hasText: 'I lost my e-mail address'}).waitFor();
  await write(page, 'customer', 'One moment, please');
  await panel.locator('#conversation-log .line', {hasText: 'One moment, please'}).waitFor();
  assert.equal(await panel.locator('#note').inputValue(), 'Letter is on its way');
});

step('he saves a note, a priority and himself as assignee without leaving the chat', async () => {
  await panel.locator('#agent').fill('Mike');
  await panel.getByRole('button', {name: 'Assign to me'}).click();
  await panel.locator('#priority').selectOption('high');
  await panel.locator('#note').press('Control+Enter');
  await panel.locator('#outcome', {hasText: 'Saved.'}).waitFor();
  await panel.locator('#timeline-log .entry', {hasText: 'Letter is on its way'}).waitFor();
  assert.equal(await panel.locator('#timeline-log .entry', {hasText: 'Letter is on its way'}).count(), 1);
  assert.equal(await panel.locator('#assignee-chip').innerText(), 'Assigned to Mike');
  await picture('panel-saved');
});

step('the panel closes and opens by its button, and by keyboard', async () => {
  const button = page.getByRole('button', {name: 'Case page'});
  await page.locator('#agent-case').getByRole('button', {name: 'Close'}).click();
  await page.locator('#agent-case').waitFor({state: 'hidden'});
  assert.equal(await button.getAttribute('aria-expanded'), 'false');
  await button.press('Enter');
  await panel.getByText(question).first().waitFor();
  assert.equal(await button.getAttribute('aria-expanded'), 'true');
  assert.deepEqual(faults(), []);
});

for (const [name, width, height] of [
  ['laptop', 1366, 800],
  ['small', 1000, 800],
  ['phone', 420, 900],
])
  step(`with a ${name}'s window the desk still fits`, async () => {
    await page.setViewportSize({width, height});
    assert.ok(await fits(page));
    if (width < 801) await page.locator('#show-agent').click();
    await page.locator('#agent-case').waitFor();
    assert.ok(await page.locator('#agent-text').isVisible(), 'the chat has no place any more');
    await picture(`panel-${width}`);
  });

step('in a window of its own, on a phone and on a desk, everything can be read', async () => {
  for (const [width, scheme] of [
    [400, 'light'],
    [400, 'dark'],
    [1400, 'light'],
    [1400, 'dark'],
  ]) {
    const context = await world.browser.newContext({viewport: {width, height: 900}, colorScheme: scheme});
    const own = await context.newPage();
    await own.goto(url);
    await own.locator('#live[data-state="on"]').waitFor();
    assert.ok(await fits(own));
    assert.deepEqual(await faint_texts(own), []);
    assert.deepEqual(await access_problems(own, ['timeline-log', 'conversation-log']), []);
    await picture(`page-${width}-${scheme}`, own);
    if (pictures) await own.screenshot({path: join(pictures, `page-${width}-${scheme}-whole.png`), fullPage: true});
    await context.close();
  }
});

step('two windows of the same case: the second to save is told what the first has changed', async () => {
  const first = await open_page(world.browser, new URL(url).origin + '/healthz');
  await first.page.goto(url);
  const second = await open_page(world.browser, new URL(url).origin + '/healthz');
  await second.page.goto(url);
  // Without live updates, as when both press in the same moment.
  await second.page.evaluate(() => window.stop());
  await second.page.route('**/events*', (route) => route.abort());
  for (const p of [first.page, second.page]) await p.locator('#agent').fill('Sara');
  await second.page.locator('#tags').fill('mine');
  await second.page.locator('#note').fill('from the second');
  await first.page.locator('#tags').fill('yours');
  await first.page.getByRole('button', {name: 'Save'}).click();
  await first.page.locator('#outcome', {hasText: 'Saved.'}).waitFor();
  await second.page.getByRole('button', {name: 'Save'}).click();
  await second.page.locator('#outcome', {hasText: 'The rest is saved.'}).waitFor();
  assert.match(await second.page.locator('#tags-problem').innerText(), /yours/);
  assert.equal(await second.page.locator('#note').inputValue(), '');
  await first.page.locator('#timeline-log .entry', {hasText: 'from the second'}).waitFor();
  await picture('conflict', second.page);
  await first.page.context().close();
  await second.page.context().close();
});

step('the list of cases asks for the token before it shows any', async () => {
  const list = await open_page(world.browser, new URL(url).origin + '/healthz');
  await list.page.goto(new URL('/console', url).href);
  await list.page.getByLabel('Token').fill('wrong');
  await list.page.keyboard.press('Enter');
  await list.page.getByText('This token is not the right one.').waitFor();
  await picture('list', list.page);
  await list.page.context().close();
  const {tasks} = await new control(world.base).get('/tasks');
  assert.equal(tasks.length, 1);
});
