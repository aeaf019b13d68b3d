// A sandbox, a node and the people: members on Discord, agents in Flex.
import assert from 'node:assert/strict';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {missing, required} from '../../support/tools.mjs';
import {articles, as_arguments, run, settings_for, start_node, start_sandbox} from './programs.mjs';
import {studio_settings} from './studio.mjs';

const deadline = 20_000; // only a failure waits so long
const round = 200; // conditions that no event announces are looked at this often

export const link = 'https://help.emberfall.example/';
export const text_of = {
  transfer: /^Case #\d+ was created\. You are being transferred/,
  queued: /^You are in the queue/,
  back: /^You are back with the assistant/,
  rate: /^How was it\?/,
};

const describe = (x) => (typeof x === 'string' ? x : JSON.stringify(x, null, 1)?.slice(0, 6000));
const matches = (text, wanted) => (wanted instanceof RegExp ? wanted.test(text) : text.includes(wanted));

/** The sandbox's control API and its events. */
export class control {
  constructor(base) {
    this.base = base;
    this.next = 0;
  }

  async try(method, path, body) {
    const answer = await fetch(`${this.base}/_sandbox${path}`, {
      method,
      headers: {'Content-Type': 'application/json'},
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return {status: answer.status, body: await answer.json()};
  }

  async call(method, path, body) {
    const {status, body: out} = await this.try(method, path, body);
    assert.ok(status < 300, `${method} ${path}: expected success, came ${status} ${JSON.stringify(out)}`);
    return out;
  }
  get = (path) => this.call('GET', path);
  post = (path, body = {}) => this.call('POST', path, body);

  /** Waits until `condition()` gives something truthy, and gives that; looked at after every event. */
  async until(what, condition, {limit = deadline, now = () => ''} = {}) {
    for (const end = Date.now() + limit; ;) {
      const found = await condition();
      if (found) return found;
      if (Date.now() > end) assert.fail(`waited for: ${what}\ncame: ${describe(await now())}`);
      const {next} = await this.get(`/events?since=${this.next}&timeout_ms=${round}`);
      this.next = next;
    }
  }

  /** What the node sent since request number `since`, of one service and method, to a path. */
  async requests({since = 0, service = 'twilio', method, path = /./} = {}) {
    const {requests} = await this.get(`/requests?since=${since}&service=${service}`);
    return requests.filter((r) => (!method || r.method === method) && path.test(r.target));
  }

  /** Faults strike matching requests; see CONTROL.md. */
  fault = (spec) => this.post('/faults', spec);

  async faults_struck(n = 1) {
    const struck = async () =>
      ((await this.get('/faults')).faults ?? []).reduce((sum, f) => sum + Number(f.struck), 0);
    await this.until(`${n} faults struck`, async () => (await struck()) >= n, {now: struck});
  }
}

class member {
  constructor(api, data) {
    Object.assign(this, {api, id: data.id, name: data.name, dm_channel: data.dm_channel});
    this.identity = `discord-${data.id}`;
  }
  path = (rest = '') => `/discord/users/${this.id}${rest}`;
  writes = (content, more = {}) => this.api.post(this.path('/messages'), {content, ...more});
  edits = (id, content) => this.api.call('PATCH', this.path(`/messages/${id}`), {content});
  deletes = (id) => this.api.call('DELETE', this.path(`/messages/${id}`));
  settings = (values) => this.api.post(this.path('/settings'), values);
  types = (name, options = {}, where = 'guild') =>
    this.api.post(this.path('/commands'), {name, options, where});

  async messages(channel = '') {
    const query = channel ? `?channel_id=${channel}` : '';
    return (await this.api.get(this.path(`/messages${query}`))).messages;
  }

  /** What the bot wrote in the DM, oldest first. */
  async told(channel) {
    return (await this.messages(channel)).filter((m) => m.author.bot).map((m) => m.content);
  }

  /** The bot's first message with this text, or, with `after`, the first behind that message. */
  sees(wanted, {after, limit} = {}) {
    return this.api.until(
      `${this.name} sees ${wanted}`,
      async () =>
        (await this.messages()).find(
          (m) => m.author.bot && matches(m.content, wanted) && (!after || BigInt(m.id) > BigInt(after.id)),
        ),
      {limit, now: () => this.told()},
    );
  }

  /** Presses the last button of that label, wherever it is in the DM, or in `message`. */
  async presses(label, message) {
    const all = message ? [message] : await this.messages();
    for (const m of [...all].reverse())
      for (const row of m.components ?? [])
        for (const b of row.components)
          if (b.label === label) {
            const body = {message_id: m.id, custom_id: b.custom_id};
            return (await this.api.post(this.path('/clicks'), body)).interaction_id;
          }
    assert.fail(`no button "${label}"; the member sees ${describe(await this.told())}`);
  }

  /** Asks for a person in words, and is told of the case and the queue. */
  async asks_for_a_person() {
    await this.writes('talk to a human');
    await this.sees(text_of.queued);
  }

  /** The DM holds exactly these texts of the bot, in this order. */
  async was_told_exactly(wanted) {
    const got = await this.told();
    const same = got.length === wanted.length && wanted.every((w, i) => matches(got[i], w));
    assert.ok(same, `${this.name} was told\nexpected ${wanted.join('\n  ')}\ncame ${describe(got)}`);
  }
}

class agent {
  constructor(api, data) {
    Object.assign(this, {api, id: data.id, identity: data.identity, name: data.full_name});
  }
  tasks = async () => (await this.api.get(`/agents/${this.id}/tasks`)).tasks;

  /** Waits for an offer: the task. */
  offer(status = 'offered') {
    return this.api.until(
      `${this.name} has a task ${status}`,
      async () => (await this.tasks()).find((t) => t.status === status),
      {now: this.tasks},
    );
  }

  async accepts() {
    this.task = await this.offer();
    this.talk = this.task.conversation_sid;
    await this.does('accept');
    return this.task;
  }
  does = (action, body) => this.api.post(`/agents/${this.id}/tasks/${this.task.task_sid}/${action}`, body);
  path = (rest) => `/agents/${this.id}/conversations/${this.talk}${rest}`;
  writes = (body, more = {}) => this.api.post(this.path('/messages'), {body, ...more});
  edits = (sid, body) => this.api.call('PATCH', this.path(`/messages/${sid}`), {body});
  deletes = (sid) => this.api.call('DELETE', this.path(`/messages/${sid}`));
  messages = async () => (await this.api.get(this.path('/messages'))).messages;
  texts = async () => (await this.messages()).map((m) => m.body);

  /** The first message of somebody else's with this text in the Flex conversation. */
  sees(wanted) {
    return this.api.until(
      `${this.name} sees ${wanted}`,
      async () =>
        (await this.messages()).find((m) => m.author !== this.identity && matches(m.body ?? '', wanted)),
      {now: this.texts},
    );
  }
}

export class world {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'flexcord-e2e-'));
  }

  /**
   * `settings` are the node's, above those that point it at the sandbox; null leaves a key out. With `clock` the node goes by
   * the sandbox's clock. `plane`: a Studio flow decides, on that plane. `crash` ("POINT:N"): the node dies there, and one without a crash point is started in its place. `prepare(folder)`: what lies in the folder that the node runs in.
   */
  async start({settings = {}, twilio = true, rasa = false, hooks = twilio, limits, clock, crash, plane, prepare} = {}) {
    prepare?.(this.folder);
    this.sandbox = await start_sandbox(this.folder);
    this.api = new control(this.sandbox.base);
    // Discord's 5 messages in 5 s would make every story slow; the shorter window still makes the node wait.
    await this.api.post('/discord/limits', {message_window_ms: 300, ...limits});
    this.given = {settings, twilio, rasa, hooks, clock: clock || crash, crash, plane};
    await this.start_node();
    return this;
  }

  async start_node() {
    const {settings, twilio, rasa, hooks, clock, crash, plane} = this.given;
    const {base} = this.sandbox;
    const wanted = typeof settings === 'function' ? await settings(base) : settings;
    const settings_at = (port) => ({
      ...settings_for.discord(base),
      ...(twilio ? {...settings_for.twilio(base), 'http.public-url': `http://127.0.0.1:${port}`} : {}),
      ...(rasa ? settings_for.rasa(base) : {'knowledge.articles': articles}),
      'http.address': '127.0.0.1',
      'http.port': port,
      'store.url': `sqlite:${join(this.folder, 'flexcord.db')}`,
      ...this.routing,
      ...wanted,
    });
    const for_tests = {
      ...(clock ? {'test-clock': new URL(base).host} : {}),
      ...(crash ? {'test-crash': crash} : {}),
    };
    // A node started again listens where it did: Twilio knows that address.
    const port = this.node?.port;
    this.node = await start_node(
      this.folder,
      async (p) => {
        if (plane && !this.routing) this.routing = await studio_settings(base, plane, p);
        return {...settings_at(p), ...for_tests};
      },
      port,
    );
    this.node.settings = settings_at(this.node.port);
    if (crash) this.reborn = this.node.ended.then((end) => this.start_again(end));
    if (hooks)
      await this.api.post('/twilio/hooks', {
        interactions: `${this.node.url}/twilio/interactions`,
        taskrouter: `${this.node.url}/twilio/taskrouter`,
      });
    await this.ready();
  }

  /** A node in the place of one that died at its crash point. */
  async start_again(end) {
    this.died = end;
    if (this.stopping) return;
    delete this.given.crash;
    await this.start_node();
  }

  /** `flexcord WORDS` as an operator types it beside this node, with its settings and `more`: {code, out, err}. */
  operates = (words, more = {}) =>
    run('flexcord', [...words, ...as_arguments({...this.node.settings, ...more})], {folder: this.folder});

  /** What /readyz says: [status, text]; a node that is not there has none. */
  async readiness() {
    try {
      const answer = await fetch(`${this.node.url}/readyz`);
      return [answer.status, await answer.text()];
    } catch (error) {
      return [0, error.cause?.code ?? error.message];
    }
  }
  ready = () =>
    this.api.until('the node is ready', async () => (await this.readiness())[0] === 200, {
      now: () => this.readiness(),
    });

  /** Moves the clock on by so many ms; the node goes by it when this returns. */
  async advance(ms) {
    const {followers, confirmed} = await this.api.post('/clock', {advance_ms: ms});
    assert.equal(confirmed, followers, 'every node that follows the clock has seen it');
    assert.ok(followers > 0, 'a node follows the clock');
  }

  member = async (name = 'Alice', more = {}) =>
    new member(
      this.api,
      await this.api.post('/discord/users', {
        name: name.toLowerCase(),
        global_name: name,
        locale: 'en-US',
        ...more,
      }),
    );
  agent = async (name = 'Mike') =>
    new agent(
      this.api,
      await this.api.post('/agents', {name: `${name.toLowerCase()}@example.com`, full_name: name}),
    );
  conversations = async () => (await this.api.get('/conversations')).conversations;

  /** The sum of a metric's samples whose labels contain these. */
  async metric(name, labels = {}) {
    const page = await (await fetch(`${this.node.url}/metrics`)).text();
    return page
      .split('\n')
      .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
      .filter((line) => Object.entries(labels).every(([k, v]) => line.includes(`${k}="${v}"`)))
      .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
  }
  counted = (name, labels, at_least = 1) =>
    this.api.until(
      `${name} ${describe(labels)} is at least ${at_least}`,
      async () => (await this.metric(name, labels)) >= at_least,
      {
        now: async () =>
          (await (await fetch(`${this.node.url}/metrics`)).text())
            .split('\n')
            .filter((l) => l.startsWith(name))
            .join('\n'),
      },
    );

  /** Nothing is on its way: every command committed is done, every bot turn is over. */
  settled = () =>
    this.api.until('the outbox is empty', async () => (await this.metric('flexcord_outbox_depth')) === 0, {
      now: async () => this.node.tail(),
    });

  logs = () => `--- sandbox\n${this.sandbox?.tail(10)}\n--- node\n${this.node?.tail()}`;

  async stop() {
    this.stopping = true;
    await this.node?.stop();
    await this.sandbox?.stop('SIGKILL');
    rmSync(this.folder, {recursive: true, force: true});
  }
}

/** Alice with Mike, an agent who has joined, and nothing on its way: {alice, mike}. */
export async function talking(w) {
  const alice = await w.member();
  const mike = await w.agent();
  await alice.asks_for_a_person();
  await mike.accepts();
  await alice.sees('Mike has joined');
  await w.settled();
  return {alice, mike};
}

/** A test in a world of its own. A failure shows the programs' last lines. `needs` names a tool of the machine. */
export function scenario(name, {needs, ...options}, work) {
  const why = needs && missing(needs);
  return test(name, {timeout: 120_000, skip: required ? undefined : why}, async () => {
    assert.ok(!why, why);
    const w = new world();
    try {
      await w.start(options);
      await work(w);
    } catch (error) {
      console.error(w.logs());
      throw error;
    } finally {
      await w.stop();
    }
  });
}
