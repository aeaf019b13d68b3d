// What the founding document promises to a game's community, played from end to end on one server: its table of
// features, and the one-to-one half of customer service. test/lint/checklist.sh lists which test names which item.
import assert from 'node:assert/strict';
import {identities} from '../support/processes.mjs';
import {channel as announcements, secret} from './support/announcements.mjs';
import {post_hook} from './support/feed_server.mjs';
import {answered, bigger_bags, bugs, features, lantern, post_of, posts, registered, reporting, reports} from './support/reports.mjs';
import {link, scenario, text_of} from './support/world.mjs';

const everything = {
  ...reporting,
  'discord.announcement-channel': announcements,
  'discord.support-channel': identities.help_channel,
  'announcements.hook-secret': secret,
};
const question = 'How do I recover my account?';

/** /helpme in the channel of customer service. */
async function helpme(w, member, wanted) {
  const {interaction_id} = await w.api.post(member.path('/commands'), {
    name: 'helpme',
    options: {},
    where: 'guild',
    channel_id: identities.help_channel,
  });
  return answered(w, interaction_id, wanted);
}
/** The posts of the bot that everybody sees in a channel. */
const seen = async (member, channel) =>
  (await member.messages(channel)).filter((m) => m.author.bot && !(m.flags & 64));

scenario('checklist 10: one server has announcements, bug reports, feature requests and customer service', {settings: everything}, async (w) => {
  await registered(w);
  const alice = await w.member();
  const ben = await w.member('Ben');
  const call = await post_hook(w.node, secret, {title: 'Emberfall 1.4', text: 'The marsh is open.'});
  assert.equal(call.status, 202);
  const bug = await reports(w, alice, lantern);
  const wish = await reports(w, ben, bigger_bags, {command: 'new_feature'});
  await helpme(w, alice, /check your direct messages/);
  await alice.sees(/^Hello Alice, this is customer service/);
  await w.api.until('the announcement', async () => (await seen(ben, announcements)).length === 1);
  await post_of(w, ben, bug.number);
  await post_of(w, alice, wish.number, {channel: features});
  await w.settled();
  // Each in its own place, and nowhere else.
  assert.match((await seen(alice, announcements))[0].content, /^\*\*Emberfall 1\.4\*\*\nThe marsh is open\./);
  const counts = {};
  for (const where of [announcements, bugs, features, identities.help_channel])
    counts[where] = (await seen(ben, where)).length;
  assert.deepEqual(counts, {[announcements]: 1, [bugs]: 1, [features]: 1, [identities.help_channel]: 0});
  assert.equal((await alice.told()).length, 1);
  assert.equal((await ben.told()).length, 0);
  assert.equal((await posts(ben, bugs))[0].embeds[0].title, `#${bug.number} ${lantern.title}`);
});

scenario(
  'checklist 18, 19, 22, 23, 25, 26, 27: /helpme in the support channel, a virtual agent, and a live one in the same chat',
  {settings: everything},
  async (w) => {
    await registered(w);
    const alice = await w.member();
    const mike = await w.agent();
    const i = await helpme(w, alice, /check your direct messages/);
    assert.ok(i.message.flags & 64, 'only Alice sees it in the channel');
    const hello = await alice.sees(/^Hello Alice, this is customer service/);
    assert.equal(hello.channel_id, alice.dm_channel, 'the chat is a direct message');
    // The virtual agent answers with articles, and offers a live one.
    const asked = await alice.writes(question);
    const answer = await alice.sees(link, {after: asked});
    await alice.presses('Talk to a person', answer);
    // Told at once, before any agent has looked: a case was created, and the transfer is under way.
    await alice.sees(text_of.transfer);
    await alice.sees(text_of.queued);
    await mike.offer();
    await w.settled();
    const before = await alice.told();
    assert.match(before[2], /^Case #1 was created\. You are being transferred/);
    assert.ok(!before.some((t) => /has joined/.test(t)), 'nobody has joined yet');
    await mike.accepts();
    await alice.sees(/^Mike has joined/);
    await mike.sees(question);
    await mike.writes('Which address did you register with?');
    await alice.sees('Which address');
    await alice.writes('My old one.');
    await mike.sees('My old one.');
    await w.settled();
    await alice.was_told_exactly([
      /^Hello Alice/,
      link,
      text_of.transfer,
      text_of.queued,
      /^Mike has joined/,
      'Which address did you register with?',
    ]);
    // All of it in one chat: the bot wrote nowhere else, and the agent has one conversation.
    const writes = await w.api.requests({service: 'discord', method: 'POST', path: /\/channels\/\d+\/messages$/});
    assert.deepEqual([...new Set(writes.map((r) => /channels\/(\d+)/.exec(r.target)[1]))], [alice.dm_channel]);
    assert.equal((await w.conversations()).length, 1);
  },
);
