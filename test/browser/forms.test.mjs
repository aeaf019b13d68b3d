// The server's channels on the sandbox's page: a form with a screenshot, a post with an embed and a button, answers for
// one member only. The bot is discord.js with bodies of its own, so that the page is tested and not the node.
import assert from 'node:assert/strict';
import {once} from 'node:events';
import {Client, Events, GatewayIntentBits, Routes} from 'discord.js';
import {control} from '../support/control.mjs';
import {identities, start_sandbox} from '../support/processes.mjs';
import {steps} from '../support/steps.mjs';
import {access_problems, open_page, start_browser} from './support/browser.mjs';

const bugs = '1000000000000000023';
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const hostile = '<img src=x onerror="alert(1)">';

let client, page, wrong, sandbox;

const {step} = steps(async ({stops}) => {
  const started = await start_sandbox();
  stops.push(started);
  sandbox = new control(started.base);
  client = new Client({intents: [GatewayIntentBits.Guilds], rest: {api: `${started.base}/api`}});
  stops.push({stop: () => client.destroy()});
  const ready = once(client, Events.ClientReady);
  await client.login(identities.bot_token);
  await ready;
  await client.rest.put(Routes.applicationCommands(identities.application), {
    body: [{name: 'bug', description: 'Report a bug'}],
  });
  const browser = await start_browser();
  stops.push({stop: () => browser.close()});
  ({page, wrong} = await open_page(browser, started.base));
});

const answer = (i, body) => client.rest.post(Routes.interactionCallback(i.id, i.token), {body});
const next_interaction = async () => (await once(client, Events.InteractionCreate))[0];

const form = {
  custom_id: 'v1:report:bug',
  title: 'Report a bug',
  components: [
    {type: 18, label: 'Title', component: {type: 4, custom_id: 'title', style: 1, max_length: 100}},
    {
      type: 18,
      label: 'What happened?',
      description: 'What did you expect?',
      component: {type: 4, custom_id: 'text', style: 2, value: 'already here'},
    },
    {
      type: 18,
      label: 'How bad is it?',
      component: {
        type: 3,
        custom_id: 'severity',
        options: [
          {label: 'Small', value: 'low'},
          {label: 'Nothing works', value: 'critical'},
        ],
      },
    },
    {
      type: 18,
      label: 'Screenshots',
      component: {type: 19, custom_id: 'shots', min_values: 0, max_values: 2, required: false},
    },
  ],
};

const post = (votes) => ({
  embeds: [
    {
      title: `#12 ${hostile}`,
      description: 'It \\*crashed\\* **hard**',
      color: 0xc9302c,
      fields: [
        {name: 'Status', value: 'Open', inline: true},
        {name: 'Reported by', value: `<@${post.reporter}>`, inline: true},
      ],
      footer: {text: 'Bug report'},
    },
  ],
  components: [
    {type: 1, components: [{type: 2, style: 1, label: `▲ ${votes}`, custom_id: 'v1:vote:12'}]},
  ],
});

step('a member comes and finds the channels', async () => {
  await page.getByLabel('Name', {exact: true}).fill('Alice');
  await page.keyboard.press('Enter');
  await page.locator('#status[data-state="connected"]').waitFor();
  assert.deepEqual(await page.getByLabel('Channel').locator('option').allInnerTexts(), [
    'Direct message',
    '#help',
    '#bugs',
    '#feature-requests',
    '#announcements',
  ]);
});

step('/bug in #bugs opens the form', async () => {
  await page.getByLabel('Channel').selectOption('#bugs');
  await page.getByRole('button', {name: 'Slash commands'}).click();
  const asked = next_interaction();
  await page.getByRole('button', {name: 'Run'}).click();
  const i = await asked;
  assert.equal(i.channelId, bugs);
  await answer(i, {type: 9, data: form});
  await page.getByRole('dialog', {name: 'Report a bug'}).waitFor();
  assert.deepEqual(await access_problems(page), []);
});

