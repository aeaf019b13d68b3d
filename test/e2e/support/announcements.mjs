// A site with a feed, a node that announces what it says, and a member who reads the channel.
import assert from 'node:assert/strict';
import {feed_server} from './feed_server.mjs';
import {scenario} from './world.mjs';

export const channel = '1000000000000000025'; // of type announcement
export const secret = 'shared-with-the-automation';
export const minutes = 60_000;
export const hours = 60 * minutes;

const reads = 'flexcord_feed_reads_total';

/** What is on the page of the announcement channel, and what the node knows of its feed. */
export class reader {
  constructor(w, site, member) {
    Object.assign(this, {w, site, member, read: 0});
  }
  messages = async (where = channel) =>
    (await this.member.messages(where)).filter((m) => m.author.bot && !(m.flags & 64));
  posts = async (where) => (await this.messages(where)).map((m) => m.content);
  /** The first line of each post without its asterisks. */
  titles = async (where) => (await this.posts(where)).map((t) => t.split('\n')[0].replaceAll('*', ''));

  /** Waits until so many posts are there, then demands exactly these titles and nothing on its way. */
  async sees_exactly(wanted, where) {
    await this.w.api.until(`${wanted.length} posts`, async () => (await this.titles(where)).length >= wanted.length, {
      now: () => this.titles(where),
    });
    await this.w.settled();
    assert.deepEqual(await this.titles(where), wanted);
  }

  /** The node has read the feed once more than before, with that outcome, and stored what it found. */
  async has_read(outcome) {
    const at_least = (this[outcome] = (this[outcome] ?? 0) + 1);
    await this.w.counted(reads, {outcome}, at_least);
  }
  /** The feed is due, and read. */
  async reads_again(outcome = 'read', after = 5 * minutes) {
    await this.w.advance(after);
    await this.has_read(outcome);
  }
  /** Counts of a new process begin at nothing. */
  forget_counts() {
    for (const outcome of ['read', 'not_modified', 'failed', 'gone']) this[outcome] = 0;
  }
}

/** A test in a world with a site. `before(site)` is what it shows at the node's first read; `feeds: false`: nobody reads it. */
export function announced(name, {form = 'rss', before, feeds = true, settings, ...options}, work) {
  let site;
  scenario(
    name,
    {
      twilio: false,
      ...options,
      settings: async (base) => {
        if (!site) {
          site = await feed_server(form);
          before?.(site);
        }
        return {
          'discord.announcement-channel': channel,
          'announcements.allow-private': 'true',
          'announcements.hook-secret': secret,
          ...(feeds ? {'announcements.feeds': JSON.stringify([site.url])} : {}),
          ...(typeof settings === 'function' ? await settings(base) : settings),
        };
      },
    },
    async (w) => {
      try {
        await work(w, new reader(w, site, await w.member('Rea')), site);
      } finally {
        await site.close();
      }
    },
  );
}
