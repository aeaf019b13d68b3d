// The unmodified twilio client works with the sandbox when only its base URLs change.
import assert from 'node:assert/strict';
import RestException from 'twilio/lib/base/RestException.js';
import {control} from '../support/control.mjs';
import {identities, start_sandbox} from '../support/processes.mjs';
import {steps} from '../support/steps.mjs';
import {handoff, products, twilio_client} from './support/twilio.mjs';

const unknown = (letters) => `${letters}${'f'.repeat(32)}`;
let client, sandbox, service, flex, workspace, mike;

const {step} = steps(async ({stops}) => {
  const started = await start_sandbox();
  stops.push(started);
  sandbox = new control(started.base);
  client = twilio_client(started.base);
  ({service, flex, workspace} = products(client));
  mike = await sandbox.post('/agents', {name: 'mike@example.com', full_name: 'Mike'});
});

const refused = (work, status, code) =>
  assert.rejects(work, (error) => {
    assert.ok(error instanceof (RestException.default ?? RestException), String(error));
    assert.deepEqual([error.status, error.code], [status, code]);
    assert.match(error.moreInfo, /^https:/);
    return true;
  });

let talk, talks, customer, kept;

step('conversations are created, fetched, found by name, and updated', async () => {
  const made = await service.conversations.create({
    uniqueName: 'fc-01JC0000000000000000000001',
    friendlyName: 'Alice é 😀 & co + more',
    attributes: JSON.stringify({fc: {case: 1}}),
    state: 'active',
    'timers.inactive': 'PT1H',
    'timers.closed': 'P1D',
  });
  assert.match(made.sid, /^CH[0-9a-f]{32}$/);
  assert.equal(made.friendlyName, 'Alice é 😀 & co + more');
  assert.deepEqual(JSON.parse(made.attributes), {fc: {case: 1}});
  assert.deepEqual(
    [made.state, made.accountSid, made.chatServiceSid],
    ['active', identities.account, identities.service],
  );
  assert.ok(made.dateCreated instanceof Date && made.dateCreated.getTime() > 0);
  talk = service.conversations(made.sid);
  assert.equal((await talk.fetch()).uniqueName, 'fc-01JC0000000000000000000001');
  assert.equal((await service.conversations('fc-01JC0000000000000000000001').fetch()).sid, made.sid);
  const changed = await talk.update({friendlyName: 'Alice'});
  assert.deepEqual([changed.friendlyName, changed.uniqueName], ['Alice', 'fc-01JC0000000000000000000001']);
});

step('conversations are listed page by page', async () => {
  const made = [];
  for (let i = 0; i < 7; ++i) made.push((await service.conversations.create({uniqueName: `n-${i}`})).sid);
  const listed = await service.conversations.list({pageSize: 3});
  assert.equal(listed.length, 8);
  assert.deepEqual(new Set(listed.map((c) => c.sid)).size, 8);
  assert.ok(made.every((sid) => listed.some((c) => c.sid === sid)));
  const first = await service.conversations.page({pageSize: 3});
  assert.equal(first.instances.length, 3);
  const second = await first.nextPage();
  assert.deepEqual(
    second.instances.map((c) => c.sid),
    listed.slice(3, 6).map((c) => c.sid),
  );
  assert.equal((await service.conversations.list({limit: 4})).length, 4);
  assert.equal(await service.conversations(made[0]).remove(), true);
  await refused(service.conversations(made[0]).fetch(), 404, 20404);
  talks = made.slice(1);
});

step('participants come, change, are listed, and go', async () => {
  customer = await talk.participants.create({identity: 'discord-42', attributes: '{"name":"Alice"}'});
  assert.match(customer.sid, /^MB/);
  await refused(talk.participants.create({identity: 'discord-42'}), 409, 50433);
  const other = await talk.participants.create({identity: 'someone'});
  await talk.participants(other.sid).update({attributes: '{"a":1}'});
  assert.equal((await talk.participants(other.sid).fetch()).attributes, '{"a":1}');
  assert.deepEqual(
    (await talk.participants.list()).map((p) => p.identity),
    ['discord-42', 'someone'],
  );
  const open = await service.participantConversations.list({identity: 'discord-42'});
  assert.deepEqual(
    open.map((p) => [p.conversationSid, p.conversationState]),
    [[(await talk.fetch()).sid, 'active']],
  );
  assert.equal(await talk.participants(other.sid).remove(), true);
  assert.deepEqual(
    (await talk.participants.list()).map((p) => p.identity),
    ['discord-42'],
  );
});

