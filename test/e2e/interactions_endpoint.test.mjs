// Interactions over HTTP: an application with an interactions endpoint gets none by the gateway.
import assert from 'node:assert/strict';
import {createPrivateKey, sign} from 'node:crypto';
import {identities} from '../support/processes.mjs';
import {link, scenario, text_of} from './support/world.mjs';

const public_key = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a';
const seed = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
const other_seed = '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb';
const tolerance = 300;

/** Signs as Discord does; the prefix makes a seed a PKCS #8 key. */
const signed = (text, with_seed = seed) =>
  sign(
    null,
    Buffer.from(text),
    createPrivateKey({
      key: Buffer.from(`302e020100300506032b657004220420${with_seed}`, 'hex'),
      format: 'der',
      type: 'pkcs8',
    }),
  ).toString('hex');

/** Sets the endpoint in the application's settings, as the portal does: Discord's answer. */
const set_endpoint = async (w, url) => {
  const answer = await fetch(`${w.sandbox.base}/api/v10/applications/@me`, {
    method: 'PATCH',
    headers: {
      Authorization: `Bot ${identities.bot_token}`,
      'User-Agent': 'DiscordBot (test, 1)',
      'Content-Type': 'application/json',
    },
    body: JSON.stringify({interactions_endpoint_url: url}),
  });
  return {status: answer.status, body: await answer.json()};
};

const endpoint = (w) => `${w.node.url}/discord/interactions`;

/** Posts to the node what Discord would; `how` changes the signature, its time or the headers. */
async function post(w, body, {at = Math.floor(Date.now() / 1000), key, headers, text} = {}) {
  const raw = text ?? JSON.stringify(body);
  const answer = await fetch(endpoint(w), {
    method: 'POST',
    headers: headers ?? {
      'Content-Type': 'application/json',
      'X-Signature-Ed25519': signed(`${at}${raw}`, key),
      'X-Signature-Timestamp': String(at),
    },
    body: raw,
  });
  return {status: answer.status, type: answer.headers.get('content-type'), text: await answer.text()};
}

const with_key = {settings: {'discord.public-key': public_key}};

const registered = (w) =>
  w.api.until('the commands are registered', async () =>
    (await w.api.get('/discord/gateway')).commands.some((c) => c.name === 'helpme'),
  );

