// One problem of a game's community from its report until it is settled (checklist 14, 15, 28, 29, 30, 31, 32, 33, 34, 36):
// Alice files a bug with a screenshot, Ben joins it with the same in other words, Carol's only looks alike. Mike finds all
// of them from the case page beside Alice's talk, and resolves Alice's: she is told in her direct messages and Ben in the
// channel, each once. FLEXCORD_SCREENSHOTS names a folder where pictures are left.
import assert from 'node:assert/strict';
import {join} from 'node:path';
import {control} from '../support/control.mjs';
import {start_node, start_sandbox} from '../support/processes.mjs';
import {steps} from '../support/steps.mjs';
import {access_problems, open_page, sees, start_browser, write} from './support/browser.mjs';
import {faint_texts, fits} from './desk/desk.mjs';

const bugs = '1000000000000000023';
const lantern = {
  'Title': 'The lantern goes out in the rain',
  'What happened?': 'My lantern dies as soon as it rains in the marsh, and I cannot light it again.',
};
const lantern_too = {
  'Title': 'Lantern goes out when it rains',
  'What happened?': 'As soon as it rains in the marsh the lantern dies. I cannot light it again.',
};
const only_alike = {
  'Title': 'The lantern goes out in the water',
  'What happened?': 'The lantern dies as soon as I dive in the marsh, and I cannot light it again.',
};
const pictures = process.env.FLEXCORD_SCREENSHOTS;
const note = 'Mended in 1.4.2, which is out tonight.';

let node, api, browser, desk, phone, panel, screenshot, handoff_url, master_url;
const people = {};

const {step} = steps(async ({stops}) => {
  const sandbox = await start_sandbox();
  stops.push(sandbox);
  node = await start_node(sandbox.base, [`--discord.bug-channel=${bugs}`]);
  stops.push(node);
  api = new control(sandbox.base);
  await api.post('/twilio/hooks', {
    interactions: `${node.base}/twilio/interactions`,
    taskrouter: `${node.base}/twilio/taskrouter`,
  });
  for (const name of ['Alice', 'Ben', 'Carol'])
    people[name] = await api.post('/discord/users', {
      name: name.toLowerCase(),
      global_name: name,
      locale: 'en-US',
    });
  browser = await start_browser();
  stops.push({stop: () => browser.close()});
  // Alice and, beside her, Mike; and a phone that Ben and Carol share.
  desk = await open_page(browser, sandbox.base, {viewport: {width: 1680, height: 1000}});
  phone = await open_page(browser, sandbox.base, {viewport: {width: 400, height: 860}});
});

async function picture(name, of = desk.page) {
  if (pictures) await of.screenshot({path: join(pictures, `${name}.png`)});
}
/** What a page itself did wrong: the frame's requests go to the node, as they should. */
const faults = ({wrong}) => wrong.filter((w) => !w.startsWith(`request to another origin: ${node.base}`));

async function is(page, name) {
  await page.getByLabel(/choose or add a member/).click();
  await page.getByRole('button', {name, exact: true}).click();
  await page.getByRole('heading', {name}).waitFor();
}
const goes_to = (page, place) => page.getByLabel('Channel').selectOption(place);
const answer = (page, text) => page.locator('#member-ephemeral').getByText(text).waitFor();

async function files(page, values, shots = []) {
  await goes_to(page, '#bugs');
  await page.getByRole('button', {name: 'Slash commands'}).click();
  await page.getByLabel('Command', {exact: true}).selectOption('/bug');
  await page.getByRole('button', {name: 'Run'}).click();
  const dialog = page.getByRole('dialog', {name: 'Report a bug'});
  for (const [label, text] of Object.entries(values)) await dialog.getByLabel(label).fill(text);
  await dialog.getByLabel('How bad is it?').selectOption('Annoying, but I can go on');
  await dialog.getByLabel('Screenshots optional').setInputFiles(shots);
  await dialog.getByRole('button', {name: 'Submit'}).click();
  await dialog.waitFor({state: 'detached'});
}

