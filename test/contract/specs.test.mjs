// Every request that the node sends during a whole conversation is one of Discord's or Twilio's official API specs.
import assert from 'node:assert/strict';
import {control} from '../support/control.mjs';
import {identities, start_node, start_sandbox} from '../support/processes.mjs';
import {steps} from '../support/steps.mjs';
import {check_discord, check_discord_answer} from './support/discord_spec.mjs';
import {check_twilio} from './support/twilio_spec.mjs';

// What the specs do not have, by name. `fits` holds a request to what the named source says.
const outside_the_specs = [
  {
    name: 'upload of a file (Media Content Service)',
    source:
      "Twilio's own @twilio/mcs-client 1.0.1: Category and Filename in the query, the raw bytes as body",
    fits: (r) =>
      r.method === 'POST' &&
      /^\/mcs\/v1\/Services\/IS[0-9a-f]{32}\/Media\?Category=media&Filename=[^&]+$/.test(r.target) &&
      /^\w+\/[\w.+-]+/.test(r.headers['Content-Type'] ?? ''),
    service: 'twilio',
  },
  {
    name: 'what is known of a file (Media Content Service)',
    source: 'captured answers of the live service, which have links.content_direct_temporary',
    fits: (r) =>
      r.method === 'GET' && /^\/mcs\/v1\/Services\/IS[0-9a-f]{32}\/Media\/ME[0-9a-f]{32}$/.test(r.target),
    service: 'twilio',
  },
  {
    name: 'download of a file (Media Content Service)',
    source: 'the signed address in these answers: to be fetched as it stands, without authorization',
    fits: (r) =>
      r.method === 'GET' &&
      r.target.startsWith('/mcs/') &&
      r.target.includes('?') &&
      !r.headers.Authorization,
    service: 'twilio',
  },
  {
    name: 'download of an attachment (Discord CDN)',
    source:
      'Discord\'s documentation, "Signed attachment CDN URLs": the url of the attachment, with ex, is and hm',
    fits: (r) => {
      const url = new URL(r.target, 'http://cdn');
      return (
        r.method === 'GET' &&
        /^\/cdn\/(ephemeral-)?attachments\/\d+\/\d+\/[^/]+$/.test(url.pathname) &&
        ['ex', 'is', 'hm'].every((name) => url.searchParams.has(name)) &&
        !r.headers.Authorization
      );
    },
    service: 'cdn',
  },
];
const person = 'Talk to a person';

let sandbox, alice, mike, nora, task, talk;

const {step} = steps(async ({stops}) => {
  const started = await start_sandbox();
  stops.push(started);
  sandbox = new control(started.base);
  // Waiting for rate limits is another test's subject.
  await sandbox.post('/discord/limits', {message_limit: 1000});
  const node = await start_node(started.base);
  stops.push(node);
  await sandbox.post('/twilio/hooks', {
    interactions: `${node.base}/twilio/interactions`,
    taskrouter: `${node.base}/twilio/taskrouter`,
  });
  await sandbox.connected();
  ({id: alice} = await sandbox.post('/discord/users', {
    name: 'alice',
    global_name: 'Alice',
    locale: 'en-US',
  }));
  ({id: mike} = await sandbox.post('/agents', {name: 'mike@example.com', full_name: 'Mike'}));
});

const edit = (path, content) => sandbox.call('PATCH', path, content);
const remove = (path) => sandbox.call('DELETE', path);
const in_dm = (m) => `/discord/users/${alice}/messages/${m.id}`;
const in_flex = (m) => `/agents/${mike}/conversations/${talk}/messages/${m.sid}`;
const gone = (what, there) => sandbox.until(`${what} is gone`, async () => !(await there()));

step('the slash command is used', async () => {
  await sandbox.until('the command is registered', async () =>
    (await sandbox.get('/discord/gateway')).commands.some((c) => c.name === 'helpme'),
  );
  const {interaction_id} = await sandbox.post(`/discord/users/${alice}/commands`, {
    name: 'helpme',
    options: {topic: 'my account'},
    where: 'guild',
  });
  await sandbox.user_sees(alice, 'the greeting', (m) => m.author.bot);
  await sandbox.until(
    'the answer to the command',
    async () => (await sandbox.get(`/discord/interactions/${interaction_id}`)).message?.content,
  );
});

step('the bot answers', async () => {
  await sandbox.user_writes(alice, 'How do I recover my account?');
  await sandbox.user_reads(alice, 'https://help.emberfall.example/');
});

step('the answer is rated', async () => {
  await sandbox.user_presses(alice, 'Yes, thanks');
  await sandbox.user_reads(alice, 'Glad it helped');
});

step('a person is asked for, and the request is cancelled', async () => {
  await sandbox.user_presses(alice, person);
  await sandbox.user_reads(alice, 'You are in the queue');
  await sandbox.offered(mike);
  await sandbox.user_presses(alice, 'Cancel the request');
  await sandbox.user_reads(alice, 'Your request was cancelled');
  await gone('the offer', async () =>
    (await sandbox.get(`/agents/${mike}/tasks`)).tasks.some((t) => t.status === 'offered'),
  );
});

