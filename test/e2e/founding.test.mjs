// The founding document's requests, in its order and with its parameters, on Programmable Chat. The numbers are its steps.
import assert from 'node:assert/strict';
import {identities} from '../support/processes.mjs';
import {link, scenario, text_of} from './support/world.mjs';

const plane = 'legacy-chat';
const settings = {'routing.poll-interval': '500ms'};
const question = 'How do I recover my account?';

const fields = (request) => new URLSearchParams(request.body);
const path_of = (request) => request.target.split('?')[0];
const header = (request, name) =>
  Object.entries(request.headers).find(([key]) => key.toLowerCase() === name)?.[1];

/** What the node asked of Twilio, oldest first. */
const asked = (w, options) => w.api.requests(options);
const one = (requests, method, path) => {
  const found = requests.filter((r) => r.method === method && path.test(path_of(r)));
  assert.equal(found.length, 1, `${method} ${path} once, came ${requests.map((r) => `${r.method} ${r.target}`).join('\n')}`);
  return found[0];
};

scenario('a user without a channel: user, channel, webhook and message are made in the order of the document', {plane, settings}, async (w) => {
  const alice = await w.member();
  await alice.writes(question);
  await alice.sees(link);
  await w.settled();
  const requests = await asked(w);
  const service = `/chat/v2/Services/${identities.service}`;

  // 44: the user is fetched, and created as there is none. Path, Identity and From are one name.
  const looked = one(requests, 'GET', new RegExp(`^${service}/Users/${alice.identity}$`));
  assert.equal(looked.status, 404);
  const user = one(requests, 'POST', new RegExp(`^${service}/Users$`));
  assert.equal(fields(user).get('Identity'), alice.identity);
  assert.equal(fields(user).get('FriendlyName'), 'Alice');

  // 45: their channels.
  const listed = one(requests, 'GET', new RegExp(`^${service}/Users/${alice.identity}/Channels$`));

  // 47: there is none, so the Flex channel is made.
  const channel = one(requests, 'POST', /^\/flex-api\/v1\/Channels$/);
  const wanted = fields(channel);
  assert.equal(wanted.get('FlexFlowSid'), w.routing['twilio.flex-flow-sid']);
  assert.equal(wanted.get('Identity'), alice.identity);
  assert.equal(wanted.get('Target'), alice.dm_channel);
  assert.equal(wanted.get('ChatUserFriendlyName'), 'Alice');
  assert.ok(wanted.get('ChatFriendlyName'));
  const sid = JSON.parse(channel.answer).sid;

  // 59: its webhook, with the three filters.
  const hook = one(requests, 'POST', new RegExp(`^${service}/Channels/${sid}/Webhooks$`));
  assert.equal(fields(hook).get('Type'), 'webhook');
  assert.equal(fields(hook).get('Configuration.Method'), 'POST');
  assert.ok(fields(hook).get('Configuration.Url').startsWith(`${w.node.url}/forward-to-discord`));
  assert.deepEqual(fields(hook).getAll('Configuration.Filters'), ['onMessageSent', 'onMessageUpdated', 'onMediaMessageSent']);

  // 48, 49, 50: the message, with the Discord headers as attributes, and heard by the flow.
  const posts = requests.filter((r) => r.method === 'POST' && path_of(r) === `${service}/Channels/${sid}/Messages`);
  const message = posts[0];
  assert.equal(fields(message).get('From'), alice.identity);
  assert.equal(fields(message).get('Body'), question);
  assert.equal(header(message, 'x-twilio-webhook-enabled'), 'true');
  assert.equal(JSON.parse(fields(message).get('Attributes')).channel.id, alice.dm_channel);

  const order = [looked, user, listed, channel, hook, message].map((r) => r.n);
  assert.deepEqual(order, order.toSorted((a, b) => a - b), 'in this order');

  // 39, 41, 51: the flow asks whether a person is wanted, and then the bot. 60 to 63: its answer comes to Discord.
  const {executions} = await w.api.get('/studio');
  const path = executions.find((e) => e.conversation_sid === sid).path;
  assert.deepEqual(path, ['Trigger', 'handoff_flag', 'ask_bot', 'bot_verdict']);
  assert.equal((await alice.told()).filter((t) => t.includes(link)).length, 1);

  // What the bot said is in the history and starts no second execution.
  for (const said of posts.slice(1)) assert.equal(header(said, 'x-twilio-webhook-enabled') ?? 'false', 'false');
});