step('messages are created, listed both ways page by page, updated, and removed', async () => {
  const long_ago = new Date('2026-01-02T03:04:05.000Z');
  for (let i = 0; i < 12; ++i) {
    const m = await talk.messages.create({
      author: 'discord-42',
      body: `text ${i} é 😀 +&=`,
      attributes: JSON.stringify({fc: {n: `n${i}`}}),
      dateCreated: long_ago,
      xTwilioWebhookEnabled: 'true',
    });
    assert.equal(m.index, i);
    assert.equal(m.dateCreated.getTime(), long_ago.getTime());
    assert.equal(m.participantSid, customer.sid);
    kept ??= m;
  }
  const bodies = Array.from({length: 12}, (_, i) => `text ${i} é 😀 +&=`);
  const up = await talk.messages.list({pageSize: 5});
  assert.deepEqual(
    up.map((m) => m.body),
    bodies,
  );
  const down = await talk.messages.list({order: 'desc', pageSize: 5});
  assert.deepEqual(
    down.map((m) => m.body),
    bodies.toReversed(),
  );
  assert.deepEqual(
    (await talk.messages.list({order: 'desc', limit: 2})).map((m) => m.index),
    [11, 10],
  );
  await talk.messages(kept.sid).update({body: 'changed'});
  assert.equal((await talk.messages(kept.sid).fetch()).body, 'changed');
  assert.equal(await talk.messages(kept.sid).remove(), true);
  await refused(talk.messages(kept.sid).fetch(), 404, 20404);
  const system = await talk.messages.create({body: 'no author'});
  assert.equal(system.author, 'system');
  assert.deepEqual(await talk.messages(system.sid).deliveryReceipts.list(), []);
});

step('scoped webhooks are created, changed, listed, and removed', async () => {
  const url = `${sandbox.base}/nowhere?k=discord%3A42`;
  const made = await talk.webhooks.create({
    target: 'webhook',
    'configuration.url': url,
    'configuration.method': 'post',
    'configuration.filters': ['onMessageAdded', 'onParticipantAdded'],
  });
  assert.match(made.sid, /^WH/);
  assert.equal(made.configuration.url, url);
  assert.deepEqual(made.configuration.filters, ['onMessageAdded', 'onParticipantAdded']);
  const changed = await talk.webhooks(made.sid).update({'configuration.filters': ['onMessageRemoved']});
  assert.deepEqual(changed.configuration.filters, ['onMessageRemoved']);
  assert.deepEqual(
    (await talk.webhooks.list()).map((w) => w.sid),
    [made.sid],
  );
  const bad = {target: 'webhook', 'configuration.url': url, 'configuration.method': 'post'};
  await refused(talk.webhooks.create({...bad, 'configuration.filters': ['onNothing']}), 400, 50365);
  assert.equal(await talk.webhooks(made.sid).remove(), true);
  assert.deepEqual(await talk.webhooks.list(), []);
});

let interaction, channel, task;

step('an interaction makes a task with the attributes that Flex needs', async () => {
  const {sid} = await talk.fetch();
  interaction = await flex.interaction.create(handoff(sid, {customerName: 'Alice'}));
  assert.match(interaction.sid, /^KD/);
  assert.match(interaction.channel.sid, /^UO/);
  channel = flex.interaction(interaction.sid).channels(interaction.channel.sid);
  await sandbox.until('the channel is active', async () => (await channel.fetch()).status === 'active');
  assert.equal((await flex.interaction(interaction.sid).fetch()).sid, interaction.sid);
  const tasks = await workspace.tasks.list({evaluateTaskAttributes: `conversationSid == "${sid}"`});
  assert.equal(tasks.length, 1);
  [task] = tasks;
  const attributes = JSON.parse(task.attributes);
  assert.deepEqual(
    [attributes.customerName, attributes.conversationSid, attributes.flexInteractionSid],
    ['Alice', sid, interaction.sid],
  );
  assert.equal((await workspace.tasks(task.sid).fetch()).sid, task.sid);
  assert.deepEqual(
    await workspace.tasks.list({evaluateTaskAttributes: `conversationSid == "${unknown('CH')}"`}),
    [],
  );
  assert.equal((await workspace.tasks.list()).length, 1);
});

