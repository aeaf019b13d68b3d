// What is announced of a feed: exactly what is new, once and in order, whatever the site or the node does.
import assert from 'node:assert/strict';
import {announced, channel, hours, minutes} from './support/announcements.mjs';

const old = (site) => {
  site.publish({title: 'Old one'});
  site.publish({title: 'Old two'});
};

for (const form of ['rss', 'atom'])
  announced(
    `checklist 12, 13: of a ${form} feed nothing old is posted, and everything new once and in order`,
    {form, before: old, clock: true},
    async (w, rea, site) => {
      await rea.has_read('read');
      await w.settled();
      assert.deepEqual(await rea.posts(), [], 'nothing of what was there before');
      site.publish({title: 'New one', text: '<b>bold</b> and @everyone', link: 'https://site.example/one'});
      site.publish({title: 'New two & more'});
      await rea.reads_again();
      await rea.sees_exactly(['New one', 'New two & more']);
      const [first] = await rea.posts();
      assert.match(first, /^\*\*New one\*\*\n\*\*bold\*\* and @\u200beveryone\nhttps:\/\/site\.example\/one$/);
      for (const {body} of await w.api.requests({service: 'discord', method: 'POST', path: /\/messages$/}))
        assert.deepEqual(JSON.parse(body).allowed_mentions.parse, []);

      // The same entries again: in another order, twice in one document, and one under another id.
      site.reorder();
      site.entries.push({...site.entries[0]}, {...site.entries[1], id: 'moved'});
      await rea.reads_again();
      // Nothing has changed: the site says so in a line.
      await rea.reads_again('not_modified');
      assert.equal(site.requests.at(-1).status, 304);
      await w.settled();
      assert.equal((await rea.posts()).length, 2, JSON.stringify(await rea.posts()));
    },
  );

announced('a site that dates its changes is asked for what changed since', {before: old, clock: true}, async (w, rea, site) => {
  await rea.has_read('read');
  site.validator = 'date';
  site.changed();
  await rea.reads_again();
  await rea.reads_again('not_modified');
  assert.ok(site.requests.at(-1).headers['if-modified-since']);
  site.publish({title: 'After it'});
  await rea.reads_again();
  await rea.sees_exactly(['After it']);
});

announced(
  'checklist 13: a feed that is oversized, malformed or led astray is refused whole, and read on later',
  {before: old, clock: true},
  async (w, rea, site) => {
    await rea.has_read('read');
    site.publish({title: 'Patience'});
    for (const fault of ['oversized', 'malformed', 'truncated', 'cut', 'page', 'zipped', 'loop', 'missing', 'busy']) {
      // A loop is followed a few times before it is given up.
      site.next(...Array(fault === 'loop' ? 6 : 1).fill(fault));
      await rea.reads_again('failed', 6 * hours);
    }
    await w.settled();
    assert.deepEqual(await rea.posts(), [], 'half a feed is never told');
    await rea.reads_again('read', 6 * hours);
    await rea.sees_exactly(['Patience']);
    // Entities of the document's own are not unfolded.
    site.publish({title: 'Small'});
    site.next('bomb');
    await rea.reads_again();
    await rea.sees_exactly(['Patience', 'Small']);
    site.next('gone');
    await rea.reads_again('gone');
    site.publish({title: 'After the end'});
    const asked = site.requests.length;
    await w.advance(7 * hours);
    await w.node.stop();
    assert.equal(site.requests.length, asked, 'it is not asked any more');
    rea.forget_counts();
    await w.start_node();
    await rea.has_read('read');
    await rea.sees_exactly(['Patience', 'Small', 'After the end']);
  },
);