scenario('a user with a channel: it is used again, and nothing is made', {plane, settings}, async (w) => {
  const alice = await w.member();
  await alice.writes(question);
  const first = await alice.sees(link);
  await w.settled();
  const [channel] = await w.conversations();
  const since = (await asked(w)).at(-1).n;

  // What the journal knows is not asked again: the next message is one request.
  await alice.writes('How do refunds work?');
  await alice.sees(link, {after: first});
  await w.settled();
  const next = await asked(w, {since});
  const made = next.filter((r) => r.method === 'POST').map((r) => path_of(r));
  assert.ok(made.length >= 1);
  assert.ok(made.every((p) => p.endsWith(`/Channels/${channel.sid}/Messages`)), made.join('\n'));
  assert.equal((await w.conversations()).length, 1);
});

scenario('a user with a channel from before: 45 and 46, its history is kept', {plane, settings}, async (w) => {
  const alice = await w.member();
  const basic = Buffer.from(`${identities.account}:${identities.auth_token}`).toString('base64');
  const call = async (path, form) => {
    const answer = await fetch(`${w.api.base}${path}`, {
      method: 'POST',
      headers: {Authorization: `Basic ${basic}`},
      body: new URLSearchParams(form),
    });
    return answer.json();
  };
  const older = await call('/flex-api/v1/Channels', {
    FlexFlowSid: w.routing['twilio.flex-flow-sid'],
    Identity: alice.identity,
    Target: alice.dm_channel,
    ChatUserFriendlyName: 'Alice',
    ChatFriendlyName: 'Alice',
  });
  const since = (await asked(w)).at(-1)?.n ?? 0;
  await alice.writes(question);
  await alice.sees(link);
  await w.settled();
  const requests = await asked(w, {since});
  one(requests, 'GET', new RegExp(`/Users/${alice.identity}/Channels$`));
  assert.equal(requests.filter((r) => r.method === 'POST' && path_of(r) === '/flex-api/v1/Channels').length, 0, 'no second channel');
  const message = requests.find((r) => r.method === 'POST' && path_of(r).endsWith('/Messages'));
  assert.ok(path_of(message).includes(`/Channels/${older.sid}/`), message.target);
  assert.equal(fields(message).get('From'), alice.identity);
});

scenario('what agents write: 53 to 58, only what is not ours reaches Discord, once', {plane, settings}, async (w) => {
  const alice = await w.member();
  const mike = await w.agent();
  await alice.writes(question);
  await alice.sees(link);
  await alice.presses('Talk to a person');
  await alice.sees(text_of.queued);
  await mike.accepts();
  await alice.sees('Mike has joined');
  await mike.writes('Hello Alice.');
  await alice.sees('Hello Alice.');
  await w.settled();
  // 40: with the flag set the flow goes to the agents.
  const {executions} = await w.api.get('/studio');
  assert.deepEqual(executions.at(-1).path, ['Trigger', 'handoff_flag', 'to_agent']);
  const told = await alice.told();
  assert.equal(told.filter((t) => t.includes('Hello Alice.')).length, 1);
  assert.equal(told.filter((t) => t === question).length, 0, 'no echo of her own words');
});

scenario('58: an unknown channel is refused in the log and the count, and nobody is written to', {plane, settings}, async (w) => {
  const alice = await w.member();
  await alice.writes(question);
  await alice.sees(link);
  await w.settled();
  const before = await alice.told();
  const answer = await fetch(`${w.node.url}/forward-to-discord?k=discord:999`, {
    method: 'POST',
    headers: {'Content-Type': 'application/x-www-form-urlencoded'},
    body: 'EventType=onMessageSent&ChannelSid=CH00000000000000000000000000000009&Source=SDK&From=x&Body=hi',
  });
  assert.equal(answer.status, 403, 'nobody but Twilio can make the bot speak');
  await w.counted('flexcord_webhook_rejects_total', {});
  assert.deepEqual(await alice.told(), before);
});