step('a person is asked for again, and an agent comes', async () => {
  await sandbox.user_writes(alice, 'And how do refunds work?');
  await sandbox.user_sees(alice, 'the second answer', (m) => m.author.bot && /refund/i.test(m.content));
  await sandbox.user_presses(alice, person);
  ({task_sid: task, conversation_sid: talk} = await sandbox.offered(mike));
  await sandbox.agent_does(mike, task, 'accept');
  await sandbox.user_reads(alice, 'Mike has joined');
  await sandbox.agent_reads(mike, talk, 'And how do refunds work?');
});

step('both write, edit and delete', async () => {
  await sandbox.agent_writes(mike, talk, 'Hello Alice');
  await sandbox.user_reads(alice, 'Hello Alice');
  const said = await sandbox.agent_writes(mike, talk, 'a slipp é 😀');
  await sandbox.user_reads(alice, 'a slipp');
  await edit(in_flex(said), {body: 'a mended slip'});
  await sandbox.user_reads(alice, 'a mended slip');
  await remove(in_flex(said));
  await gone('what the agent deleted', async () =>
    (await sandbox.messages(alice)).some((m) => m.content.includes('slip')),
  );
  const wrote = await sandbox.user_writes(alice, 'my nummber & more +');
  await sandbox.agent_reads(mike, talk, 'my nummber');
  await edit(in_dm(wrote), {content: 'my number'});
  await sandbox.agent_reads(mike, talk, 'my number');
  await remove(in_dm(wrote));
  await gone('what the user deleted', async () =>
    (await sandbox.agent_messages(mike, talk)).some((m) => m.body === 'my number'),
  );
});

step('files go both ways', async () => {
  const file = (filename) => ({
    filename,
    content_type: 'text/plain',
    base64: Buffer.from('hello').toString('base64'),
  });
  await sandbox.agent_writes(mike, talk, 'your letter', {media: [file('letter.txt')]});
  await sandbox.user_sees(alice, 'the letter', (m) => m.attachments.some((a) => a.filename === 'letter.txt'));
  await sandbox.user_writes(alice, 'my receipt', {attachments: [file('receipt.txt')]});
  await sandbox.until('the agent sees the receipt', async () =>
    (await sandbox.agent_messages(mike, talk)).some((m) =>
      m.media?.some((f) => f.filename === 'receipt.txt'),
    ),
  );
});

step('a reply and a long text', async () => {
  const last = (await sandbox.messages(alice)).findLast((m) => m.author.bot);
  await sandbox.user_writes(alice, 'about this one', {reply_to: last.id});
  await sandbox.agent_reads(mike, talk, 'about this one');
  await sandbox.agent_writes(mike, talk, `${'word '.repeat(700)}the end`);
  await sandbox.user_reads(alice, 'the end');
});

step('the conversation is parked and taken up again', async () => {
  await sandbox.agent_does(mike, task, 'park');
  await sandbox.user_reads(alice, 'Mike has left');
  await sandbox.user_writes(alice, 'I am back');
  ({task_sid: task, conversation_sid: talk} = await sandbox.offered(mike));
  await sandbox.agent_does(mike, task, 'accept');
  await sandbox.agent_reads(mike, talk, 'I am back');
});

step('it is transferred, completed and rated', async () => {
  ({id: nora} = await sandbox.post('/agents', {name: 'nora@example.com', full_name: 'Nora'}));
  await sandbox.agent_does(mike, task, 'transfer', {to: nora});
  ({task_sid: task} = await sandbox.offered(nora));
  await sandbox.agent_does(nora, task, 'accept');
  await sandbox.user_reads(alice, 'Nora has joined');
  await sandbox.agent_writes(nora, talk, 'I am Nora');
  await sandbox.user_reads(alice, 'I am Nora');
  await sandbox.agent_does(nora, task, 'complete');
  await sandbox.user_reads(alice, 'You are back with the assistant');
  await sandbox.user_presses(alice, '5');
  await sandbox.user_reads(alice, 'Thank you for the rating');
});

/** Checks every request by `check`: {counts by operation, wrong: [texts], outside: [names]}. */
function review(requests, check) {
  const counts = new Map(),
    outside = new Map(),
    wrong = [];
  const count = (map, name) => map.set(name, (map.get(name) ?? 0) + 1);
  for (const r of requests) {
    const found = check?.(r);
    const other = found ? undefined : outside_the_specs.find((o) => o.service === r.service && o.fits(r));
    if (found) count(counts, found.operation);
    else if (other) count(outside, other.name);
    else wrong.push(`${r.method} ${r.target} is in no spec and not listed here`);
    for (const why of found?.wrong ?? []) wrong.push(`${r.method} ${r.target}: ${why}\n    ${r.body}`);
  }
  return {counts, outside, wrong};
}

function show(title, {counts, outside}) {
  const lines = [...counts, ...[...outside].map(([name, n]) => [`not in the spec: ${name}`, n])];
  const total = lines.reduce((sum, [, n]) => sum + n, 0);
  console.log(`${title}: ${total} requests, ${counts.size} operations of the spec, ${outside.size} others`);
  for (const [name, n] of lines.sort()) console.log(`  ${String(n).padStart(4)}  ${name}`);
}

