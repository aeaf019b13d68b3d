// Unmodified discord.js works with the sandbox when only its base URL changes.
import assert from 'node:assert/strict';
import {once} from 'node:events';
import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  Client,
  Events,
  GatewayIntentBits,
  MessageFlags,
  ModalBuilder,
  Partials,
  SlashCommandBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import {buttons_of, control} from '../support/control.mjs';
import {identities, start_sandbox} from '../support/processes.mjs';
import {steps} from '../support/steps.mjs';

const wait_limit = 30_000;
let sandbox, client, alice;

const {step} = steps(async ({stops}) => {
  const started = await start_sandbox();
  stops.push(started);
  sandbox = new control(started.base);
  await sandbox.post('/discord/limits', {message_limit: 1000});
  alice = await sandbox.post('/discord/users', {name: 'alice', global_name: 'Alice', locale: 'fr'});
  client = new Client({
    intents: [
      GatewayIntentBits.Guilds,
      GatewayIntentBits.DirectMessages,
      GatewayIntentBits.DirectMessageTyping,
      GatewayIntentBits.GuildMessages,
    ],
    partials: [Partials.Channel, Partials.Message],
    rest: {api: `${started.base}/api`},
  });
  stops.push({stop: () => client.destroy()});
});

/** The first argument of the client's next event of that name, which `act` sets off. */
async function comes(event, act) {
  const coming = once(client, event, {signal: AbortSignal.timeout(wait_limit)});
  await act();
  return (await coming)[0];
}

const answered = (interaction_id) =>
  sandbox.until('the answer to the interaction', async () => {
    const i = await sandbox.get(`/discord/interactions/${interaction_id}`);
    return i.state === 'acknowledged' && i;
  });

let dm, reply;

step('it logs in and becomes ready', async () => {
  const ready = await comes(Events.ClientReady, () => client.login(identities.bot_token));
  assert.equal(ready.user.id, identities.application);
  assert.equal(ready.application.id, identities.application);
  assert.deepEqual([...ready.guilds.cache.keys()], [identities.guild]);
  assert.ok(ready.channels.cache.has(identities.help_channel));
});

step('a wrong token is refused', async () => {
  const other = new Client({intents: [], rest: {api: `${sandbox.base}/api`}});
  await assert.rejects(other.login('not-the-token'), (e) => e.code === 'TokenInvalid');
  await other.destroy();
});

step('an intent that the application was not granted is refused', async () => {
  const other = new Client({
    intents: [GatewayIntentBits.GuildMembers],
    rest: {api: `${sandbox.base}/api`},
  });
  await assert.rejects(other.login(identities.bot_token), /disallowed intents/);
  await other.destroy();
});

step('it receives what a user writes in the DM', async () => {
  const message = await comes(Events.MessageCreate, () => sandbox.user_writes('alice', 'Bonjour é 😀'));
  assert.equal(message.content, 'Bonjour é 😀');
  assert.equal(message.author.id, alice.id);
  assert.equal(message.author.globalName, 'Alice');
  assert.equal(message.channelId, alice.dm_channel);
  assert.ok(message.channel.isDMBased());
  dm = message.channel;
});

step('the user edits and deletes, and it is told', async () => {
  const draft = await sandbox.user_writes('alice', 'a slipp');
  const [, edited] = await (async () => {
    const coming = once(client, Events.MessageUpdate, {signal: AbortSignal.timeout(wait_limit)});
    await sandbox.call('PATCH', `/discord/users/alice/messages/${draft.id}`, {content: 'a slip'});
    return coming;
  })();
  assert.deepEqual([edited.id, edited.content], [draft.id, 'a slip']);
  assert.ok(edited.editedTimestamp);
  const gone = await comes(Events.MessageDelete, () =>
    sandbox.call('DELETE', `/discord/users/alice/messages/${draft.id}`),
  );
  assert.equal(gone.id, draft.id);
});

step('it types, and answers with buttons as a reply', async () => {
  await dm.sendTyping();
  const asked = await comes(Events.MessageCreate, () => sandbox.user_writes('alice', 'Help?'));
  reply = await asked.reply({
    content: 'What do you need?',
    allowedMentions: {parse: []},
    components: [
      new ActionRowBuilder().addComponents(
        new ButtonBuilder().setCustomId('person').setLabel('Talk to a person').setStyle(ButtonStyle.Primary),
        new ButtonBuilder().setURL('https://help.example/').setLabel('Articles').setStyle(ButtonStyle.Link),
      ),
    ],
  });
  const seen = await sandbox.user_reads('alice', 'What do you need?');
  assert.equal(seen.id, reply.id);
  assert.equal(seen.message_reference.message_id, asked.id);
  assert.deepEqual(
    buttons_of(seen).map((b) => b.label),
    ['Talk to a person', 'Articles'],
  );
});

