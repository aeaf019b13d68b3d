// A deployment changes its way with a restart: open talks end on the one that they began on, new ones take the new one.
import assert from 'node:assert/strict';
import {studio_settings} from './support/studio.mjs';
import {link, scenario, text_of} from './support/world.mjs';

const question = 'How do I recover my account?';
const quick = {'routing.poll-interval': '300ms', 'routing.studio-timeout': '2s'};

/** The node ends and starts again with these settings above its own. */
async function restart_with(w, settings) {
  await w.node.stop();
  w.routing = settings;
  await w.start_node();
}

const ways = {
  direct: () => ({}),
  conversations: (w) => studio_settings(w.api.base, 'conversations', w.node.port),
  'legacy-chat': (w) => studio_settings(w.api.base, 'legacy-chat', w.node.port),
};
const plane_of = {direct: 'conversations', conversations: 'conversations', 'legacy-chat': 'legacy-chat'};

for (const [from, to] of [
  ['legacy-chat', 'conversations'],
  ['conversations', 'direct'],
  ['direct', 'conversations'],
  ['direct', 'legacy-chat'],
  ['legacy-chat', 'direct'],
]) {
  scenario(`from ${from} to ${to}: a talk with an agent ends where it began, the next case is on the new way`, {settings: quick}, async (w) => {
    await restart_with(w, await ways[from](w));
    const alice = await w.member();
    const mike = await w.agent();
    await alice.writes(question);
    await alice.sees(link);
    await alice.writes('talk to a human');
    await mike.accepts();
    await alice.sees('Mike has joined');
    await w.settled();
    const first = mike.talk;

    await restart_with(w, await ways[to](w));
    await mike.writes('I am still here.');
    await alice.sees('I am still here.');
    await alice.writes('Good.');
    await mike.sees('Good.');
    await mike.does('complete');
    const back = await alice.sees(text_of.back);

    await alice.writes('How do refunds work?');
    await alice.sees(link, {after: back});
    await alice.writes('talk to a human');
    await mike.accepts();
    await w.api.until('Mike has joined again', async () =>
      (await alice.told()).filter((t) => t.includes('Mike has joined')).length === 2);
    assert.notEqual(mike.talk, first);
    await mike.writes('Hello again.');
    await alice.sees('Hello again.');
    await w.settled();

    const all = await w.conversations();
    const plane = (sid) => all.find((c) => c.sid === sid).plane;
    assert.equal(plane(first), plane_of[from]);
    assert.equal(plane(mike.talk), plane_of[to]);
    const told = await alice.told();
    for (const text of ['I am still here.', 'Hello again.']) assert.equal(told.filter((t) => t.includes(text)).length, 1, text);
  });
}
