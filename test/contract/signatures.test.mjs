// The signatures that the sandbox makes and the node checks are those of the twilio package.
import assert from 'node:assert/strict';
import {createServer} from 'node:http';
import twilio from 'twilio';
import {control} from '../support/control.mjs';
import {identities, start_node, start_sandbox} from '../support/processes.mjs';
import {steps} from '../support/steps.mjs';
import {handoff, products, twilio_client} from './support/twilio.mjs';

const token = identities.auth_token;
const text = 'Bonjour é 😀 & a=b+c %20 "quoted"\nsecond line';
let sandbox, hooks, node, service, flex, agent;

/** Listens for webhooks: `got` holds each as {url, method, headers, body, form}. */
async function listen() {
  const got = [];
  const server = createServer((request, response) => {
    const parts = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts).toString('utf8');
      const form = new URLSearchParams(body);
      got.push({url: base + request.url, method: request.method, headers: request.headers, body, form});
      response.writeHead(204).end();
    });
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const base = `http://127.0.0.1:${server.address().port}`;
  return {
    got,
    base,
    stop: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}

/** A form's fields as the package wants them; a name that comes twice has a list. */
function fields(form) {
  const out = {};
  for (const name of new Set(form.keys())) {
    const all = form.getAll(name);
    out[name] = all.length > 1 ? all : all[0];
  }
  return out;
}

const {step} = steps(async ({stops}) => {
  hooks = await listen();
  stops.push(hooks);
  const started = await start_sandbox();
  stops.push(started);
  sandbox = new control(started.base);
  ({service, flex} = products(twilio_client(started.base)));
  agent = await sandbox.post('/agents', {name: 'mike@example.com', full_name: 'Mike é'});
  node = await start_node(started.base);
  stops.push(node);
  await sandbox.connected();
});

/** Waits until that event came on that path. */
const came = (path, event) =>
  sandbox.until(`${event} on ${path}`, () =>
    hooks.got.find(
      (h) =>
        new URL(h.url).pathname === path &&
        (h.form.get('EventType') ?? new URL(h.url).searchParams.get('EventType')) === event,
    ),
  );

step('the sandbox plays a conversation that fires webhooks of every kind', async () => {
  await sandbox.post('/twilio/hooks', {
    interactions: `${hooks.base}/interactions`,
    taskrouter: `${hooks.base}/taskrouter`,
  });
  const {sid} = await service.conversations.create({uniqueName: 'signed'});
  const talk = service.conversations(sid);
  const filters = [
    'onMessageAdded',
    'onMessageUpdated',
    'onMessageRemoved',
    'onParticipantAdded',
    'onParticipantRemoved',
    'onConversationStateUpdated',
  ];
  for (const method of ['post', 'get'])
    await talk.webhooks.create({
      target: 'webhook',
      'configuration.url': `${hooks.base}/${method}?k=discord%3A42&case=a%20b`,
      'configuration.method': method,
      'configuration.filters': filters,
    });
  await talk.participants.create({identity: 'discord-42'});
  const made = await flex.interaction.create(handoff(sid, {customerName: 'Zoë & co'}));
  const its = flex.interaction(made.sid).channels(made.channel.sid);
  const {task_sid} = await sandbox.offered(agent.id);
  await sandbox.agent_does(agent.id, task_sid, 'accept');
  const said = await sandbox.agent_writes(agent.id, sid, text);
  const at = `/agents/${agent.id}/conversations/${sid}/messages/${said.sid}`;
  await sandbox.call('PATCH', at, {body: `${text}!`});
  await sandbox.call('DELETE', at);
  await sandbox.agent_writes(agent.id, sid, 'see', {
    media: [{filename: 'a é.txt', content_type: 'text/plain', base64: 'aGVsbG8='}],
  });
  await its.update({status: 'closed', routing: {status: 'closed'}});
  for (const path of ['/post', '/get'])
    for (const event of [
      'onMessageAdded',
      'onMessageUpdated',
      'onMessageRemoved',
      'onParticipantAdded',
      'onConversationStateUpdated',
    ])
      await came(path, event);
  for (const event of ['onParticipantJoined', 'onChannelStatusUpdated']) await came('/interactions', event);
  for (const event of ['reservation.accepted', 'task.completed']) await came('/taskrouter', event);
  assert.equal((await came('/post', 'onMessageAdded')).form.get('Body'), text);
});

step('the package accepts every one of them, and none that was changed', () => {
  for (const h of hooks.got) {
    const form = h.method === 'GET' ? {} : fields(h.form);
    const given = h.headers['x-twilio-signature'];
    const what = `${h.method} ${h.url}`;
    assert.ok(twilio.validateRequest(token, given, h.url, form), what);
    assert.equal(twilio.getExpectedTwilioSignature(token, h.url, form), given, what);
    assert.ok(!twilio.validateRequest('another-token', given, h.url, form), what);
    assert.ok(!twilio.validateRequest(token, given, `${h.url}x`, form), what);
    if (h.method === 'POST') {
      assert.match(h.headers['content-type'], /^application\/x-www-form-urlencoded/);
      assert.ok(!twilio.validateRequest(token, given, h.url, {...form, EventType: 'other'}), what);
    }
    assert.ok(h.headers['i-twilio-idempotency-token'], what);
  }
  console.log(`${hooks.got.length} webhooks of the sandbox were accepted by the twilio package`);
});