step('it is filled in with a screenshot, and the bot gets everything', async () => {
  const dialog = page.getByRole('dialog', {name: 'Report a bug'});
  await dialog.getByLabel('Title').fill('Crash');
  assert.equal(await dialog.getByLabel('What happened?').inputValue(), 'already here');
  await dialog.getByLabel('What happened?').fill('It crashed');
  await dialog.getByLabel('How bad is it?').selectOption('Nothing works');
  await dialog
    .getByLabel('Screenshots optional')
    .setInputFiles({name: 'shot.png', mimeType: 'image/png', buffer: pixel});
  const sent = next_interaction();
  await dialog.getByRole('button', {name: 'Submit'}).click();
  const i = await sent;
  await dialog.waitFor({state: 'detached'});
  assert.equal(i.fields.getTextInputValue('title'), 'Crash');
  assert.equal(i.fields.getTextInputValue('text'), 'It crashed');
  post.reporter = i.user.id;
  await client.rest.post(Routes.channelMessages(bugs), {
    body: post(1),
    files: [{name: 'shot.png', data: pixel, contentType: 'image/png'}],
  });
  await answer(i, {type: 4, data: {content: 'Your report is case #12.', flags: 64}});
  await page.locator('#member-ephemeral').getByText('Your report is case #12.').waitFor();
});

step('the post shows its embed as text, its screenshot and its button', async () => {
  const row = page.locator('#member-log > li').last();
  const embed = row.locator('.embed');
  await embed.getByText(`#12 ${hostile}`).waitFor();
  assert.equal(await embed.locator('img').count(), 0);
  assert.equal(await embed.locator('.embed-text').innerText(), 'It *crashed* hard');
  assert.equal(await embed.locator('strong').innerText(), 'hard');
  await embed.getByText('@Alice').waitFor();
  assert.equal(await row.locator('a.picture img').getAttribute('alt'), 'shot.png');
  // What is for one member only stands below the channel, not in it.
  assert.equal(await page.locator('#member-log').getByText('Your report is case').count(), 0);
  assert.deepEqual(await access_problems(page), []);
});

step('another member presses the button, and the post changes for all', async () => {
  await sandbox.post('/discord/users', {name: 'bob', global_name: 'Bob'});
  const {messages} = await sandbox.get(`/discord/users/bob/messages?channel_id=${bugs}`);
  const pressed = next_interaction();
  await sandbox.post('/discord/users/bob/clicks', {
    message_id: messages.at(-1).id,
    custom_id: 'v1:vote:12',
  });
  await answer(await pressed, {type: 7, data: post(2)});
  await page.locator('#member-log').getByRole('button', {name: '▲ 2'}).waitFor();
  assert.equal(await page.locator('#member-log a.picture').count(), 1);
});

step('a press whose answer is for Alice alone is shown to her once', async () => {
  const pressed = next_interaction();
  await page.locator('#member-log').getByRole('button', {name: '▲ 2'}).click();
  await answer(await pressed, {type: 4, data: {content: 'Your vote counts.', flags: 64}});
  const strip = page.locator('#member-ephemeral');
  await strip.getByText('Your vote counts.').waitFor();
  assert.equal(await strip.getByText('Your vote counts.').count(), 1);
});

step('on a narrow screen nothing stands out on the side', async () => {
  await page.setViewportSize({width: 400, height: 860});
  const over = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  assert.ok(over <= 0, `${over} px too wide`);
  if (process.env.FLEXCORD_SCREENSHOTS) await page.screenshot({path: `${process.env.FLEXCORD_SCREENSHOTS}/forms.png`});
});

step('the direct messages are where they were', async () => {
  await page.getByLabel('Channel').selectOption('Direct message');
  await page.locator('#member-empty').getByText('Write something as Alice').waitFor();
  assert.deepEqual(wrong, []);
});
