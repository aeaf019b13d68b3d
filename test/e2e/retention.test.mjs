// What is old is deleted while the node runs; what is unfinished stays, however old it is.
import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {scenario, talking} from './support/world.mjs';

const hour = 3_600_000;
const settings = {
  'store.retention.transcript': '48h',
  'store.retention.conversations': '480h',
  'routing.agent-idle-timeout': '720h',
  'log.level': 'debug',
};

/** How often the store's files hold a text; the node must not run. */
const stored = (w, text) =>
  readdirSync(w.folder)
    .filter((name) => name.startsWith('flexcord.db'))
    .map((name) => readFileSync(join(w.folder, name)).toString('latin1').split(text).length - 1)
    .reduce((sum, n) => sum + n, 0);

/** Moves the clock on and waits for the pass that is due then. */
async function later(w, hours) {
  const passes = () => w.node.err.split('component=retention event=pass-ended').length;
  const before = passes();
  await w.advance(hours * hour);
  await w.api.until('what is old is looked for', () => passes() > before, {now: () => w.node.tail()});
}

const forgotten = (w, kind) => w.metric('flexcord_forgotten_rows_total', {kind});

scenario('old words go after their time, and later the whole talk', {clock: true, settings, twilio: false}, async (w) => {
  const alice = await w.member();
  await alice.writes('my cat is called Mimsy');
  await w.counted('flexcord_events_total', {event: 'delivered'});
  await w.settled();
  await later(w, 47);
  assert.equal(await forgotten(w, 'transcript'), 0);
  await later(w, 2);
  assert.equal(await forgotten(w, 'transcript'), 2);
  await later(w, 430);
  assert.equal(await forgotten(w, 'conversations'), 0);
  await later(w, 50);
  assert.equal(await forgotten(w, 'conversations'), 1);
  assert.equal(await w.metric('flexcord_conversations'), 0);
  await alice.writes('hello again');
  await w.counted('flexcord_conversations', {}, 1);
  await w.settled();
  assert.doesNotMatch(w.node.out + w.node.err, /Mimsy/);
  await w.node.stop();
  assert.equal(stored(w, 'Mimsy'), 0);
  assert.ok(stored(w, 'hello again') > 0);
});

scenario('a talk with an agent keeps its words for as long as it lasts', {clock: true, settings}, async (w) => {
  const {alice, mike} = await talking(w);
  await alice.writes('an old story of mine');
  await mike.sees('an old story of mine');
  await w.settled();
  const bob = await w.member('Bob');
  await bob.writes('how do I reset my password?');
  await w.counted('flexcord_conversations', {owner: 'bot'});
  await w.settled();
  await later(w, 60);
  assert.equal(await forgotten(w, 'transcript'), 2);
  await mike.writes('I have read your story');
  await alice.sees('I have read your story');
  await w.settled();
  await w.node.stop();
  assert.ok(stored(w, 'an old story of mine') > 0);
});
