// A node that comes back looks before it repeats what its earlier life may have done.
import assert from 'node:assert/strict';
import {scenario, talking} from './support/world.mjs';

const minutes = 60_000;
const count = (texts, wanted) => texts.filter((t) => t === wanted).length;

/** A request of the node that the sandbox has begun and not answered. */
const under_way = (w, what) =>
  w.api.until('the request is under way', async () =>
    (await w.api.requests(what)).find((r) => r.status < 0),
  );

scenario('a text that is still on its way to the agent when the node dies', {clock: true}, async (w) => {
  const {alice, mike} = await talking(w);
  const post = {service: 'twilio', method: 'POST', path: '*/Messages'};
  await w.api.fault({...post, fault: {delay_ms: 6000}});
  await alice.writes('one');
  await under_way(w, {service: 'twilio', method: 'POST', path: /\/Messages$/});
  await w.node.stop('SIGKILL');
  await w.start_node();
  await alice.writes('two');
  // The new life has looked once, in vain, before the first request takes effect.
  await w.api.until('the new life looks', async () =>
    (await w.api.requests({service: 'twilio', method: 'GET', path: /\/Messages\?/})).length > 0,
  );
  await w.advance(6500);
  await mike.sees('one');
  await w.advance(10_000);
  await mike.sees('two');
  await w.settled();
  const texts = (await mike.texts()).filter((t) => ['one', 'two'].includes(t));
  assert.deepEqual(texts, ['one', 'two']);
});

scenario('equal texts of an agent, the second not sent when the node dies for long', {clock: true}, async (w) => {
  const {alice, mike} = await talking(w);
  await mike.writes('yes');
  await alice.sees(/^yes$/);
  await w.settled();
  await w.api.fault({service: 'discord', method: 'POST', path: '*/messages', times: 50, fault: {status: 503}});
  await mike.writes('yes');
  await w.api.faults_struck();
  await w.node.stop('SIGKILL');
  await w.api.call('DELETE', '/faults');
  await w.api.post('/clock', {advance_ms: 6 * minutes}); // Discord has forgotten every nonce
  await w.start_node();
  await mike.writes('end');
  await alice.sees(/^end$/);
  await w.settled();
  assert.equal(count(await alice.told(), 'yes'), 2, JSON.stringify(await alice.told()));
});

scenario("an agent's text that was sent, and whose nonce Discord has forgotten", {clock: true}, async (w) => {
  const {alice, mike} = await talking(w);
  // Sent, and the answer never comes: the node does not know.
  const post = {service: 'discord', method: 'POST', path: '*/messages'};
  await w.api.fault({...post, fault: {delay_ms: 9000, effect: true}});
  await mike.writes('only once');
  await alice.sees('only once');
  await w.node.stop('SIGKILL');
  await w.api.post('/clock', {advance_ms: 6 * minutes});
  await w.start_node();
  await mike.writes('end');
  await alice.sees(/^end$/);
  await w.settled();
  assert.equal(count(await alice.told(), 'only once'), 1, JSON.stringify(await alice.told()));
});

scenario('an answer of the bot that is on its way when the node dies, and an agent comes meanwhile', {clock: true, rasa: true}, async (w) => {
  const alice = await w.member();
  const mike = await w.agent();
  await alice.writes('first question');
  await alice.sees('first question');
  await w.settled();
  await w.api.fault({service: 'discord', method: 'POST', path: '*/messages', fault: {delay_ms: 6000}});
  await alice.writes('second question');
  await under_way(w, {service: 'discord', method: 'POST', path: /\/messages$/});
  await alice.writes('talk to a human');
  await w.counted('flexcord_transitions_total', {to: 'awaiting_agent'});
  await w.node.stop('SIGKILL');
  await w.start_node();
  await mike.accepts();
  await mike.writes('Hello, Mike here.');
  await w.advance(6500);
  await alice.sees('second question');
  await w.advance(10_000);
  await alice.sees('Hello, Mike here.');
  await w.settled();
  const told = await alice.told();
  const place = (text) => told.findIndex((t) => t.includes(text));
  assert.ok(place('second question') < place('Case #'), JSON.stringify(told, null, 1));
});
