// Nobody is there, too many ask, one asks too often: what members are told.
import assert from 'node:assert/strict';
import {scenario, text_of} from './support/world.mjs';

const hour = 3_600_000;
const minute = 60_000;
const closed = /^Nobody is here right now/;
const two = (n) => String(n).padStart(2, '0');

/** Open for an hour, which begins in more than one hour and less than two. */
const opens_soon = async (base) => {
  const {now} = await (await fetch(`${base}/_sandbox/clock`)).json();
  const begins = (new Date(now).getUTCHours() + 2) % 24;
  return {'routing.hours': `Daily ${two(begins)}:00-${two(begins + 1)}:00 UTC`};
};

scenario('outside the hours a wish is kept as one case, and used when somebody is there', {
  clock: true,
  settings: opens_soon,
}, async (w) => {
  const alice = await w.member();
  const mike = await w.agent();
  await alice.writes('talk to a human');
  const promise = await alice.sees(closed);
  const [, number] = /kept as case #(\d+)\. Somebody will be here (?:today|tomorrow) at \d\d:00 \(UTC\)/.exec(promise.content);
  await alice.writes('talk to a human');
  await alice.sees(`Nobody is here yet. Your request is kept as case #${number}; somebody will be here`);
  await w.settled();
  assert.equal((await mike.tasks()).length, 0);
  await w.advance(2 * hour);
  await alice.writes('talk to a human');
  await alice.sees(`Somebody is here now, and we go on with case #${number}.`);
  await mike.accepts();
  await alice.sees('Mike has joined');
  assert.equal((await alice.told()).filter((t) => /^Case #/.test(t)).length, 0, 'no second case');
});

scenario('a kept wish can be taken back', {clock: true, settings: opens_soon}, async (w) => {
  const alice = await w.member();
  await alice.writes('talk to a human');
  const promise = await alice.sees(closed);
  await alice.presses('Cancel the request', promise);
  await alice.sees(/^Your request, case #\d+, was cancelled/);
});

scenario('one member cannot flood the desk, and is told why', {
  clock: true,
  settings: {'gates.cooldown': '1min', 'gates.per-user': 2},
}, async (w) => {
  const alice = await w.member();
  await alice.asks_for_a_person();
  const cancelled = await alice.writes('Cancel');
  await alice.sees(/^Your request was cancelled/, {after: cancelled});
  const again = await alice.writes('talk to a human');
  await alice.sees(/^You opened a request only a moment ago. Please wait \d+ (second|minute)s?/, {after: again});
  await w.advance(minute);
  const second = await alice.writes('talk to a human');
  await alice.sees(text_of.queued, {after: second});
  const taken_back = await alice.writes('never mind');
  await alice.sees(/^Your request was cancelled/, {after: taken_back});
  await w.advance(minute);
  const third = await alice.writes('talk to a human');
  await alice.sees(/^You have opened as many requests as one member may within a day/, {after: third});
  await w.counted('flexcord_gate_refusals_total', {reason: 'cooldown'});
  await w.counted('flexcord_gate_refusals_total', {reason: 'cap'});
  const asked = await alice.writes('How do refunds work?');
  await alice.sees(/./, {after: asked});
});

scenario('who is blocked is told once, and the rest is silence', {}, async (w) => {
  const mallory = await w.member('Mallory');
  await w.node.stop();
  w.given.settings = {'gates.blocked': [mallory.id]};
  await w.start_node();
  await mallory.writes('hello');
  await mallory.sees(/^You cannot use this service/);
  await mallory.writes('hello?');
  await w.counted('flexcord_gate_refusals_total', {reason: 'blocked'}, 2);
  await w.settled();
  assert.equal((await mallory.told()).length, 1);
  const alice = await w.member();
  await alice.writes('How do refunds work?');
  await alice.sees(/./);
});

scenario('who waits is told where they stand, once', {settings: {'routing.poll-interval': '200ms'}}, async (w) => {
  const first = await w.member('Anne');
  await first.asks_for_a_person();
  const second = await w.member('Ben');
  await second.asks_for_a_person();
  await second.sees('You are number 2 in the queue.');
  await w.settled();
  assert.equal((await second.told()).filter((t) => /^You are number/.test(t)).length, 1);
  assert.equal((await first.told()).filter((t) => /^You are number/.test(t)).length, 0);
});