step('every request to Discord is in its spec', async () => {
  const requests = await sandbox.requests('discord');
  const found = review(requests, check_discord);
  show('Discord', found);
  assert.deepEqual(found.wrong, []);
  for (const needed of [
    'GET /gateway/bot',
    'POST /users/@me/channels',
    'POST /channels/{channel_id}/messages',
    'PATCH /channels/{channel_id}/messages/{message_id}',
    'DELETE /channels/{channel_id}/messages/{message_id}',
    'POST /interactions/{interaction_id}/{interaction_token}/callback',
    'PUT /applications/{application_id}/commands',
  ])
    assert.ok(found.counts.has(needed), `the conversation should have used ${needed}`);
  for (const r of requests) {
    const callback = r.target.includes('/callback');
    if (!callback) assert.match(r.headers['User-Agent'], /^DiscordBot \(https?:\/\/\S+, \S+\)/, r.target);
    assert.ok(r.status < 400, `${r.method} ${r.target} was refused: ${r.status} ${r.answer}`);
  }
});

step('every request to Twilio is in its specs', async () => {
  const requests = await sandbox.requests('twilio');
  const found = review(requests, check_twilio);
  show('Twilio', found);
  assert.deepEqual(found.wrong, []);
  const one = '/conversations/v1/Services/{ChatServiceSid}/Conversations';
  for (const needed of [
    `POST ${one}`,
    `POST ${one}/{ConversationSid}/Participants`,
    `POST ${one}/{ConversationSid}/Webhooks`,
    `POST ${one}/{ConversationSid}/Messages`,
    `POST ${one}/{ConversationSid}/Messages/{Sid}`,
    `DELETE ${one}/{ConversationSid}/Messages/{Sid}`,
    'POST /flex-api/v1/Interactions',
    'POST /flex-api/v1/Interactions/{InteractionSid}/Channels/{Sid}',
    'POST /flex-api/v1/Interactions/{InteractionSid}/Channels/{ChannelSid}/Invites',
  ])
    assert.ok(found.counts.has(needed), `the conversation should have used ${needed}`);
  for (const name of outside_the_specs.filter((o) => o.service === 'twilio').map((o) => o.name))
    assert.ok(found.outside.has(name), `the conversation should have used: ${name}`);
});

step('every download from the CDN is one of an attachment', async () => {
  const found = review(await sandbox.requests('cdn'));
  show('Discord CDN', found);
  assert.deepEqual(found.wrong, []);
  assert.equal(found.outside.size, 1);
});

step('what the sandbox answered as Discord is in the spec', async () => {
  const requests = await sandbox.requests('discord');
  const wrong = requests.flatMap((r) =>
    check_discord_answer(r).map((why) => `${r.method} ${r.target}: ${why}`),
  );
  assert.deepEqual(wrong, []);
});

step('the checks themselves refuse what the specs do not have', () => {
  const discord = (method, target, body) =>
    check_discord({
      method,
      target: `/api/v10${target}`,
      headers: {'Content-Type': 'application/json'},
      body: body === undefined ? '' : JSON.stringify(body),
    });
  const message = {content: 'x', allowed_mentions: {parse: []}, nonce: 'n', enforce_nonce: true};
  assert.deepEqual(discord('POST', '/channels/123456/messages', message).wrong, []);
  for (const bad of [
    {text: 'x'},
    {content: 1},
    {components: [{type: 99}]},
    {allowed_mentions: {parse: ['all']}},
  ])
    assert.notDeepEqual(discord('POST', '/channels/123456/messages', {...message, ...bad}).wrong, []);
  assert.notDeepEqual(discord('GET', '/channels/123456/messages?until=1').wrong, []);
  assert.notDeepEqual(discord('POST', '/interactions/1/t/callback', {type: 5, data: {flag: 64}}).wrong, []);
  assert.equal(discord('POST', '/channels/123456/letters', message), undefined);

  const twilio = (method, target, form = {}) =>
    check_twilio({
      method,
      target,
      headers: {'Content-Type': 'application/x-www-form-urlencoded', Authorization: 'Basic x'},
      body: new URLSearchParams(form).toString(),
    });
  const all = `/conversations/v1/Services/${identities.service}/Conversations`;
  assert.deepEqual(twilio('POST', all, {UniqueName: 'n', State: 'active'}).wrong, []);
  for (const bad of [{Unique: 'n'}, {State: 'open'}, {DateCreated: 'today'}])
    assert.notDeepEqual(twilio('POST', all, bad).wrong, []);
  assert.notDeepEqual(twilio('POST', '/flex-api/v1/Interactions', {Routing: '{}'}).wrong, []);
  assert.notDeepEqual(twilio('POST', '/flex-api/v1/Interactions', {Channel: 'web'}).wrong, []);
  assert.notDeepEqual(twilio('GET', `${all}?Sort=asc`).wrong, []);
  assert.notDeepEqual(twilio('GET', '/conversations/v1/Services/nobody/Conversations').wrong, []);
  assert.equal(twilio('GET', `${all}/CH1/Letters`), undefined);
});