step('an agent accepts: reservation, worker, participants on both sides', async () => {
  const offer = await sandbox.offered(mike.id);
  assert.equal(offer.task_sid, task.sid);
  await sandbox.agent_does(mike.id, task.sid, 'accept');
  assert.equal((await workspace.tasks(task.sid).fetch()).assignmentStatus, 'assigned');
  const [reservation] = await workspace.tasks(task.sid).reservations.list();
  assert.deepEqual([reservation.reservationStatus, reservation.workerSid], ['accepted', mike.id]);
  const worker = await workspace.workers(mike.id).fetch();
  assert.equal(worker.friendlyName, 'mike@example.com');
  assert.equal(JSON.parse(worker.attributes).full_name, 'Mike');
  assert.deepEqual(
    (await workspace.workers.list({friendlyName: 'mike@example.com'})).map((w) => w.sid),
    [mike.id],
  );
  const seats = await channel.participants.list();
  assert.deepEqual(seats.map((p) => p.type).sort(), ['agent', 'customer']);
  assert.deepEqual((await talk.participants.list()).map((p) => p.identity).sort(), [
    'discord-42',
    'mike_40example_2Ecom',
  ]);
  await sandbox.agent_writes(mike.id, (await talk.fetch()).sid, 'Hello');
  const [said] = await talk.messages.list({order: 'desc', limit: 1});
  assert.deepEqual([said.author, said.body], ['mike_40example_2Ecom', 'Hello']);
});

step('a second agent is invited, and the channel is closed with its tasks', async () => {
  const invite = await channel.invites.create({routing: handoff('').routing});
  assert.match(invite.sid, /^KG/);
  assert.ok((await channel.invites.list()).some((i) => i.sid === invite.sid));
  const closed = await channel.update({status: 'closed', routing: {status: 'closed'}});
  assert.equal(closed.status, 'closed');
  await sandbox.until('the task is over', async () =>
    ['completed', 'canceled'].includes((await workspace.tasks(task.sid).fetch()).assignmentStatus),
  );
  assert.equal((await talk.fetch()).state, 'closed');
});

step("what is wrong is refused with Twilio's codes", async () => {
  await refused(talk.messages.create({body: 'too late'}), 400, 50377);
  await refused(service.conversations.create({uniqueName: 'fc-01JC0000000000000000000001'}), 409, 50353);
  await refused(service.conversations(unknown('CH')).fetch(), 404, 20404);
  await refused(service.conversations.create({'timers.inactive': 'PT1H'}), 400, 50382);
  await refused(workspace.tasks(unknown('WT')).fetch(), 404, 20404);
  await refused(flex.interaction(unknown('KD')).fetch(), 404, 20404);
  await refused(flex.interaction.create({channel: {type: 'pigeon'}}), 400, 20001);
  const stranger = products(twilio_client(sandbox.base, 'wrong'));
  await refused(stranger.service.conversations.list(), 401, 20003);
  await refused(service.conversations.create({attributes: '{not json'}), 400, 20001);
});

step('a customer must be a participant before an agent is asked for', async () => {
  const made = await flex.interaction.create(handoff(talks[0]));
  const its = flex.interaction(made.sid).channels(made.channel.sid);
  await sandbox.until('the set-up failed', async () => (await its.fetch()).status === 'failed');
});

step('it takes 429 and 5xx for what they are', async () => {
  const fault = {service: 'twilio', method: 'POST', path: '*/Conversations'};
  await sandbox.post('/faults', {...fault, fault: {status: 429, retry_after: 1}});
  await assert.rejects(service.conversations.create({}), (e) => e.status === 429 && e.code === 20429);
  await sandbox.post('/faults', {...fault, fault: {status: 503}});
  await assert.rejects(service.conversations.create({}), (e) => e.status === 503);
  assert.match((await service.conversations.create({})).sid, /^CH/);
});

step("interaction webhooks and the workspace's callback are registered", async () => {
  const url = `${sandbox.base}/nowhere`;
  // The package has no resource for these webhooks, but sends any request.
  const answer = await client.request({
    method: 'post',
    uri: `${sandbox.base}/flex-api/v1/Instances/${identities.instance}/InteractionWebhooks`,
    data: {
      Type: 'global',
      WebhookEvents: ['onParticipantJoined', 'onParticipantLeft'],
      WebhookUrl: url,
      WebhookMethod: 'POST',
    },
  });
  assert.equal(answer.statusCode, 201);
  assert.match(answer.body.ttid, /^flex_interactionwebhook_[0-9A-Za-z]{26}$/);
  const changed = await workspace.update({eventCallbackUrl: url, eventsFilter: 'task.canceled'});
  assert.deepEqual([changed.eventCallbackUrl, changed.eventsFilter], [url, 'task.canceled']);
  assert.equal((await workspace.fetch()).eventCallbackUrl, url);
});