step('it edits and deletes what it said', async () => {
  await reply.edit('What do you need today?');
  assert.equal((await sandbox.user_reads('alice', 'today')).id, reply.id);
  const slip = await dm.send('not for you');
  await slip.delete();
  assert.ok(!(await sandbox.messages('alice')).some((m) => m.id === slip.id));
  await assert.rejects(slip.edit('too late'), (e) => e.code === 10008 && e.status === 404);
});

step('a nonce is honoured', async () => {
  const options = {content: 'only once', nonce: '01JC0MMAND0000000000000001', enforceNonce: true};
  options.nonce = options.nonce.slice(0, 25);
  const first = await dm.send(options);
  const second = await dm.send(options);
  assert.equal(second.id, first.id);
  assert.equal(second.nonce, options.nonce);
  assert.equal((await sandbox.messages('alice')).filter((m) => m.content === 'only once').length, 1);
});

step('it gets the press of a button and answers it', async () => {
  let id;
  const press = await comes(Events.InteractionCreate, async () => {
    ({interaction_id: id} = await sandbox.user_presses('alice', 'Talk to a person'));
  });
  assert.equal(press.id, id);
  assert.ok(press.isButton());
  assert.deepEqual([press.customId, press.user.id, press.locale], ['person', alice.id, 'fr']);
  assert.equal(press.message.id, reply.id);
  await press.update({content: 'One moment', components: []});
  const seen = await sandbox.user_reads('alice', 'One moment');
  assert.deepEqual([seen.id, buttons_of(seen).length], [reply.id, 0]);
  await press.followUp('A person will come');
  await sandbox.user_reads('alice', 'A person will come');
  assert.equal((await answered(id)).type, 7);
  await assert.rejects(
    press.client.rest.post(`/interactions/${press.id}/${press.token}/callback`, {
      body: {type: 6},
      auth: false,
    }),
    (e) => e.code === 40060,
  );
});

step('it registers a slash command, which a member uses', async () => {
  await client.application.commands.set([
    new SlashCommandBuilder()
      .setName('helpme')
      .setDescription('Talk to customer service')
      .addStringOption((o) => o.setName('topic').setDescription('What about')),
  ]);
  assert.deepEqual(
    [...(await client.application.commands.fetch()).values()].map((c) => c.name),
    ['helpme'],
  );
  let id;
  const used = await comes(Events.InteractionCreate, async () => {
    ({interaction_id: id} = await sandbox.post('/discord/users/alice/commands', {
      name: 'helpme',
      options: {topic: 'refunds'},
      where: 'guild',
    }));
  });
  assert.ok(used.isChatInputCommand());
  assert.equal(used.options.getString('topic'), 'refunds');
  assert.deepEqual([used.guildId, used.member.user.id], [identities.guild, alice.id]);
  await used.deferReply({flags: MessageFlags.Ephemeral});
  await used.editReply('Please check your DMs');
  const told = await sandbox.until('the deferred answer', async () => {
    const i = await sandbox.get(`/discord/interactions/${id}`);
    return i.message?.content && i;
  });
  assert.equal(told.message.content, 'Please check your DMs');
  assert.equal(told.message.flags & MessageFlags.Ephemeral, MessageFlags.Ephemeral);
  const other = await sandbox.post('/discord/users', {name: 'bob'});
  const {messages} = await sandbox.get(
    `/discord/users/${other.id}/messages?channel_id=${identities.help_channel}`,
  );
  assert.deepEqual(messages, []);
});

step('it opens a form and receives what was filled in', async () => {
  let id;
  const used = await comes(Events.InteractionCreate, async () => {
    ({interaction_id: id} = await sandbox.post('/discord/users/alice/commands', {
      name: 'helpme',
      where: 'dm',
    }));
  });
  await used.showModal(
    new ModalBuilder()
      .setCustomId('report')
      .setTitle('Report')
      .addComponents(
        new ActionRowBuilder().addComponents(
          new TextInputBuilder().setCustomId('text').setLabel('Text').setStyle(TextInputStyle.Paragraph),
        ),
      ),
  );
  await answered(id);
  const sent = await comes(Events.InteractionCreate, () =>
    sandbox.post('/discord/users/alice/modals', {interaction_id: id, values: {text: 'It crashed'}}),
  );
  assert.ok(sent.isModalSubmit());
  assert.equal(sent.fields.getTextInputValue('text'), 'It crashed');
  await sent.reply('Thank you for the report');
  await sandbox.user_reads('alice', 'Thank you for the report');
});