/** Follows a link inside the frame, to the page of that case. */
async function follows(section, name, number) {
  await panel.locator(`#${section}`).getByRole('link', {name}).click();
  await panel.locator('.name-line .number', {hasText: `#${number}`}).waitFor();
  await panel.locator('#live[data-state="on"]').waitFor();
}
/** Nothing is on its way any more. */
const settled = () =>
  api.until('the outbox is empty', async () => {
    const metrics = await (await fetch(`${node.base}/metrics`)).text();
    const rows = metrics.split('\n').filter((l) => /^flexcord_outbox_depth[{ ]/.test(l));
    return rows.length > 0 && rows.every((l) => l.endsWith(' 0'));
  });
/** What the bot wrote that somebody can read there and that has this in it. */
async function told({id}, text, channel = '') {
  const {messages} = await api.get(`/discord/users/${id}/messages${channel && `?channel_id=${channel}`}`);
  return messages.filter((m) => m.author.bot && m.content.includes(text)).map((m) => m.content);
}

step('Alice files a bug with a screenshot, and wants to hear of it in private', async () => {
  const {page} = desk;
  await page.locator('#status[data-state="connected"]').waitFor();
  await page.getByRole('heading', {name: 'Alice'}).waitFor();
  screenshot = await page.screenshot({clip: {x: 0, y: 0, width: 640, height: 360}});
  await files(page, lantern, [{name: 'marsh.png', mimeType: 'image/png', buffer: screenshot}]);
  await answer(page, 'Thank you. Your report is case #1.');
  const post = page.locator('#member-log > li', {hasText: '#1 The lantern goes out in the rain'});
  await post.locator('a.picture img').waitFor();
  await page.getByRole('button', {name: 'Tell me by direct message'}).click();
  await answer(page, 'You are told by direct message when something happens with #1.');
});

step('Ben files the same in other words, and joins hers', async () => {
  const {page} = phone;
  await page.locator('#status[data-state="connected"]').waitFor();
  await is(page, 'Ben');
  await files(page, lantern_too);
  await answer(page, 'This was perhaps reported already.');
  await page.getByRole('button', {name: 'Join #1'}).click();
  await answer(page, 'You joined #1.');
});

step('what Carol has only looks alike: she posts her own', async () => {
  const {page} = phone;
  await is(page, 'Carol');
  await files(page, only_alike);
  await answer(page, 'This was perhaps reported already.');
  await page.getByRole('button', {name: 'None of these: post mine'}).click();
  await answer(page, 'Thank you. Your report is case #3.');
  await page.locator('#member-log > li .embed', {hasText: '#3 The lantern goes out in the water'}).waitFor();
  assert.equal(await page.locator('#member-log > li').count(), 2, 'a post for each problem');
});

step('Alice asks for a person, and Mike sees her other case beside the talk', async () => {
  const {page} = desk;
  await goes_to(page, 'Direct message');
  await write(page, 'bot', 'talk to a human');
  await page.getByRole('button', {name: 'Accept Alice, Case #4'}).click();
  await sees(page, 'member-log', 'Mike has joined');
  panel = page.frameLocator('#agent-case iframe');
  await panel.locator('.name-line .number', {hasText: '#4'}).waitFor();
  const row = panel.locator('#others li', {hasText: '#1 The lantern goes out in the rain'});
  await row.locator('.status', {hasText: 'Open'}).waitFor();
  assert.equal(await panel.locator('#others li').count(), 1);
  const box = await page.locator('#agent-case iframe').boundingBox();
  assert.ok(box.width >= 380 && box.width <= 400, `it is ${box.width} px wide`);
  handoff_url = await page.locator('#agent-case iframe').getAttribute('src');
  await picture('1-talk-with-other-case');
});

step("from there he opens Alice's report: her words, her screenshot, and who has it too", async () => {
  await follows('others', /^#1 /, 1);
  await panel.locator('#report').getByText(lantern['What happened?']).waitFor();
  const shot = await panel.locator('#report .files').getByRole('link', {name: 'marsh.png'}).getAttribute('href');
  const bytes = Buffer.from(await (await fetch(shot)).arrayBuffer());
  assert.ok(bytes.equals(screenshot), 'the link leads to the screenshot that she sent');
  await panel.locator('#duplicates li', {hasText: '#2 Lantern goes out when it rains'}).waitFor();
  assert.match(await panel.locator('#duplicates li').innerText(), /by Ben/);
  assert.match(await panel.locator('#similar li').innerText(), /#3 The lantern goes out in the water[^]*by Carol/);
  assert.match(await panel.locator('#others li').innerText(), /#4 /);
  assert.match(await panel.locator('.times').innerText(), /2 votes/);
  await picture('2-report-in-the-panel');
});

step("Ben's leads to hers and back", async () => {
  await follows('duplicates', /^#2 /, 2);
  await panel.locator('.master', {hasText: 'This is a duplicate of case #1.'}).waitFor();
  await panel.locator('#report').getByText(lantern_too['What happened?']).waitFor();
  await picture('3-duplicate-in-the-panel');
  await panel.locator('.master').getByRole('link', {name: 'case #1'}).click();
  await panel.locator('#duplicates').waitFor();
  await panel.locator('#live[data-state="on"]').waitFor();
});

step("Mike resolves Alice's with a note, and the post in the channel says so", async () => {
  await panel.locator('#agent').fill('Mike');
  await panel.getByRole('button', {name: 'Assign to me'}).click();
  await panel.locator('#status').selectOption('resolved');
  await panel.locator('#note').fill(note);
  await panel.locator('#note').press('Control+Enter');
  await panel.locator('#outcome', {hasText: 'Saved.'}).waitFor();
  await panel.locator('.top .status[data-status="resolved"]').waitFor();
  await panel.locator('#timeline-log .entry', {hasText: note}).waitFor();
  await picture('4-resolved');
  const post = phone.page.locator('#member-log > li', {hasText: '#1 The lantern goes out in the rain'});
  await post.locator('.embed dd', {hasText: 'Resolved'}).waitFor();
});

step('Alice is told in her direct messages and Ben in the channel, each once; Carol is not', async () => {
  const {page} = desk;
  const news = page.locator('#member-log > li .text', {hasText: /#1.*resolved/i});
  await news.waitFor();
  await is(phone.page, 'Ben');
  const mention = phone.page.locator('#member-log > li .text', {hasText: '@Ben'});
  await mention.waitFor();
  assert.match(await mention.innerText(), /^@Ben Case #2 \(Lantern goes out when it rains\): Resolved\.$/);
  await settled();
  assert.equal(await news.count(), 1);
  assert.equal(await mention.count(), 1);
  // And not where nobody looked.
  const of_it = (all) => all.filter((text) => /resolved/i.test(text)).length;
  const {Alice, Ben, Carol} = people;
  const counts = {};
  for (const [name, who] of Object.entries(people)) counts[name] = of_it(await told(who, ''));
  assert.deepEqual(counts, {Alice: 1, Ben: 0, Carol: 0}, 'in direct messages');
  const aloud = await Promise.all([Alice, Ben, Carol].map((who) => told(Ben, `<@${who.id}>`, bugs)));
  assert.deepEqual(aloud.map((all) => all.length), [0, 1, 0], 'in the channel');
  assert.ok(!(await told(Alice, note)).length && !(await told(Ben, note, bugs)).length, 'the note is for agents only');
  await picture('5-told');
  await picture('6-told-in-the-channel', phone.page);
});

step("Ben's duplicate went with it, Carol's did not, and Mike is back in the talk", async () => {
  await follows('duplicates', /^#2 /, 2);
  await panel.locator('.top .status[data-status="resolved"]').waitFor();
  await panel.locator('.master').getByRole('link', {name: 'case #1'}).click();
  await follows('similar', /^#3 /, 3);
  await panel.locator('.top .status[data-status="open"]').waitFor();
  const {page} = desk;
  const button = page.getByRole('button', {name: 'Case page'});
  await button.click();
  await page.locator('#agent-case').waitFor({state: 'hidden'});
  await button.click();
  await panel.locator('#others li', {hasText: '#1 '}).locator('.status', {hasText: 'Resolved'}).waitFor();
  await write(page, 'customer', 'Your lantern burns again, Alice.');
  await sees(page, 'member-log', 'Your lantern burns again, Alice.');
  master_url = await panel.locator('#others').getByRole('link', {name: /^#1 /}).getAttribute('href');
});

step('Ben finds it resolved among his cases', async () => {
  const {page} = phone;
  await page.getByRole('button', {name: 'Slash commands'}).click();
  await page.getByLabel('Command', {exact: true}).selectOption('/mycases');
  await page.getByRole('button', {name: 'Run'}).click();
  await answer(page, 'Your cases, the newest first:');
  await answer(page, /Lantern goes out when it rains · Resolved/);
  await picture('7-mycases', page);
  for (const p of [desk, phone]) {
    assert.deepEqual(await access_problems(p.page), []);
    assert.deepEqual(faults(p), []);
  }
});

for (const width of [400, 1400])
  step(`the pages of the talk and of the report can be read at ${width} px`, async () => {
    for (const [name, url] of [
      ['talk', handoff_url],
      ['report', new URL(master_url, node.base).href],
    ]) {
      const own = await open_page(browser, node.base + '/healthz', {viewport: {width, height: 900}});
      await own.page.goto(url);
      await own.page.locator('#live[data-state="on"]').waitFor();
      assert.ok(await fits(own.page));
      assert.deepEqual(await faint_texts(own.page), []);
      const growing = name === 'talk' ? ['timeline-log', 'conversation-log'] : ['timeline-log'];
      assert.deepEqual(await access_problems(own.page, growing), []);
      await picture(`8-${name}-${width}`, own.page);
      if (pictures) await own.page.screenshot({path: join(pictures, `8-${name}-${width}-whole.png`), fullPage: true});
      await own.page.context().close();
    }
  });
