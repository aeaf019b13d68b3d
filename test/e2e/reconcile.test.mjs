// What was written while nobody listened is found, taken once, and taken before anything newer.
import assert from 'node:assert/strict';
import {join} from 'node:path';
import {start_node} from './support/programs.mjs';
import {scenario, talking, text_of} from './support/world.mjs';

const settings = {'discord.reconnect-min': '20ms', 'discord.reconnect-max': '1s'};
const with_bot = {rasa: true, twilio: false, settings};

/** The numbers of one member's notes in the order in which the bot was asked. */
const asked = async (w, who) =>
  (await w.api.requests({service: 'bot', method: 'POST'})).flatMap((r) =>
    [...JSON.stringify(r.body).matchAll(new RegExp(`${who} (\\d+);`, 'g'))].map((m) => Number(m[1])),
  );

const up_to = (n) => Array.from({length: n}, (_, i) => i + 1);

const arrived = (w, who, n) =>
  w.api.until(`${n} notes of ${who} reach the bot`, async () => (await asked(w, who)).length >= n, {
    now: async () => `${await asked(w, who)}\n${w.node.tail()}`,
  });

/** Both of Alice's notes are heard once and in order. */
async function both_heard(w) {
  await arrived(w, 'Alice', 2);
  await w.settled();
  assert.deepEqual(await asked(w, 'Alice'), up_to(2));
}

/** The session is over: the next Resume is refused. */
const forget_session = (w) => w.api.post('/discord/gateway', {action: 'expire'});

/** A node that has heard Alice's first note is down, and she writes the second. */
async function one_missed(w) {
  const alice = await w.member('Alice');
  await alice.writes('Alice 1;');
  await arrived(w, 'Alice', 1);
  await w.settled();
  await w.node.stop('SIGKILL');
  await forget_session(w);
  await alice.writes('Alice 2;');
}

scenario('messages of a long downtime are found, oldest first, and before the next one', with_bot, async (w) => {
  const alice = await w.member('Alice');
  const bob = await w.member('Bob');
  await alice.writes('Alice 1;');
  await bob.writes('Bob 1;');
  await arrived(w, 'Alice', 1);
  await arrived(w, 'Bob', 1);
  await w.settled();
  await w.node.stop('SIGKILL');
  await forget_session(w);
  for (const i of [2, 3, 4]) {
    await alice.writes(`Alice ${i};`);
    await bob.writes(`Bob ${i};`);
  }
  await w.start_node();
  await alice.writes('Alice 5;');
  await arrived(w, 'Alice', 5);
  await arrived(w, 'Bob', 4);
  await w.settled();
  assert.deepEqual(await asked(w, 'Alice'), up_to(5));
  assert.deepEqual(await asked(w, 'Bob'), up_to(4), 'one who only waits is found too');
  assert.ok((await w.metric('flexcord_events_total', {outcome: 'late'})) >= 6);
});

scenario('more messages than a page holds', with_bot, async (w) => {
  const alice = await w.member();
  await alice.writes('Alice 1;');
  await arrived(w, 'Alice', 1);
  await w.settled();
  await w.node.stop('SIGKILL');
  await forget_session(w);
  for (let i = 2; i <= 130; ++i) await alice.writes(`Alice ${i};`);
  await w.start_node();
  await arrived(w, 'Alice', 130);
  await w.settled();
  assert.deepEqual(await asked(w, 'Alice'), up_to(130));
});

scenario('a member never heard of wrote while the node was down, and writes again', with_bot, async (w) => {
  const alice = await w.member('Alice');
  const carol = await w.member('Carol');
  await alice.writes('Alice 1;');
  await arrived(w, 'Alice', 1);
  await w.node.stop('SIGKILL');
  await forget_session(w);
  await carol.writes('Carol 1;');
  await carol.writes('Carol 2;');
  await w.start_node();
  await carol.writes('Carol 3;');
  await arrived(w, 'Carol', 3);
  await w.settled();
  assert.deepEqual(await asked(w, 'Carol'), up_to(3));
});

scenario('a session that is lost while the node runs', with_bot, async (w) => {
  const alice = await w.member('Alice');
  const bob = await w.member('Bob');
  await bob.writes('Bob 1;');
  await alice.writes('Alice 1;');
  await arrived(w, 'Alice', 1);
  await arrived(w, 'Bob', 1);
  await w.settled();
  await w.api.post('/discord/gateway', {action: 'half_open'});
  await alice.writes('Alice 2;');
  await bob.writes('Bob 2;');
  await forget_session(w);
  await w.api.post('/discord/gateway', {action: 'drop'});
  await arrived(w, 'Bob', 2);
  await arrived(w, 'Alice', 2);
  await alice.writes('Alice 3;');
  await arrived(w, 'Alice', 3);
  await w.settled();
  assert.deepEqual(await asked(w, 'Alice'), up_to(3));
  assert.deepEqual(await asked(w, 'Bob'), up_to(2));
});