step('files go both ways', async () => {
  const bytes = Buffer.from([0, 255, 10, 13, 128, 65]);
  const message = await comes(Events.MessageCreate, () =>
    sandbox.user_writes('alice', 'see', {
      attachments: [
        {filename: 'a b.bin', content_type: 'application/octet-stream', base64: bytes.toString('base64')},
      ],
    }),
  );
  const file = message.attachments.first();
  assert.equal(file.size, bytes.length);
  assert.deepEqual(Buffer.from(await (await fetch(file.url)).arrayBuffer()), bytes);
  await dm.send({content: 'back', files: [{attachment: bytes, name: 'back.bin'}]});
  const seen = await sandbox.user_reads('alice', 'back');
  assert.deepEqual(
    seen.attachments.map((a) => [a.filename, a.size]),
    [['back.bin', bytes.length]],
  );
  assert.deepEqual(Buffer.from(await (await fetch(seen.attachments[0].url)).arrayBuffer()), bytes);
});

step('older messages are listed', async () => {
  const all = (await sandbox.messages('alice')).map((m) => m.id);
  const [first, second] = all;
  const after = await dm.messages.fetch({after: first, limit: 2, cache: false});
  assert.deepEqual([...after.keys()].sort(), [second, all[2]].sort());
  assert.equal((await dm.messages.fetch({message: second, force: true})).id, second);
});

step('it waits out a rate limit and then succeeds', async () => {
  await sandbox.post('/faults', {
    service: 'discord',
    method: 'POST',
    path: '/api/v10/channels/*/messages',
    fault: {status: 429, retry_after: 0.2},
  });
  let limited = 0;
  client.rest.on('rateLimited', () => ++limited);
  await dm.send('after the limit');
  await sandbox.user_reads('alice', 'after the limit');
  const sends = (await sandbox.requests('discord')).filter((r) => r.body.includes('after the limit'));
  assert.deepEqual(
    sends.map((r) => r.status),
    [429, 200],
  );
  assert.ok(limited > 0);
});

step("refusals carry Discord's codes", async () => {
  await assert.rejects(dm.send('x'.repeat(2001)), (e) => e.code === 50035 && e.status === 400);
  await sandbox.post('/discord/users/alice/settings', {dms_closed: true});
  await assert.rejects(dm.send('hello?'), (e) => e.code === 50007 && e.status === 403);
  await sandbox.post('/discord/users/alice/settings', {dms_closed: false});
  await assert.rejects(client.channels.fetch('1'), (e) => e.code === 10003 && e.status === 404);
});

for (const [what, action] of [
  ['after its socket was dropped', {action: 'drop'}],
  ['when told to reconnect', {action: 'op7'}],
  ['after a close that allows it', {action: 'close', code: 4000}],
])
  step(`it resumes ${what} and misses nothing`, async () => {
    const before = await sandbox.get('/discord/gateway');
    const text = `written meanwhile, ${action.action}`;
    const resumed = once(client, Events.ShardResume, {signal: AbortSignal.timeout(wait_limit)});
    const message = await comes(Events.MessageCreate, async () => {
      await sandbox.post('/discord/gateway', action);
      await sandbox.user_writes('alice', text);
    });
    assert.equal(message.content, text);
    const [, replayed] = await resumed;
    assert.ok(replayed >= 0);
    const now = await sandbox.get('/discord/gateway');
    assert.equal(now.resumes, before.resumes + 1);
    assert.equal(now.identifies, before.identifies);
    assert.deepEqual(
      now.sessions.map((s) => s.id),
      before.sessions.map((s) => s.id),
    );
  });

step('a session that cannot be resumed is begun anew', async () => {
  const before = await sandbox.get('/discord/gateway');
  const ready = once(client, Events.ShardReady, {signal: AbortSignal.timeout(wait_limit)});
  await sandbox.post('/discord/gateway', {action: 'op9', resumable: false});
  await ready;
  const message = await comes(Events.MessageCreate, () => sandbox.user_writes('alice', 'still there?'));
  assert.equal(message.content, 'still there?');
  assert.equal((await sandbox.get('/discord/gateway')).identifies, before.identifies + 1);
});