announced('a burst is told in a line and its newest five, and a changed entry is edited', {before: old, clock: true}, async (w, rea, site) => {
  await rea.has_read('read');
  let last;
  for (let n = 1; n <= 8; ++n) last = site.publish({title: `No. ${n}`});
  await rea.reads_again();
  const wanted = ['Sample site', 'No. 4', 'No. 5', 'No. 6', 'No. 7', 'No. 8'];
  await rea.sees_exactly(wanted);
  assert.match((await rea.posts())[0], /And 3 more new posts\./);
  site.edit(last, {text: 'Corrected'});
  await rea.reads_again();
  await w.counted('flexcord_announcements_total', {source: 'feed', outcome: 'edited'});
  await rea.sees_exactly(wanted);
  assert.match((await rea.posts()).at(-1), /Corrected/);
  assert.equal(await w.metric('flexcord_announcements_total', {outcome: 'posted'}), 6);
  assert.equal(await w.metric('flexcord_announcements_total', {source: 'rest', outcome: 'posted'}), 1);
});

// Which passing is the last: at the read with news, and at each post. The very first may come before the node listens.
const moments = {
  // The first commits belong to the start itself, whose death is another story.
  'before-commit': [4, 5, 6],
  'after-commit': [4, 5, 6],
  'after-send': [2, 3, 4],
  'before-done': [1, 2, 3],
};

for (const [point, passings] of Object.entries(moments))
  for (const n of passings)
    announced(
      `killed at ${point}, time ${n}: each entry is posted exactly once, in order`,
      {before: old, crash: `${point}:${n}`, settings: {'announcements.interval': '1min'}},
      async (w, rea, site) => {
        const time_passes = () => w.api.post('/clock', {advance_ms: minutes});
        // The first read is stored, by whichever life.
        await w.api.until('the first read', async () => {
          if (await w.metric('flexcord_feed_reads_total').catch(() => 0)) return true;
          if (w.died) await time_passes();
          return false;
        });
        for (const title of ['One', 'Two', 'Three']) site.publish({title});
        await w.api.until(
          'three posts',
          async () => {
            if ((await rea.posts()).length >= 3) return true;
            await time_passes();
            return false;
          },
          {now: rea.titles},
        );
        await w.api.until('the first node has died', () => w.died);
        assert.equal(w.died.signal, 'SIGKILL', 'the first node died at its crash point');
        await w.reborn;
        const asked = site.requests.length;
        await w.api.until('the feed is read once more', async () => {
          if (site.requests.length > asked + 1) return true; // the first may have been under way
          await time_passes();
          return false;
        });
        await rea.sees_exactly(['One', 'Two', 'Three']);
      },
    );

announced('a post that went out, whose answer was lost with the node, and whose nonce Discord has forgotten', {before: old, clock: true}, async (w, rea, site) => {
  await rea.has_read('read');
  await w.api.fault({service: 'discord', method: 'POST', path: `*/channels/${channel}/messages`, fault: {delay_ms: 9000, effect: true}});
  site.publish({title: 'Only once'});
  site.publish({title: 'And then'});
  await w.advance(5 * minutes);
  await w.api.until('it is out', async () => (await rea.posts()).length === 1);
  await w.node.stop('SIGKILL');
  await w.api.post('/clock', {advance_ms: 6 * minutes});
  await w.start_node();
  await rea.sees_exactly(['Only once', 'And then']);
});

announced('each post of an announcement channel is crossposted once', {before: old, clock: true}, async (w, rea, site) => {
  await rea.has_read('read');
  site.publish({title: 'One'});
  site.publish({title: 'Two'});
  await rea.reads_again();
  await rea.sees_exactly(['One', 'Two']);
  assert.deepEqual(
    (await rea.messages()).map((m) => m.flags & 1),
    [1, 1],
  );
  const asked = await w.api.requests({service: 'discord', method: 'POST', path: /\/crosspost$/});
  assert.equal(asked.length, 2);
  assert.equal(await w.metric('flexcord_announcements_total', {source: 'feed', outcome: 'crossposted'}), 2);
});

const bugs = '1000000000000000023';
announced('a channel of another type gets the posts, and nothing is crossposted', {before: old, clock: true, settings: {'discord.announcement-channel': bugs}}, async (w, rea, site) => {
  await rea.has_read('read');
  site.publish({title: 'One'});
  await rea.reads_again();
  await rea.sees_exactly(['One'], bugs);
  assert.deepEqual(await w.api.requests({service: 'discord', method: 'POST', path: /\/crosspost$/}), []);
});