// The specs have no callbacks, so their fields are those of Twilio's documentation: "Conversations webhooks",
// "Interaction webhooks", "TaskRouter event callbacks".
const documented = {
  '/interactions':
    'EventType AccountSid InteractionSid ChannelSid ParticipantSid ParticipantType TaskSid MediaChannelSid ' +
    'MediaChannelType ChannelStatus ErrorCode ErrorMessage InstanceSid',
  '/taskrouter':
    'EventType AccountSid WorkspaceSid WorkspaceName EventDescription ResourceType ResourceSid Timestamp TimestampMs ' +
    'Sid TaskSid TaskAttributes TaskAge TaskPriority TaskAssignmentStatus TaskCanceledReason TaskCompletedReason ' +
    'TaskVersion TaskDateCreated TaskChannelSid TaskChannelUniqueName TaskQueueSid TaskQueueName WorkflowSid ' +
    'WorkflowName WorkerSid WorkerName WorkerAttributes WorkerActivitySid WorkerActivityName WorkerVersion ' +
    'ReservationSid ReservationVersion',
};

step('interaction and TaskRouter callbacks carry documented fields only', () => {
  let checked = 0;
  for (const h of hooks.got) {
    const known = documented[new URL(h.url).pathname]?.split(' ');
    if (!known) continue;
    ++checked;
    const strange = [...h.form.keys()].filter((name) => !known.includes(name));
    assert.deepEqual(strange, [], `${h.url} ${h.form.get('EventType')}`);
    assert.equal(h.form.get('AccountSid'), identities.account);
  }
  assert.ok(checked > 4);
});

const event = {
  EventType: 'onMessageAdded',
  AccountSid: identities.account,
  ChatServiceSid: identities.service,
  ConversationSid: `CH${'0'.repeat(31)}3`,
  MessageSid: `IM${'0'.repeat(31)}4`,
  Index: '7',
  DateCreated: '2026-01-02T03:04:05.678Z',
  Body: text,
  Author: 'mike_40example_2Ecom',
  Attributes: '{}',
  Source: 'SDK',
  RetryCount: '0',
};
const form_type = 'application/x-www-form-urlencoded; charset=utf-8';

async function post(url, signature, body, type = form_type) {
  const headers = {'Content-Type': type};
  if (signature !== undefined) headers['X-Twilio-Signature'] = signature;
  const answer = await fetch(url, {method: 'POST', headers, body});
  await answer.text();
  return answer.status;
}

for (const path of [
  '/twilio/conversations',
  '/twilio/conversations?case=a%20b&x=%C3%A9',
  '/twilio/interactions',
  '/twilio/taskrouter',
])
  step(`the node accepts what the package signed for ${path}`, async () => {
    const url = node.base + path;
    const signature = twilio.getExpectedTwilioSignature(token, url, event);
    const body = new URLSearchParams(event).toString();
    assert.equal(await post(url, signature, body), 204);
    assert.equal(await post(url, signature, body.replace('Index=7', 'Index=8')), 403);
    assert.equal(await post(url, twilio.getExpectedTwilioSignature('wrong', url, event), body), 403);
    assert.equal(await post(`${url}${path.includes('?') ? '&' : '?'}more=1`, signature, body), 403);
    assert.equal(await post(url, undefined, body), 403);
    assert.equal(await post(url, 'not base64!', body), 403);
  });

step('the node takes the encodings that Twilio uses for one and the same text', async () => {
  const url = `${node.base}/twilio/conversations`;
  const signature = twilio.getExpectedTwilioSignature(token, url, event);
  const percent = Object.entries(event)
    .map((pair) => pair.map(encodeURIComponent).join('='))
    .join('&');
  assert.equal(await post(url, signature, percent), 204);
  assert.equal(await post(url, signature, percent.replaceAll('%20', '+')), 204);
  const empty = {...event, Body: ''};
  assert.equal(
    await post(
      url,
      twilio.getExpectedTwilioSignature(token, url, empty),
      new URLSearchParams(empty).toString(),
    ),
    204,
  );
  const repeated = {...event, Tag: ['z', 'a', 'z']};
  const pairs = [...Object.entries(event), ['Tag', 'z'], ['Tag', 'a'], ['Tag', 'z']];
  assert.equal(
    await post(
      url,
      twilio.getExpectedTwilioSignature(token, url, repeated),
      new URLSearchParams(pairs).toString(),
    ),
    204,
  );
});

step('the node accepts a signed JSON body, and refuses it with another body or hash', async () => {
  const body = JSON.stringify(event);
  const url = `${node.base}/twilio/conversations?bodySHA256=${twilio.getExpectedBodyHash(body)}`;
  const signature = twilio.getExpectedTwilioSignature(token, url, {});
  assert.ok(twilio.validateRequestWithBody(token, signature, url, body));
  assert.equal(await post(url, signature, body, 'application/json'), 204);
  assert.equal(await post(url, signature, body.replace('"7"', '"8"'), 'application/json'), 403);
  const bare = `${node.base}/twilio/conversations`;
  const unhashed = twilio.getExpectedTwilioSignature(token, bare, {});
  assert.equal(await post(bare, unhashed, body, 'application/json'), 403);
  const wrong = `${bare}?bodySHA256=${'0'.repeat(64)}`;
  assert.equal(
    await post(wrong, twilio.getExpectedTwilioSignature(token, wrong, {}), body, 'application/json'),
    403,
  );
});

step('the refusals are counted, and no text stands in the log', async () => {
  const page = await (await fetch(`${node.base}/metrics`)).text();
  const lines = page
    .split('\n')
    .filter((l) => l.startsWith('flexcord_webhook_rejects_total{') && l.includes('"signature"'));
  const refused = lines.reduce((sum, l) => sum + Number(l.split(' ').at(-1)), 0);
  assert.equal(refused, 4 * 5 + 3, `the metrics say ${lines.join(' | ')}`);
  assert.ok(!node.program.log.includes('Bonjour'), 'a message text stands in the log');
});
