// Agents at the case pages: they look, change and save; what was not answered is sent again with the same form.
import {setTimeout as pause} from 'node:timers/promises';
import {form_of, open, posts} from '../e2e/support/case_page.mjs';
import {post_of} from './reporters.mjs';

const patience = 30_000; // ms of real time
const again = 50; // ms until somebody tries again what was not answered
export const admin_token = 'operators-of-the-fault-harness';

export class case_agent {
  constructor({api, feed, node}) {
    Object.assign(this, {api, feed, node});
  }

  /** What `step` gives once it gives something; a node that is not there is waited for. */
  async until(what, step) {
    for (const end = Date.now() + patience; Date.now() < end; await pause(again)) {
      const found = await step().catch(() => undefined);
      if (found) return found;
    }
    throw new Error(`the agent tried in vain: ${what}`);
  }

  /** Gives a report its statuses: some while members vote, the rest when they are done. */
  async works_on(it) {
    await it.known;
    if (!it.number || it.master) return; // its master is worked on
    for (const status of it.plan.early) await this.changes(it, status);
    await Promise.all(it.acts);
    const votes = it.votes.size + 1;
    await this.until(`#${it.number} to show ${votes} votes`, async () => votes_of(post_of(this.feed.record, it.number)) === votes);
    for (const l of it.listeners) l.must_from = l.number === it.number ? 0 : it.changes.length;
    for (const status of it.plan.late) await this.changes(it, status);
  }

  async changes(it, status) {
    const change = {status, note: `${it.plan.title}: ${it.changes.length + 1}`, answered: false};
    it.changes.push(change);
    const url = await this.until(`the link to #${it.number}`, () => this.link_of(it));
    const page = await this.until(`the page of #${it.number}`, async () => {
      const p = await open(url);
      return p.status === 200 && p;
    });
    const {fields, action} = form_of(page.html, 'update');
    const wish = {...fields, agent: 'Mike', status, note: change.note};
    const answer = await this.until(`#${it.number} to be saved`, async () => {
      const {status: code} = await posts(action, url, wish);
      return code < 500 && code;
    });
    if (answer !== 303) throw new Error(`the page of #${it.number} answered ${answer}`);
    change.answered = true;
  }

  async link_of({number, plan: {title}}) {
    const headers = {authorization: `Bearer ${admin_token}`};
    const query = new URLSearchParams({q: `${number} ${title}`});
    const {cases} = await (await fetch(`${this.node.url}/api/v1/cases?${query}`, {headers})).json();
    return cases.find((c) => c.number === number)?.url;
  }
}

export const votes_of = (post) => Number(post?.embed.fields.find((f) => f.name === 'Votes')?.value);
