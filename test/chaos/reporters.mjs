// Members who report, vote and join: they press again what was lost, and look before they say anything twice.
import {setTimeout as pause} from 'node:timers/promises';
import {bugs, picture} from '../e2e/support/reports.mjs';

const patience = 30_000; // ms of real time; only a failure waits so long
const lost_after = 2500; // an interaction that nobody answers is one that was lost
const follows_within = 6000; // Discord was asked to wait
const unknown_yet = 100; // ms until a command that is not registered is typed again
const loading = 128;

export const said = {
  reported: /^Thank you\. Your report is case #(\d+)\.$/,
  alike: /^This was perhaps reported already/,
  joined: /^You joined #(\d+)\./,
  joined_already: /^You are with #(\d+) already\./,
  counted: /^Your vote for #\d+ counts/,
  taken_back: /^Your vote for #\d+ is taken back/,
  will_be_told: /^You are told by direct message/,
  my_cases: /^(Your cases, the newest first|You have no cases)/,
};
const listed = /^\*\*#(\d+)\*\* Bug report: (.+) · [^·]+? (?:\(= #(\d+)\) )?· <t:/;
const own_number = /^v1:tell-me:(\d+)$/;

const buttons_of = (message) => (message.components ?? []).flatMap((row) => row.components);

/** A report and what is meant with it, from the moment that its reporter begins. Filled by all who deal with it. */
export class report {
  constructor(plan) {
    this.plan = plan;
    this.number = 0; // as its reporter was told
    this.master = 0; // the case that it joined
    this.votes = new Set(); // ids of members, the reporter's not among them
    this.changes = []; // {status, note, answered}: what the agent did, in order
    this.listeners = []; // {user, who, number, may_from, must_from, dm_may, dm_must}: places in `changes`
    this.known = new Promise((done) => (this.became_known = done));
    this.acts = []; // what members still do with it
  }
  answered = () => this.changes.filter((c) => c.answered).length;
}

/** One member of the server. */
export class visitor {
  constructor(who, {api, feed}) {
    Object.assign(this, {who, api, feed});
  }

  async comes() {
    this.user = await this.api.post('/discord/users', {
      name: this.who.toLowerCase().replace(' ', '-'),
      global_name: this.who,
      locale: 'en-US',
    });
    return this;
  }

  async until(what, step) {
    for (const end = Date.now() + patience; Date.now() < end;) {
      const found = await step();
      if (found) return found;
    }
    throw new Error(`${this.who} tried in vain: ${what}`);
  }

  /** What the member is shown for an interaction: {message} or {modal}; undefined when it was lost. */
  async does(path, body) {
    const {status, body: made} = await this.api.try('POST', `/discord/users/${this.user.id}/${path}`, body);
    if (status >= 300) return void (await pause(unknown_yet));
    const shown = () => this.feed.record.interactions.get(made.interaction_id);
    const complete = () => shown()?.modal || (shown()?.message && !(shown().message.flags & loading));
    await this.feed.until(() => complete() || shown()?.state === 'expired', lost_after);
    if (!complete() && shown()?.state === 'acknowledged') await this.feed.until(complete, follows_within);
    return complete() ? shown() : undefined;
  }
  types = (name) => this.does('commands', {name, options: {}, where: 'guild', channel_id: bugs});
  fills_in = (form, values) => this.does('modals', {interaction_id: form.interaction_id, values});
  presses = (message, fits) => {
    const button = buttons_of(message).find((b) => fits(b) && !b.disabled);
    return button ? this.does('clicks', {message_id: message.id, custom_id: button.custom_id}) : pause(unknown_yet);
  };

  /** The member's own reports: [{number, title, master}]. What they did before is done, or was lost. */
  looks = () =>
    this.until('to see their cases', async () => {
      const text = (await this.types('mycases'))?.message?.content;
      if (!said.my_cases.test(text ?? '')) return undefined;
      return text.split('\n').flatMap((line) => {
        const row = listed.exec(line);
        return row ? [{number: Number(row[1]), title: row[2], master: Number(row[3] ?? 0)}] : [];
      });
    });
}

/** The number of the member's own case, as the button below an answer names it. */
const own_case = (message) =>
  Number(buttons_of(message).map((b) => own_number.exec(b.custom_id)?.[1]).find(Boolean) ?? 0);

/** Reports once, however often it takes. */
export class reporter extends visitor {
  constructor(it, reports, tools) {
    super(it.plan.who, tools);
    Object.assign(this, {it, reports});
    this.master = reports[it.plan.master];
    this.master?.acts.push(new Promise((done) => (this.end = done)));
  }

  async run() {
    try {
      await this.reports_once();
    } finally {
      this.it.became_known();
      this.end?.();
    }
  }

