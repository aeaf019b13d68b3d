// The unmodified twilio client works with Programmable Chat and Flex Channels, call by call as the founding document has
// them. Requests and answers are in Twilio's API specs.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {createServer} from 'node:http';
import twilio from 'twilio';
import {control} from '../support/control.mjs';
import {identities, start_sandbox} from '../support/processes.mjs';
import {steps} from '../support/steps.mjs';
import {products, twilio_client} from './support/twilio.mjs';
import {check_twilio_answer, review_twilio} from './support/twilio_spec.mjs';

const shipped = readFileSync(new URL('../../deploy/studio/flow-legacy-chat.json', import.meta.url), 'utf8');
const identity = 'discord-42';
let client, sandbox, studio, flex, chat, workspace, engine;

/** Stands where the engine stands: what came to its endpoints, and the verdict that Studio is answered. */
async function start_engine() {
  const came = [];
  const server = createServer((request, answer) => {
    let body = '';
    request.on('data', (part) => (body += part));
    request.on('end', () => {
      const fields = Object.fromEntries(new URLSearchParams(body));
      came.push({path: request.url, signature: request.headers['x-twilio-signature'], fields});
      answer.setHeader('Content-Type', 'application/json');
      answer.end(request.url === '/chatbot-to-discord' ? JSON.stringify({handoff: engine.verdict}) : '');
    });
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const stop = () => new Promise((done) => server.close(() => done(undefined)));
  return {came, verdict: 'false', base: `http://127.0.0.1:${server.address().port}`, stop};
}

const {step} = steps(async ({stops}) => {
  const started = await start_sandbox();
  stops.push(started);
  engine = await start_engine();
  stops.push(engine);
  sandbox = new control(started.base);
  client = twilio_client(started.base);
  ({studio, flex, chat, workspace} = products(client));
});

/** The webhooks of one event so far, once there is one that `fits`. */
const hooks = (event, fits = () => true) =>
  sandbox.until(`a webhook ${event}`, async () => {
    const found = engine.came.filter((h) => h.fields.EventType === event);
    return found.some((h) => fits(h.fields)) && found;
  });

let flow, channel, mike, task;

step('a Flex Flow leads new channels to Studio', async () => {
  const definition = JSON.parse(
    shipped
      .replace('${public-url}', engine.base)
      .replace('${workflow-sid}', identities.workflow)
      .replace('${task-channel-sid}', `TC${'0'.repeat(31)}5`),
  );
  const {sid} = await studio.flows.create({friendlyName: 'flexcord', status: 'published', definition});
  flow = await flex.flexFlow.create({
    friendlyName: 'flexcord',
    chatServiceSid: identities.service,
    channelType: 'custom',
    integrationType: 'studio',
    'integration.flowSid': sid,
    enabled: true,
  });
  assert.match(flow.sid, /^FO[0-9a-f]{32}$/);
  assert.equal(flow.integration.flow_sid, sid);
  const changed = await flex.flexFlow(flow.sid).update({janitorEnabled: true});
  assert.equal(changed.janitorEnabled, true);
  assert.equal((await flex.flexFlow(flow.sid).fetch()).friendlyName, 'flexcord');
  assert.deepEqual(
    (await flex.flexFlow.list({friendlyName: 'flexcord'})).map((f) => f.sid),
    [flow.sid],
  );
});

step('a user is looked up, created, and has no channels', async () => {
  await assert.rejects(chat.users(identity).fetch(), (e) => e.status === 404 && e.code === 20404);
  const made = await chat.users.create({identity, friendlyName: 'Alice', attributes: '{}'});
  assert.match(made.sid, /^US/);
  assert.equal((await chat.users(identity).fetch()).sid, made.sid);
  assert.equal((await chat.users(identity).update({friendlyName: 'Alice é'})).friendlyName, 'Alice é');
  assert.deepEqual(await chat.users(identity).userChannels.list(), []);
});

step('a Flex channel is created, with the user as its member', async () => {
  const made = await flex.channel.create({
    flexFlowSid: flow.sid,
    identity,
    chatUserFriendlyName: 'Alice',
    chatFriendlyName: 'Discord: Alice',
    target: '5500',
  });
  channel = chat.channels(made.sid);
  const shown = await channel.fetch();
  assert.equal(shown.friendlyName, 'Discord: Alice');
  const attributes = JSON.parse(shown.attributes);
  assert.deepEqual([attributes.from, attributes.status], ['5500', 'ACTIVE']);
  assert.deepEqual(
    (await channel.members.list()).map((m) => m.identity),
    [identity],
  );
  const [mine] = await chat.users(identity).userChannels.list();
  assert.deepEqual([mine.channelSid, mine.status], [made.sid, 'joined']);
  assert.equal((await flex.channel(made.sid).fetch()).flexFlowSid, flow.sid);
  assert.equal((await flex.channel.list()).length, 1);
  assert.equal((await chat.channels.list()).length, 1);
});

step('a webhook with the three filters is made', async () => {
  const made = await channel.webhooks.create({
    type: 'webhook',
    'configuration.url': `${engine.base}/forward-to-discord?k=1`,
    'configuration.method': 'POST',
    'configuration.filters': ['onMessageSent', 'onMessageUpdated', 'onMediaMessageSent'],
  });
  assert.match(made.sid, /^WH/);
  const listed = await channel.webhooks.list();
  assert.deepEqual(
    listed.map((w) => w.type),
    ['studio', 'webhook'],
  );
  const changed = await channel.webhooks(made.sid).update({'configuration.retryCount': 1});
  assert.equal(changed.configuration.retry_count, 1);
});

step('a message goes to the bot by Studio, and its headers stay', async () => {
  const attributes = JSON.stringify({channel: {id: '5500'}});
  const said = await channel.messages.create({
    from: identity,
    body: 'é & +',
    attributes,
    xTwilioWebhookEnabled: 'true',
  });
  assert.deepEqual(
    [said.from, said.body, said.attributes, said.type],
    [identity, 'é & +', attributes, 'text'],
  );
  await sandbox.until('the bot was asked', () => engine.came.some((c) => c.path === '/chatbot-to-discord'));
  const asked = engine.came.find((c) => c.path === '/chatbot-to-discord');
  assert.deepEqual([asked.fields.Author, asked.fields.Body], [identity, 'é & +']);
  const [oldest] = await channel.messages.list({limit: 1});
  assert.equal(oldest.sid, said.sid);
  const {fields, path, signature} = (await hooks('onMessageSent')).at(-1);
  assert.deepEqual([fields.Source, fields.From, fields.Attributes], ['API', identity, attributes]);
  assert.ok(twilio.validateRequest(identities.auth_token, signature, engine.base + path, fields));
});

step('the bot hands over, and an agent becomes a member', async () => {
  mike = await sandbox.post('/agents', {name: 'mike@example.com', full_name: 'Mike'});
  engine.verdict = 'true';
  await sandbox.until('the first execution ended', async () =>
    (await sandbox.get('/studio')).executions.every((e) => e.status === 'ended'),
  );
  await channel.messages.create({from: identity, body: 'a person', xTwilioWebhookEnabled: 'true'});
  ({task_sid: task} = await sandbox.offered(mike.id));
  const attributes = JSON.parse((await workspace.tasks(task).fetch()).attributes);
  const {sid} = await channel.fetch();
  assert.equal(attributes.channelSid, sid);
  await sandbox.agent_does(mike.id, task, 'accept');
  assert.deepEqual(
    (await channel.members.list()).map((m) => m.identity),
    [identity, 'mike_40example_2Ecom'],
  );
  assert.equal((await channel.members.list({identity: 'mike_40example_2Ecom'})).length, 1);
});

step('what the agent writes, edits and attaches comes by webhook', async () => {
  const {sid} = await channel.fetch();
  const said = await sandbox.agent_writes(mike.id, sid, 'Hello');
  const sent = (await hooks('onMessageSent', (f) => f.Body === 'Hello')).at(-1).fields;
  assert.deepEqual(
    [sent.Source, sent.ClientIdentity, sent.From, sent.ChannelSid, sent.InstanceSid],
    ['SDK', 'mike_40example_2Ecom', 'mike_40example_2Ecom', sid, identities.service],
  );
  const messages = `/agents/${mike.id}/conversations/${sid}/messages`;
  await sandbox.call('PATCH', `${messages}/${said.sid}`, {body: 'Hello!'});
  assert.equal((await hooks('onMessageUpdated'))[0].fields.Body, 'Hello!');
  const edited = await channel.messages(said.sid).fetch();
  assert.deepEqual([edited.wasEdited, edited.lastUpdatedBy], [true, 'mike_40example_2Ecom']);
  await sandbox.post(messages, {
    media: [{filename: 'a.txt', content_type: 'text/plain', base64: Buffer.from('hi').toString('base64')}],
  });
  const media = (await hooks('onMediaMessageSent'))[0].fields;
  assert.deepEqual(
    [media.MediaFilename, media.MediaContentType, media.MediaSize],
    ['a.txt', 'text/plain', '2'],
  );
  const [newest] = await channel.messages.list({order: 'desc', limit: 1});
  assert.deepEqual([newest.type, newest.media.sid], ['media', media.MediaSid]);
});

step('the agent completes: the channel is inactive and the agent gone', async () => {
  await sandbox.agent_does(mike.id, task, 'complete');
  assert.equal((await workspace.tasks(task).fetch()).assignmentStatus, 'completed');
  assert.equal(JSON.parse((await channel.fetch()).attributes).status, 'INACTIVE');
  assert.equal((await channel.members.list()).length, 1);
});

step('channels, members and messages are changed and removed over REST', async () => {
  const made = await chat.channels.create({friendlyName: 'x', uniqueName: 'x', type: 'private'});
  const its = chat.channels(made.sid);
  await its.update({attributes: '{"handoff":"requested"}', friendlyName: 'y'});
  assert.deepEqual(
    [(await its.fetch()).friendlyName, (await its.fetch()).attributes],
    ['y', '{"handoff":"requested"}'],
  );
  const member = await its.members.create({identity: 'someone'});
  await assert.rejects(its.members.create({identity: 'someone'}), (e) => e.status === 409);
  assert.equal(await its.members(member.sid).remove(), true);
  const message = await its.messages.create({body: 'a'});
  assert.equal((await its.messages(message.sid).update({body: 'b'})).wasEdited, true);
  assert.equal(await its.messages(message.sid).remove(), true);
  assert.deepEqual(await its.messages.list(), []);
  const hook = await its.webhooks.create({
    type: 'webhook',
    'configuration.url': engine.base,
    'configuration.filters': ['onMessageSent'],
  });
  assert.equal(await its.webhooks(hook.sid).remove(), true);
  assert.equal(await its.remove(), true);
  const {sid} = await channel.fetch();
  assert.equal(await flex.channel(sid).remove(), true);
  await assert.rejects(channel.fetch(), (e) => e.status === 404);
  assert.equal(await flex.flexFlow(flow.sid).remove(), true);
});

step('requests and answers are in the specs', async () => {
  const {used, wrong} = review_twilio(await sandbox.requests('twilio'));
  assert.deepEqual(wrong, []);
  const one = '/chat/v2/Services/{ServiceSid}/Channels';
  for (const needed of [
    'POST /flex-api/v1/Channels',
    'POST /flex-api/v1/FlexFlows',
    'GET /chat/v2/Services/{ServiceSid}/Users/{UserSid}/Channels',
    `POST ${one}/{ChannelSid}/Messages`,
    `POST ${one}/{ChannelSid}/Webhooks`,
    `POST ${one}/{ChannelSid}/Members`,
  ])
    assert.ok(used.has(needed), `the test should have used ${needed}`);
});

step('the check of answers refuses what the specs do not have', () => {
  const answer = (body) =>
    check_twilio_answer({
      method: 'GET',
      target: `/chat/v2/Services/${identities.service}/Users/discord-42`,
      status: 200,
      answer: JSON.stringify(body),
    });
  assert.deepEqual(answer({identity: 'x', attributes: '{}', joined_channels_count: 1}), []);
  assert.notDeepEqual(answer({sid: 'nobody'}), []);
  assert.notDeepEqual(answer({identity: 3}), []);
  assert.notDeepEqual(answer({joined_channels_count: '1'}), []);
  assert.notDeepEqual(answer({date_created: 'today'}), []);
});
