// One member's talk, from both sides: what the member writes and what the agent does. Keeps what was meant, in order.
import {setTimeout as pause} from 'node:timers/promises';

const words = ['lantern', 'harbour', 'quest', 'map', 'boots', 'rope', 'torch']; // none that the stand-in bot knows
const patience = 30_000; // ms of real time; only a failure waits so long
const first_patience = 1500; // a first message may be missed while the node is down: people write again
const press_patience = 2500; // a press may be lost with its session: people press again, or write
const typing = 25; // ms at most between two texts

export const saying = {
  transfer: /^(?:Case #(?<made>\d+) was created|We go on with your case #(?<again>\d+))\. You are being transferred/,
  queued: /^You are in the queue\./,
  joined: /^(.+) has joined the conversation\.$/,
  left: /^(.+) has left the conversation\.$/,
  back: /^You are back with the assistant\./,
  rate: /^How was it\?/,
  cancelled: /^Your request was cancelled\./,
  nothing_to_cancel: /^There is no open request to cancel\./,
  no_agent: /^Sorry, nobody was free/,
  failed: /^Sorry, the transfer did not work\./,
  waiting_already: /^Your request for a person is already under way/,
  with_agent_already: /^You are already talking with a person/,
  apology: /^Sorry, I (could not find an answer|cannot answer at the moment)/,
  rated_late: /^The rating is closed/,
};
export const phrase = (n) => `person please ${n}`;
export const phrases = Array.from({length: 12}, (_, n) => phrase(n + 1));

export class talk {
  constructor(plan, throws, {api, feed, desk, mode}) {
    Object.assign(this, {plan, dice: throws, api, feed, desk, mode});
    this.said = []; // the member's texts, in order
    this.heard = []; // the agents' texts, in order: {desk, text}
    this.asks = 0;
    this.presses = 0;
    this.staying = false;
    this.expects = false; // an agent
    this.unasked = 0; // agents who came although the member had not asked
  }

  get dm() {
    return this.feed.record.dm(this.user.id);
  }
  told = (pattern) => this.dm.filter((m) => m.bot && pattern.test(m.text));
  count = (pattern) => this.told(pattern).length;
  breath = () => pause(this.dice.between(0, typing));

  async run() {
    await pause(this.plan.begins);
    this.user = await this.api.post('/discord/users', {
      name: this.plan.name.toLowerCase().replace(' ', '-'),
      global_name: this.plan.name,
      locale: 'en-US',
    });
    if (this.mode === 'studio') this.feed.on((event) => this.sees(event));
    await this.first_contact();
    for (const act of this.plan.acts) await this[act.act](act);
    this.over = true;
  }

  /** A flow that cannot ask the bot brings an agent: who was not asked for, sees that and is done. */
  sees({kind, data}) {
    if (kind !== 'discord.message' || data.user !== this.user.id || this.expects) return;
    if (!data.author.bot || !saying.joined.test(data.content)) return;
    ++this.unasked;
    const before = this.count(saying.back);
    this.back = () => this.count(saying.back) > before;
    this.sends_away().catch((error) => (this.failure ??= error));
  }
  async sends_away() {
    const found = await this.feed.until(() => this.desk.seat_of(this.user.id), patience);
    if (!found) throw new Error(`${this.plan.name} has an agent without a seat`);
    await this.desk.completes(found);
  }
  /** A transfer was announced and is not over. */
  in_handoff = () => {
    const ends = [saying.back, saying.no_agent, saying.failed, saying.cancelled];
    const last = this.dm.findLast((m) => m.bot && [saying.transfer, ...ends].some((pattern) => pattern.test(m.text)));
    return last !== undefined && saying.transfer.test(last.text);
  };

  async wait(what, look, limit = patience) {
    this.waits_for = what;
    const found = await this.feed.until(look, limit);
    if (!found && limit === patience) throw new Error(`${this.plan.name} waited in vain for ${what}`);
    this.waits_for = undefined;
    return found;
  }

  async says(text) {
    this.said.push(text);
    await this.api.post(`/discord/users/${this.user.id}/messages`, {content: text});
  }
  text = (tail = this.dice.pick(words)) => `u${this.said.length + 1}; ${tail}`;

  async first_contact() {
    for (const end = Date.now() + patience; ;) {
      if (Date.now() > end) throw new Error(`${this.plan.name} is not heard`);
      await this.says(this.text());
      const answered = () => this.dm.some((m) => m.bot);
      if (await this.wait('any answer', answered, first_patience)) return;
    }
  }

  async chat({texts, wait}) {
    if (wait) await this.comes_back();
    const before = this.count(saying.apology);
    const unasked = this.unasked;
    for (let i = 0; i < texts; ++i) {
      await this.says(this.text());
      await this.breath();
    }
    if (!wait) return;
    const last = this.said.at(-1).split(' ')[0];
    await this.wait(
      `an answer to ${last}`,
      () => this.dm.some((m) => m.bot && m.text.includes(last)) || this.count(saying.apology) > before || this.unasked > unasked,
    );
  }

  async presses_button(action) {
    const message = this.dm.findLast((m) => m.buttons.includes(action));
    if (!message) return false;
    ++this.presses;
    const body = {message_id: message.id, custom_id: action};
    await this.api.post(`/discord/users/${this.user.id}/clicks`, body);
    return true;
  }

  /** Asks until a case is made. */
  async asks_for_person(by) {
    const before = this.count(saying.transfer);
    const joined = this.count(saying.joined);
    // A flow that cannot ask the bot brings an agent without more ado.
    const brought = () => this.in_handoff() || this.count(saying.joined) > joined;
    const made = () => this.count(saying.transfer) > before || (this.mode === 'studio' && brought());
    if (by === 'button' && (await this.presses_button('v1:agent')))
      if (await this.wait('a case', made, press_patience)) return;
    if (by === 'bot') {
      const sorry = this.count(saying.apology);
      await this.says(this.text('real person'));
      await this.wait('a case or an apology', () => made() || this.count(saying.apology) > sorry);
      if (made()) return;
    }
    await this.says(phrase(++this.asks));
    await this.wait('a case', made);
  }

  async handoff({by, at_once, moves, hear_out, end, wait}) {
    await this.comes_back();
    this.expects = true;
    for (let joined = false; !joined;) {
      const before = {joined: this.count(saying.joined), lost: this.lost()};
      await this.asks_for_person(by);
      for (let i = 0; i < at_once; ++i) await this.says(this.text());
      joined = await this.wait('an agent, or word that none comes', () => {
        if (this.count(saying.joined) > before.joined) return 'joined';
        return this.lost() > before.lost && 'lost';
      });
      if (joined === 'lost') joined = false;
    }
    const seat = await this.wait('the seat of the agent', () => this.desk.seat_of(this.user.id));
    for (const move of moves) {
      if (move === 'member') await this.says(this.text());
      else await this.answers(seat);
      await this.breath();
    }
    if (hear_out) await this.wait('both sides to hear each other out', () => this.heard_out(seat));
    if (end === 'stay') {
      this.staying = true;
      return;
    }
    const before = this.count(saying.back);
    await this.desk.completes(seat);
    this.back = () => this.count(saying.back) > before;
    this.expects = false;
    if (wait) await this.comes_back();
  }
  lost = () => this.count(saying.no_agent) + this.count(saying.failed);

  async comes_back() {
    if (this.back) await this.wait('the assistant to be back', this.back);
    this.back = undefined;
  }

  async answers(seat) {
    const text = `a${this.heard.length + 1}; ${this.dice.pick(words)}`;
    this.heard.push({desk: seat.desk, text});
    await this.desk.writes(seat, text);
  }

  heard_out(seat) {
    // Nothing may have been said since an earlier agent was there.
    const lines = this.feed.record.desks_of(this.user.id).flatMap((d) => d.lines);
    const last = this.heard.findLast((h) => h.desk === seat.desk);
    // What the member said after asking for a person is for the agent.
    const said = this.said.at(-1);
    return (
      (!last || this.dm.some((m) => m.bot && m.text.includes(last.text))) &&
      lines.some((line) => line.text === said)
    );
  }

  /** Asks for a person and thinks better of it before one comes. */
  async cancel() {
    await this.comes_back();
    this.desk.leaves_alone(this.user.id, true);
    // An agent whom the flow brought meanwhile is sent away first.
    for (const end = Date.now() + patience; !this.in_handoff();) {
      if (Date.now() > end) throw new Error(`${this.plan.name} has nothing to cancel`);
      await this.asks_for_person('words');
      if (this.in_handoff()) break;
      await this.comes_back();
      await this.wait('a case for what the agent did not hear', this.in_handoff, press_patience);
    }
    const over = () => this.count(saying.cancelled) + this.lost() + this.count(saying.nothing_to_cancel) > 0;
    for (const end = Date.now() + patience; !over();) {
      if (Date.now() > end) throw new Error(`${this.plan.name} cannot cancel`);
      await this.presses_button('v1:cancel');
      await this.wait('the request to be cancelled', over, press_patience);
    }
    // The engine may have asked for an agent just before; nobody is to take that any more. What an agent of the flow's was too
    // late for is a request of its own, and cancelled as well.
    // Where there was nothing to cancel any more, the bot may have a desk by now, with a flow beside it.
    const bots = (d) => this.count(saying.cancelled) === 0 && [...d.tasks.values()].every((t) => t.over);
    const settled = () =>
      !this.in_handoff() && this.feed.record.desks_of(this.user.id).every((d) => d.state === 'closed' || bots(d));
    for (const end = Date.now() + patience; !settled();) {
      if (Date.now() > end) throw new Error(`${this.plan.name} waited in vain for the cancelled desk to be closed`);
      if (this.in_handoff()) await this.presses_button('v1:cancel');
      await this.wait('the cancelled desk to be closed', settled, press_patience);
    }
    this.desk.leaves_alone(this.user.id, false);
  }
}
