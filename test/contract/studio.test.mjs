// The unmodified twilio client manages Studio's flows and TaskRouter's set-up, and a message runs through the flow: its bot
// is asked, an agent is asked for. Requests and answers are in Twilio's API specs.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {createServer} from 'node:http';
import twilio from 'twilio';
import {control} from '../support/control.mjs';
import {identities, start_sandbox} from '../support/processes.mjs';
import {steps} from '../support/steps.mjs';
import {products, twilio_client} from './support/twilio.mjs';
import {review_twilio} from './support/twilio_spec.mjs';

const shipped = readFileSync(new URL('../../deploy/studio/flow.json', import.meta.url), 'utf8');
const task_channel = `TC${'0'.repeat(31)}5`;
let client, sandbox, service, studio, workspace, bot;

/** The bot's webhook: remembers what it was asked and answers as `bot.verdict` says. */
async function start_bot() {
  const asked = [];
  const server = createServer((request, answer) => {
    let body = '';
    request.on('data', (part) => (body += part));
    request.on('end', () => {
      asked.push({url: request.url, headers: request.headers, body: new URLSearchParams(body)});
      answer.setHeader('Content-Type', 'application/json');
      answer.end(JSON.stringify({handoff: bot.verdict}));
    });
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const stop = () => new Promise((done) => server.close(() => done(undefined)));
  return {asked, verdict: 'false', base: `http://127.0.0.1:${server.address().port}`, stop};
}

const {step} = steps(async ({stops}) => {
  const started = await start_sandbox();
  stops.push(started);
  bot = await start_bot();
  stops.push(bot);
  sandbox = new control(started.base);
  client = twilio_client(started.base);
  ({service, studio, workspace} = products(client));
});

const definition = () =>
  JSON.parse(
    shipped
      .replace('${public-url}', bot.base)
      .replace('${workflow-sid}', identities.workflow)
      .replace('${task-channel-sid}', task_channel),
  );

let flow, talk;

step('the shipped flow is valid, and a broken one is not', async () => {
  const fields = {friendlyName: 'flexcord', status: 'published'};
  const checked = await studio.flowValidate.update({...fields, definition: definition()});
  assert.equal(checked.valid, true);
  const broken = definition();
  broken.states[1].transitions[0].next = 'nowhere';
  await assert.rejects(studio.flowValidate.update({...fields, definition: broken}), (error) => {
    assert.deepEqual([error.status, error.code], [400, 81022]);
    assert.equal(error.details.errors[0].property_path, '#/states/1/transitions/0/next');
    return true;
  });
});

step('flows are created, fetched, updated, listed, and removed', async () => {
  const other = await studio.flows.create({
    friendlyName: 'other',
    status: 'draft',
    definition: definition(),
    commitMessage: 'first',
  });
  assert.match(other.sid, /^FW[0-9a-f]{32}$/);
  assert.deepEqual([other.revision, other.status, other.valid], [1, 'draft', true]);
  const changed = await studio.flows(other.sid).update({status: 'published', commitMessage: 'second'});
  assert.deepEqual([changed.revision, changed.commitMessage], [2, 'second']);
  assert.deepEqual((await studio.flows(other.sid).fetch()).definition, definition());
  // The package cannot read its own list of revisions, but sends any request.
  const revisions = await client.request({
    method: 'get',
    uri: `${sandbox.base}/studio/v2/Flows/${other.sid}/Revisions`,
  });
  assert.deepEqual(
    revisions.body.revisions.map((r) => r.revision),
    [2, 1],
  );
  assert.equal((await studio.flows(other.sid).revisions('1').fetch()).status, 'draft');
  assert.equal((await studio.flows(other.sid).revisions('LatestPublished').fetch()).revision, 2);
  flow = await studio.flows.create({friendlyName: 'flexcord', status: 'published', definition: definition()});
  assert.equal((await studio.flows.list()).length, 2);
  assert.equal(await studio.flows(other.sid).remove(), true);
  assert.equal((await studio.flows.list()).length, 1);
});

step('a message runs through the flow, and its request is signed', async () => {
  talk = await service.conversations.create({uniqueName: 'fc-1'});
  const its = service.conversations(talk.sid);
  await its.participants.create({identity: 'discord-42'});
  await its.webhooks.create({
    target: 'studio',
    'configuration.flowSid': flow.sid,
    'configuration.filters': ['onMessageAdded'],
  });
  await its.messages.create({author: 'discord-42', body: 'quiet'});
  await its.messages.create({author: 'discord-42', body: 'é & +', xTwilioWebhookEnabled: 'true'});
  const ran = await sandbox.until('the flow ended', async () =>
    (await sandbox.get('/studio')).executions.find((e) => e.status === 'ended'),
  );
  assert.deepEqual(ran.path, ['Trigger', 'handoff_flag', 'ask_bot', 'bot_verdict']);
  assert.equal(bot.asked.length, 1);
  const [{body, headers, url}] = bot.asked;
  assert.deepEqual(
    [body.get('ConversationSid'), body.get('Body'), body.get('ExecutionSid')],
    [talk.sid, 'é & +', ran.sid],
  );
  const signature = headers['x-twilio-signature'];
  const fields = Object.fromEntries(body);
  assert.ok(twilio.validateRequest(identities.auth_token, signature, bot.base + url, fields));
  const [execution] = await studio.flows(flow.sid).executions.list();
  assert.deepEqual([execution.sid, execution.status], [ran.sid, 'ended']);
});

step('the bot hands over: a task is offered, and Studio hears no more', async () => {
  const mike = await sandbox.post('/agents', {name: 'mike@example.com', full_name: 'Mike'});
  bot.verdict = 'true';
  const its = service.conversations(talk.sid);
  await its.messages.create({author: 'discord-42', body: 'a person', xTwilioWebhookEnabled: 'true'});
  const offer = await sandbox.offered(mike.id);
  assert.equal(offer.conversation_sid, talk.sid);
  assert.equal(offer.attributes.customerAddress, 'discord-42');
  assert.deepEqual(await its.webhooks.list(), []);
  await sandbox.agent_does(mike.id, offer.task_sid, 'accept');
  await its.messages.create({author: 'discord-42', body: 'hello?', xTwilioWebhookEnabled: 'true'});
  await sandbox.agent_reads(mike.id, talk.sid, 'hello?');
  assert.equal(bot.asked.length, 2);
});

step('a stuck execution is found and ended', async () => {
  const other = await service.conversations.create({uniqueName: 'fc-2'});
  const its = service.conversations(other.sid);
  await its.webhooks.create({target: 'studio', 'configuration.flowSid': flow.sid});
  await sandbox.post('/studio', {stuck: true});
  await its.messages.create({body: 'anyone?', xTwilioWebhookEnabled: 'true'});
  const stuck = await sandbox.until('it is stuck', async () =>
    (await sandbox.get(`/studio?conversation=${other.sid}`)).executions.find((e) => e.stuck),
  );
  const execution = studio.flows(flow.sid).executions(stuck.sid);
  assert.equal((await execution.fetch()).status, 'active');
  assert.equal((await execution.update({status: 'ended'})).status, 'ended');
  assert.equal(await execution.remove(), true);
  await assert.rejects(execution.fetch(), (error) => error.status === 404);
});

step('workflows and task channels are created, found and changed', async () => {
  const configuration = JSON.stringify({task_routing: {default_filter: {queue: identities.queue}}});
  const made = await workspace.workflows.create({friendlyName: 'flexcord', configuration});
  assert.match(made.sid, /^WW/);
  const [found] = await workspace.workflows.list({friendlyName: 'flexcord'});
  assert.equal(found.sid, made.sid);
  const changed = await workspace.workflows(made.sid).update({taskReservationTimeout: 60});
  assert.equal(changed.taskReservationTimeout, 60);
  assert.equal((await workspace.workflows(identities.workflow).fetch()).friendlyName, 'Assign to Anyone');
  await assert.rejects(
    workspace.workflows.create({friendlyName: 'x', configuration: '{"task_routing":{"default_filter":{}}}'}),
    (error) => error.status === 400,
  );
  const channel = await workspace.taskChannels.create({friendlyName: 'Discord', uniqueName: 'discord'});
  assert.match(channel.sid, /^TC/);
  assert.deepEqual(
    (await workspace.taskChannels.list()).map((c) => c.uniqueName),
    ['chat', 'discord'],
  );
  assert.equal((await workspace.taskQueues.list())[0].sid, identities.queue);
  const task = await workspace.tasks.create({
    workflowSid: made.sid,
    taskChannel: 'discord',
    attributes: '{"topic":"x"}',
  });
  assert.equal(task.taskChannelUniqueName, 'discord');
  const canceled = await workspace.tasks(task.sid).update({assignmentStatus: 'canceled', reason: 'test'});
  assert.deepEqual([canceled.assignmentStatus, canceled.reason], ['canceled', 'test']);
  const [only] = await client.taskrouter.v1.workspaces.list();
  assert.equal(only.sid, identities.workspace);
  const eventCallbackUrl = `${bot.base}/twilio/taskrouter`;
  const told = await workspace.update({eventCallbackUrl, eventsFilter: ''});
  assert.equal(told.eventCallbackUrl, eventCallbackUrl);
});

step('what the account is set up with is told', async () => {
  const {v1} = client.conversations;
  assert.equal((await v1.configuration().fetch()).defaultChatServiceSid, identities.service);
  assert.equal((await v1.configuration.webhooks().fetch()).target, 'webhook');
  assert.equal((await service.configuration.webhooks().fetch()).chatServiceSid, identities.service);
  const {chatServiceInstanceSid} = await client.flexApi.v1.configuration().fetch();
  assert.equal(chatServiceInstanceSid, identities.service);
  assert.deepEqual(
    (await v1.services.list()).map((s) => s.sid),
    [identities.service],
  );
});

step('requests and answers are in the specs', async () => {
  const {used, wrong} = review_twilio(await sandbox.requests('twilio'));
  assert.deepEqual(wrong, []);
  for (const needed of [
    'POST /studio/v2/Flows/Validate',
    'POST /studio/v2/Flows/{Sid}',
    'GET /studio/v2/Flows',
  ])
    assert.ok(used.has(needed), `the test should have used ${needed}`);
});
