// A member asks what is stored of them, and asks to be forgotten.
import assert from 'node:assert/strict';
import {readdirSync, readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {scenario, talking, text_of} from './support/world.mjs';

const token = 'a-token-of-the-test';
const settings = {'http.admin-token': token, 'routing.survey-timeout': '1h'};
const given = {settings};

async function exported(w, who) {
  const answer = await w.operates(['export', `--user=${who.id}`]);
  assert.equal(answer.code, 0, answer.err);
  return JSON.parse(answer.out);
}

async function erased(w, who, ...options) {
  const answer = await w.operates(['erase', '--user', who.id, '--yes', ...options]);
  assert.equal(answer.code, 0, answer.err);
  return JSON.parse(answer.out);
}

/** How often the store's files hold a text. */
const stored = (w, text) =>
  readdirSync(w.folder)
    .filter((name) => name.startsWith('flexcord.db'))
    .map((name) => readFileSync(join(w.folder, name)).toString('latin1').split(text).length - 1)
    .reduce((sum, n) => sum + n, 0);

/** Alice has talked with the bot and with Mike, who is done; Bob with the bot. Nothing is on its way. */
async function after_a_talk(w) {
  const {alice, mike} = await talking(w);
  await alice.writes('my cat is called Mimsy');
  await mike.sees('Mimsy');
  await mike.writes('what a lovely name, Mimsy');
  await alice.sees('lovely name');
  await mike.does('complete');
  await alice.sees(text_of.rate);
  const bob = await w.member('Bob');
  await bob.writes('how do I reset my password, asks Bandersnatch');
  await w.counted('flexcord_conversations', {owner: 'bot'}, 2);
  await w.settled();
  return {alice, bob, mike};
}

scenario('a member is given everything that is stored of them, and nothing of others', given, async (w) => {
  const {alice, bob} = await after_a_talk(w);
  const all = await exported(w, alice);
  assert.equal(all.user, alice.id);
  assert.equal(all.conversations.length, 1);
  const [talk] = all.conversations;
  assert.equal(talk.conversation, `discord:${alice.dm_channel}`);
  assert.equal(talk.state.shared.user.id, alice.id);
  const texts = talk.transcript.map((l) => l.text);
  for (const text of ['talk to a human', 'my cat is called Mimsy', 'what a lovely name, Mimsy'])
    assert.ok(texts.includes(text), texts.join('\n'));
  assert.ok(talk.events.some((e) => e.id.startsWith('discord:msg:')));
  assert.ok(talk.links.length > 0 && talk.names.some((n) => n.startsWith('desk:CH')) && talk.timers.length > 0);
  assert.deepEqual(talk.cases.map((c) => [c.number, c.kind, c.reporter]), [[1, 'handoff', alice.id]]);
  assert.doesNotMatch(JSON.stringify(all), /Bandersnatch/);
  assert.match(JSON.stringify(await exported(w, bob)), /Bandersnatch/);
  assert.deepEqual((await exported(w, {id: '42'})).conversations, []);

  const written = await w.operates(['export', `--user=${alice.id}`, '--output=alice.json']);
  assert.deepEqual([written.code, written.out], [0, ''], written.err);
  assert.equal(statSync(join(w.folder, 'alice.json')).mode & 0o777, 0o600);
  const again = await w.operates(['export', `--user=${alice.id}`, '--output=alice.json']);
  assert.equal(again.code, 69, 'an existing file is not overwritten');
  await w.node.stop();
  const without_node = JSON.parse(readFileSync(join(w.folder, 'alice.json')));
  const offline = await exported(w, alice);
  assert.deepEqual({...offline, at: 0}, {...without_node, at: 0}, 'the same from the store alone');
});

scenario('an erased member is nowhere in the store, and nothing old is taken again', given, async (w) => {
  const {alice, bob} = await after_a_talk(w);
  const before = await alice.told();
  assert.ok(stored(w, 'Mimsy') > 0);
  const receipt = await erased(w, alice);
  assert.ok(receipt.complete && receipt.at > 0 && receipt.by);
  const [talk] = receipt.deleted.journal.conversations;
  assert.ok(talk.lines >= 3 && talk.links > 0 && talk.cases === 1 && talk.events_kept > 0, JSON.stringify(talk));
  assert.ok(receipt.kept.every((k) => k.what && k.why));
  assert.doesNotMatch(JSON.stringify(receipt), /Mimsy|Alice/);
  for (const text of ['Mimsy', 'Alice', alice.id]) assert.equal(stored(w, text), 0, text);
  assert.ok(stored(w, 'Bandersnatch') > 0);
  assert.deepEqual((await exported(w, alice)).conversations, []);
  assert.equal((await exported(w, bob)).conversations.length, 1);

  // Everything is still in the DM: a start that searches it must not answer it.
  await w.node.stop('SIGKILL');
  await w.api.post('/discord/gateway', {action: 'expire'});
  await w.start_node();
  await w.node.says(/component=reconcile event=sweep-ended/);
  await w.settled();
  assert.deepEqual(await alice.told(), before);
  const asked = await alice.writes('How do refunds work?');
  await alice.sees('https://help.emberfall.example/', {after: asked});
  await w.settled();
  const [fresh] = (await exported(w, alice)).conversations;
  assert.ok(fresh.transcript.every((l) => !l.text.includes('Mimsy')));
  assert.equal(fresh.transcript[0].text, 'How do refunds work?');
  assert.doesNotMatch(w.node.out + w.node.err, /Mimsy/);
  // And the same again.
  assert.equal((await erased(w, alice)).deleted.journal.conversations.length, 1);
  assert.deepEqual((await erased(w, alice)).deleted.journal.conversations, []);
});

scenario('what is at Twilio and what the bot said go too, where it is asked for', given, async (w) => {
  const {alice, bob, mike} = await after_a_talk(w);
  const others = await bob.told();
  const options = ['--yes', '--twilio', '--discord', '--receipt=receipt.json'];
  const answer = await w.operates(['erase', `--user=${alice.id}`, ...options]);
  assert.deepEqual([answer.code, answer.out], [0, ''], answer.err);
  const file = JSON.parse(readFileSync(join(w.folder, 'receipt.json')));
  assert.equal(statSync(join(w.folder, 'receipt.json')).mode & 0o777, 0o600);
  assert.ok(file.complete, JSON.stringify(file));
  assert.deepEqual(file.deleted.twilio, [mike.talk, alice.identity]);
  assert.ok(file.deleted.discord.length >= 5);
  assert.deepEqual(await alice.told(), []);
  assert.ok((await alice.messages()).some((m) => m.content.includes('Mimsy')), 'her own words are hers');
  assert.deepEqual(await bob.told(), others);
  assert.ok(!(await w.conversations()).some((c) => c.sid === mike.talk));
  const asked = await alice.writes('How do refunds work?');
  await alice.sees('https://help.emberfall.example/', {after: asked});
});

scenario('an erasure that Discord or Twilio interrupts is asked for again', given, async (w) => {
  const {alice, mike} = await after_a_talk(w);
  const options = ['erase', `--user=${alice.id}`, '--yes', '--twilio', '--discord'];
  for (const [service, path] of [['twilio', `*/Conversations/${mike.talk}`], ['discord', '*/messages/*']]) {
    await w.api.fault({service, method: 'DELETE', path, times: 5, fault: {status: 500}});
    const answer = await w.operates(options);
    assert.equal(answer.code, 1, answer.out);
    const receipt = JSON.parse(answer.out);
    assert.equal(receipt.complete, false);
    assert.match(receipt.problem, new RegExp(`^${service}`, 'i'));
    assert.equal(receipt.deleted.journal, undefined, 'the journal, which knows the rest, is untouched');
    assert.equal((await exported(w, alice)).conversations.length, 1);
    await w.api.call('DELETE', '/faults');
  }
  await w.node.stop('SIGKILL');
  await w.start_node();
  const receipt = await erased(w, alice, '--twilio', '--discord');
  assert.ok(receipt.complete);
  assert.deepEqual(await alice.told(), []);
  assert.equal(stored(w, 'Mimsy'), 0);
});

scenario('nobody is erased in the middle of a talk with an agent', given, async (w) => {
  const {alice, mike} = await talking(w);
  for (const more of [[], ['--twilio', '--discord']]) {
    const answer = await w.operates(['erase', `--user=${alice.id}`, '--yes', ...more]);
    assert.equal(answer.code, 1);
    assert.match(answer.err, /cannot be erased now: an agent has the talk; the agent must complete it first/);
    assert.equal(answer.out, '');
  }
  const forced = await fetch(`${w.node.url}/api/v1/erase?user=${alice.id}&part=journal`, {
    method: 'POST',
    headers: {Authorization: `Bearer ${token}`},
  });
  assert.equal(forced.status, 409);
  await alice.writes('are you still there?');
  await mike.sees('are you still there?');
  await mike.writes('yes, I am');
  await alice.sees('yes, I am');
});

scenario('without a running node the store itself is erased', {...given, twilio: false}, async (w) => {
  const alice = await w.member();
  await alice.writes('my cat is called Mimsy');
  await w.counted('flexcord_events_total', {event: 'delivered'});
  await w.settled();
  await w.node.stop();
  const before = await alice.told();
  const away = await w.operates(['erase', `--user=${alice.id}`, '--yes', '--discord']);
  assert.equal(away.code, 69);
  assert.match(away.err, /need a running node/);
  const unasked = await w.operates(['erase', `--user=${alice.id}`]);
  assert.deepEqual([unasked.code, unasked.out], [1, '']);
  assert.match(unasked.err, /2 lines.*\n.*Erase it\? \[y\/N\] nothing was erased/);
  assert.ok(stored(w, 'Mimsy') > 0);
  assert.ok((await erased(w, alice)).complete);
  for (const text of ['Mimsy', 'Alice', alice.id]) assert.equal(stored(w, text), 0, text);
  await w.api.post('/discord/gateway', {action: 'expire'});
  await w.start_node();
  await w.node.says(/component=reconcile event=sweep-ended/);
  await w.settled();
  assert.deepEqual(await alice.told(), before);
});

scenario('wrong words and wrong tokens are told', {...given, twilio: false}, async (w) => {
  const wrong_words = [['export'], ['erase', '--user=me'], ['export', '--user=1', '--yes'], ['erase', 'all', '--user=1']];
  for (const words of wrong_words) {
    const refused = await w.operates(words);
    assert.ok([64, 78].includes(refused.code), words.join(' '));
    assert.notEqual(refused.err, '');
  }
  const wrong = await w.operates(['export', '--user=1'], {'http.admin-token': 'another'});
  assert.equal(wrong.code, 69);
  assert.match(wrong.err, /bearer token is not http\.admin-token/);
  const bearer = {headers: {Authorization: `Bearer ${token}`}};
  for (const target of ['/export', '/export?user=me', '/erase'])
    assert.equal((await fetch(`${w.node.url}/api/v1${target}`, bearer)).status, 400, target);
  const partless = await fetch(`${w.node.url}/api/v1/erase?user=1`, {...bearer, method: 'POST'});
  assert.equal(partless.status, 400);
});