  async reports_once() {
    await pause(this.it.plan.begins);
    await this.comes();
    if (this.master) await this.master.known;
    const may_from = this.master?.answered() ?? 0;
    const {number, master, message} = await this.until('to report', () => this.reports_it());
    Object.assign(this.it, {number, master});
    const whose = master ? this.reports.find((r) => r.number === master) : this.it;
    if (!whose) throw new Error(`${this.who} was let join #${master}, which nobody reported`);
    this.listens = {user: this.user.id, who: this.who, number, may_from: master ? may_from : 0, dm_may: Infinity, dm_must: Infinity};
    whose.listeners.push(this.listens);
    if (master) whose.votes.add(this.user.id);
    if (!this.it.plan.tell_me || !message) return this.it.became_known();
    // The other half is told of what happens meanwhile in either way.
    if (this.it.plan.n % 2) this.it.became_known();
    await this.asks_to_be_told(whose, message);
  }

  /** {number, master, message?} once it is known that the report was taken; undefined when it is to be made again. */
  async reports_it() {
    const {title, text, severity, shot} = this.it.plan;
    const form = await this.types('bug');
    if (!form?.modal) return undefined;
    const values = {title, text, severity: [severity], ...(shot ? {shots: [picture]} : {})};
    const answer = await this.fills_in(form, values);
    if (said.alike.test(answer?.message?.content ?? '')) return this.chooses(answer.message);
    return this.was_taken(answer);
  }

  async chooses(message) {
    const number = this.it.plan.answer === 'join' ? this.master?.number : 0;
    const joins = (b) => number && b.label === `Join #${number}`;
    const wanted = buttons_of(message).some(joins) ? joins : (b) => b.label.startsWith('None of these');
    return this.was_taken(await this.presses(message, wanted));
  }

  /** What an answer says; one that says nothing, or is lost, is looked up. */
  async was_taken(answer) {
    const text = answer?.message?.content ?? '';
    const reported = said.reported.exec(text);
    if (reported) return {number: Number(reported[1]), master: 0, message: answer.message};
    const joined = said.joined.exec(text);
    if (joined) return {number: own_case(answer.message), master: Number(joined[1]), message: answer.message};
    return (await this.looks()).find((row) => row.title === this.it.plan.title);
  }

  async asks_to_be_told(whose, message) {
    this.listens.dm_may = whose.answered();
    await this.until('to be told by direct message', async () => {
      const answer = await this.presses(message, (b) => own_number.test(b.custom_id));
      return said.will_be_told.test(answer?.message?.content ?? '');
    });
    // One who joined is known by their own case first; it tells the master in its own time.
    if (!this.it.master) this.listens.dm_must = whose.changes.length;
  }
}

/** Votes for reports, takes votes back, and joins. */
export class voter extends visitor {
  constructor(plan, reports, tools) {
    super(plan.who, tools);
    this.plan = plan;
    // Agents finish no case before its votes are in.
    this.acts = plan.acts.map(({report: n, wishes}) => {
      const act = {it: reports[n], wishes};
      act.over = new Promise((done) => (act.end = done));
      act.it.acts.push(act.over);
      return act;
    });
  }

  async run() {
    try {
      await pause(this.plan.begins);
      await this.comes();
      for (const act of this.acts) {
        await act.it.known;
        if (act.it.number && !act.it.master) for (const wish of act.wishes) await this.wishes(act.it, wish);
        act.end();
      }
    } finally {
      for (const act of this.acts) act.end();
    }
  }

  wishes(it, wish) {
    if (wish === 'join') return this.joins(it);
    return this.until(`a vote for #${it.number}`, () => this.votes(it, wish === 'in'));
  }

  async post_of(it) {
    const found = await this.feed.until(() => post_of(this.feed.record, it.number), patience);
    if (!found) throw new Error(`${this.who} looked in vain for the post of #${it.number}`);
    return found;
  }

  async votes(it, wanted) {
    const post = await this.post_of(it);
    const answer = await this.presses(as_message(post), (b) => b.custom_id === `v1:vote:${it.number}`);
    const text = answer?.message?.content ?? '';
    // A press whose answer was lost may have counted: the next answer tells.
    if (said.counted.test(text)) it.votes.add(this.user.id);
    else if (said.taken_back.test(text)) it.votes.delete(this.user.id);
    else return false;
    return it.votes.has(this.user.id) === wanted;
  }

  async joins(it) {
    const may_from = it.answered();
    const number = await this.until(`to join #${it.number}`, async () => {
      const post = await this.post_of(it);
      const answer = await this.presses(as_message(post), (b) => b.custom_id === `v1:join:${it.number}`);
      const joined = said.joined.test(answer?.message?.content ?? '');
      if (joined) return own_case(answer.message);
      return (await this.looks()).find((row) => row.master === it.number)?.number;
    });
    it.votes.add(this.user.id);
    it.listeners.push({user: this.user.id, who: this.who, number, may_from, dm_may: Infinity, dm_must: Infinity});
  }
}

const as_message = ({id, buttons}) => ({id, components: [{components: buttons}]});

/** The newest post of that case. */
export const post_of = (record, number) =>
  record.reports().findLast((m) => m.bot && m.embed?.title.startsWith(`#${number} `));