/** No first answer went over REST. */
const answered_by_rest = (w) => w.api.requests({service: 'discord', path: /\/interactions\/\d+\//});

scenario('/helpme, a button and a rating over the endpoint, and nothing by the gateway', with_key, async (w) => {
  await registered(w);
  const set = await set_endpoint(w, endpoint(w));
  assert.equal(set.status, 200, JSON.stringify(set.body));
  assert.equal(set.body.interactions_endpoint_url, endpoint(w));
  assert.equal(set.body.verify_key, public_key);
  const alice = await w.member();
  const mike = await w.agent();
  const {interaction_id} = await alice.types('helpme', {topic: 'How do refunds work?'});
  const shown = await w.api.until('the ephemeral answer says where to look', async () => {
    const i = await w.api.get(`/discord/interactions/${interaction_id}`);
    return /check your direct messages/.test(i.message?.content ?? '') && i;
  });
  assert.equal(shown.type, 5);
  assert.ok(shown.acknowledged_after_ms < 1000, `acknowledged after ${shown.acknowledged_after_ms} ms`);
  await alice.sees('You asked about: How do refunds work?');
  const answer = await alice.sees(link);
  const press = await alice.presses('Talk to a person', answer);
  await alice.sees(text_of.queued);
  assert.equal((await w.api.get(`/discord/interactions/${press}`)).type, 6);
  await mike.accepts();
  await alice.sees('Mike has joined');
  await mike.does('complete');
  const question = await alice.sees(text_of.rate);
  await alice.presses('4', question);
  await alice.sees('Thank you for the rating.');
  assert.deepEqual(await answered_by_rest(w), []);
});

scenario('/helpme in the DM over the endpoint', with_key, async (w) => {
  await registered(w);
  assert.equal((await set_endpoint(w, endpoint(w))).status, 200);
  const alice = await w.member();
  await alice.types('helpme', {}, 'dm');
  await alice.sees(/^Hello Alice, this is customer service/);
  await w.settled();
  assert.equal((await alice.told()).filter((t) => t.startsWith('Hello Alice')).length, 1);
});

scenario('the same interaction by the endpoint and by the gateway is taken once', with_key, async (w) => {
  await registered(w);
  await w.api.post('/discord/application', {
    interactions_endpoint_url: endpoint(w),
    interactions: 'both',
  });
  const alice = await w.member();
  await alice.types('helpme');
  await alice.sees(/^Hello Alice, this is customer service/);
  // Both ways lead to the conversation; the second finds the event there.
  await w.counted('flexcord_events_total', {outcome: 'duplicate'});
  await w.settled();
  assert.equal((await alice.told()).length, 1);
});

scenario('what is not signed by Discord is refused, counted, and not acted on', with_key, async (w) => {
  await registered(w);
  const alice = await w.member();
  const now = Math.floor(Date.now() / 1000);
  const id = ((BigInt(Date.now()) - 1420070400000n) << 22n).toString();
  const help = {
    id,
    application_id: identities.application,
    type: 2,
    token: 'a-token',
    version: 1,
    channel_id: alice.dm_channel,
    channel: {id: alice.dm_channel, type: 1},
    user: {id: alice.id, username: 'alice', global_name: 'Alice', discriminator: '0', avatar: null},
    data: {id: '5', name: 'helpme', type: 1},
    locale: 'en-US',
  };
  const raw = JSON.stringify(help);
  const good = signed(`${now}${raw}`);
  const forged = [
    ['signature', 'another key', {key: other_seed}],
    ['signature', 'another body', {headers: {'X-Signature-Ed25519': signed(`${now}{}`), 'X-Signature-Timestamp': `${now}`}}],
    ['signature', 'another time', {headers: {'X-Signature-Ed25519': good, 'X-Signature-Timestamp': `${now - 1}`}}],
    ['signature', 'half a signature', {headers: {'X-Signature-Ed25519': good.slice(64), 'X-Signature-Timestamp': `${now}`}}],
    ['signature', 'no hexadecimal text', {headers: {'X-Signature-Ed25519': 'z'.repeat(128), 'X-Signature-Timestamp': `${now}`}}],
    ['unsigned', 'no signature', {headers: {'X-Signature-Timestamp': `${now}`}}],
    ['unsigned', 'no time', {headers: {'X-Signature-Ed25519': good}}],
    ['stale', 'too old', {at: now - tolerance - 5}],
    ['stale', 'of the future', {at: now + tolerance + 30}],
  ];
  const refused = (why) => w.metric('flexcord_webhook_rejects_total', {endpoint: '/discord/interactions', reason: why});
  for (const [why, what, how] of forged) {
    const before = await refused(why);
    const {status, text} = await post(w, help, how);
    assert.deepEqual([status, text], [401, ''], what);
    assert.equal((await refused(why)) - before, 1, `${what} is counted as ${why}`);
  }
  await w.settled();
  assert.deepEqual(await alice.told(), []);
  assert.ok(!w.node.tail(1000).includes('a-token'), 'the body is not in the log');
  // The same bytes with the right signature are taken, and twice they are taken once.
  const first = await post(w, help);
  assert.deepEqual([first.status, first.type], [200, 'application/json']);
  assert.deepEqual(JSON.parse(first.text), {type: 5, data: {flags: 64}});
  await alice.sees(/^Hello Alice/);
  assert.equal((await post(w, help)).status, 200);
  await w.settled();
  assert.equal((await alice.told()).length, 1);
});

scenario('a PING, and signed things that are none of ours', with_key, async (w) => {
  const ping = await post(w, {id: '1', application_id: '2', type: 1, token: 't', version: 1});
  assert.deepEqual([ping.status, ping.type, ping.text], [200, 'application/json', '{"type":1}']);
  const unknown = {id: '3', type: 2, token: 't', user: {id: '9', username: 'x'}, data: {name: 'other'}};
  assert.equal((await post(w, unknown)).status, 404);
  assert.equal((await post(w, null, {text: '{"type":'})).status, 400);
  assert.equal((await post(w, null, {text: '[]'})).status, 400);
  await w.counted('flexcord_dead_letters', {}, 2);
  assert.equal((await fetch(endpoint(w))).status, 405);
  assert.equal((await w.readiness())[0], 200);
});

scenario('without the public key there is no endpoint, and Discord takes no URL of it', {}, async (w) => {
  assert.equal((await post(w, {type: 1})).status, 404);
  const set = await set_endpoint(w, endpoint(w));
  assert.equal(set.status, 400);
  assert.equal(set.body.code, 50035);
  const [why] = set.body.errors.interactions_endpoint_url._errors;
  assert.equal(why.code, 'APPLICATION_INTERACTIONS_ENDPOINT_URL_INVALID');
});

const wrong_key = {
  settings: {'discord.public-key': '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c'},
};
scenario('with another public key Discord takes no URL either', wrong_key, async (w) => {
  assert.equal((await set_endpoint(w, endpoint(w))).status, 400);
  await w.counted('flexcord_webhook_rejects_total', {endpoint: '/discord/interactions', reason: 'signature'});
});

scenario('the address of the DM is slow to come: the member is answered in time, and the wish is not lost', with_key, async (w) => {
  await registered(w);
  assert.equal((await set_endpoint(w, endpoint(w))).status, 200);
  const alice = await w.member();
  // The DM's address is slow to come: the answer does not wait for it.
  await w.api.fault({
    service: 'discord',
    method: 'POST',
    path: '*/users/@me/channels',
    fault: {delay_ms: 2000},
  });
  const {interaction_id} = await alice.types('helpme');
  await w.api.until('it is acknowledged', async () => {
    const i = await w.api.get(`/discord/interactions/${interaction_id}`);
    return i.state === 'acknowledged' && i.acknowledged_after_ms < 2000;
  });
  await alice.sees(/^Hello Alice/);
});