scenario('a second crash before the search of the first one is over', with_bot, async (w) => {
  await one_missed(w);
  // Discord answers no search until the second start.
  await w.api.fault({
    service: 'discord',
    method: 'GET',
    path: '*/messages',
    times: 1000,
    fault: {status: 500},
  });
  await w.start_node();
  await w.node.says(/component=reconcile event=sweep-began/);
  await w.node.stop('SIGKILL');
  await w.api.call('DELETE', '/faults');
  await w.start_node();
  await both_heard(w);
});

scenario('a crash when the search is over, before what it found is stored', with_bot, async (w) => {
  await one_missed(w);
  // Found by the search, and not given to the conversation: its own question is not answered.
  await w.api.fault({
    service: 'discord',
    method: 'GET',
    path: '*/messages',
    skip: 1,
    times: 1000,
    fault: {status: 500},
  });
  await w.start_node();
  await w.api.faults_struck();
  await w.node.stop('SIGKILL');
  await w.api.call('DELETE', '/faults');
  await w.start_node(); // its session goes on: nothing is missed since
  await both_heard(w);
});

scenario('both sides wrote while the node was down', {settings}, async (w) => {
  const {alice, mike} = await talking(w);
  await w.node.stop('SIGKILL');
  await forget_session(w);
  for (const text of ['agent one', 'agent two', 'agent three']) await mike.writes(text);
  await alice.writes('member one');
  await alice.writes('member two');
  await w.start_node();
  await alice.writes('member three');
  await mike.sees('member three');
  await alice.sees('agent three');
  await w.settled();
  const own = (texts) => texts.filter((t) => /^\W*(?:\*\*Mike:\*\* )?(agent|member) /.test(t ?? ''));
  assert.equal(own(await alice.told()).length, 3, JSON.stringify(await alice.told()));
  assert.deepEqual(
    (await mike.texts()).filter((t) => t?.startsWith('member')),
    ['member one', 'member two', 'member three'],
  );
});

scenario('the agent completed while the node was down', {settings}, async (w) => {
  const {alice, mike} = await talking(w);
  await w.node.stop('SIGKILL');
  await forget_session(w);
  await mike.writes('all is well now');
  await mike.does('complete');
  await alice.writes('one more question: how do I reset my password?');
  await w.start_node();
  const last = await alice.sees('all is well now');
  await alice.sees(text_of.back, {after: last});
  await w.settled();
  const told = await alice.told();
  assert.equal(told.filter((t) => t.includes('all is well now')).length, 1);
  assert.equal(told.filter((t) => text_of.back.test(t)).length, 1);
  assert.equal((await mike.texts()).filter((t) => t?.includes('one more question')).length, 0);
});

scenario('an hour of downtime with 50 messages in 20 talks', {...with_bot, clock: true}, async (w) => {
  const members = [];
  for (let i = 1; i <= 20; ++i) members.push(await w.member(`Member${i}`));
  for (const m of members) await m.writes(`${m.name} 1;`);
  for (const m of members) await arrived(w, m.name, 1);
  await w.settled();
  await w.node.stop('SIGKILL');
  const written = members.map(() => 1);
  const write = async (i) => members[i].writes(`${members[i].name} ${++written[i]};`);
  for (let n = 0; n < 50; ++n) {
    await write((n * 7) % 20);
    await w.api.post('/clock', {advance_ms: 72_000}); // an hour in all
  }
  await w.start_node();
  for (const [i, m] of members.entries()) await arrived(w, m.name, written[i]);
  await w.settled();
  for (const [i, m] of members.entries()) assert.deepEqual(await asked(w, m.name), up_to(written[i]), m.name);
});

scenario('a search that finds nothing but an edit of before ends', with_bot, async (w) => {
  const alice = await w.member('Alice');
  const {id} = await alice.writes('Alice 1;');
  await arrived(w, 'Alice', 1);
  await alice.edits(id, 'Alice 1, in other words;');
  await w.settled();
  await w.node.stop('SIGKILL');
  await forget_session(w);
  await w.start_node();
  await w.node.says(/component=reconcile event=sweep-ended asked=1 woken=1/);
});

scenario('what was written to a first life that could store nothing is found by the second', with_bot, async (w) => {
  await w.node.stop('SIGKILL');
  await forget_session(w);
  const empty = {'store.url': `sqlite:${join(w.folder, 'another.db')}`};
  const away = {'discord.gateway-url': 'ws://127.0.0.1:9/gateway'};
  const first = await start_node(w.folder, () => ({...w.node.settings, ...empty, ...away}), w.node.port);
  await first.stop('SIGKILL');
  const alice = await w.member('Alice');
  await alice.writes('Alice 1;');
  w.given.settings = {...settings, ...empty};
  await w.start_node();
  await alice.writes('Alice 2;');
  await both_heard(w);
});
