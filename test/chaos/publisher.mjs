// Who announces: an automation that calls the hook until it is taken, and a site with a feed.
import {setTimeout as pause} from 'node:timers/promises';
import {feed_server, post_hook} from '../e2e/support/feed_server.mjs';

const patience = 30_000; // ms of real time
const again = 50; // ms until a call that was not taken is made again
export const hook_secret = 'shared-with-the-automation';

/** Calls one after the other; a call without 2xx is repeated under its key. */
export class publisher {
  constructor(plan, {api, node}) {
    Object.assign(this, {plan, api, node});
    this.accepted = []; // titles, in the order in which they were taken
    this.wrong = [];
  }

  async run() {
    for (const [n, a] of this.plan.entries()) {
      await pause(a.pause);
      const key = `announcement-${n + 1}`;
      const calls = a.how === 'two at once' ? [this.until_taken(a, key), this.until_taken(a, key)] : [this.until_taken(a, key)];
      await Promise.all(calls);
      this.accepted.push(a.title);
      if (a.how === 'again' && (await this.until_taken(a, key)) !== 200)
        this.wrong.push(`${a.title} was taken for new when it was said again`);
    }
  }

  async until_taken({title}, key) {
    let last;
    for (const end = Date.now() + patience; Date.now() < end; await pause(again)) {
      last = await this.call(title, key).catch((error) => error.message);
      if (last === 200 || last === 202) return last;
    }
    throw new Error(`${title} is not taken: ${last}`);
  }

  async call(title, key) {
    const {now} = await this.api.get('/clock');
    const answer = await post_hook(this.node, hook_secret, {title}, {key, at: Math.floor(now / 1000)});
    await answer.text();
    return answer.status;
  }
}

/** A site whose old entries are nobody's news. */
export class site {
  constructor(plan) {
    this.plan = plan;
    this.published = []; // titles, in their order
  }
  async opens() {
    this.server = await feed_server();
    this.server.publish({title: 'Old entry 1'});
    this.server.publish({title: 'Old entry 2'});
    this.url = this.server.url;
  }
  closes = () => this.server?.close();

  async run() {
    // Who asks for changes only has kept what is old.
    const known = () => this.server.requests.some((r) => r.headers['if-none-match']);
    for (const end = Date.now() + patience; !known(); await pause(again))
      if (Date.now() > end) throw new Error('the feed is not read');
    for (const e of this.plan) {
      await pause(e.pause);
      if (e.fault) this.server.next(e.fault);
      this.server.publish({title: e.title});
      this.published.push(e.title);
    }
  }
}
