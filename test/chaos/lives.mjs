// The node's lives: it is killed, stopped and started again as the plan says; each life goes on where the last one ended.
import {spawn} from 'node:child_process';
import {openSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {free_port} from '../support/processes.mjs';
import {as_arguments, binaries} from '../e2e/support/programs.mjs';

const ready_limit = 20_000;
const stop_limit = 15_000;
const look = 15; // ms between two looks at /readyz
const no_store = 69;
const absence = 6 * 60_000; // longer than Discord remembers a nonce, and than a session can be resumed

export class lives {
  constructor(folder, settings, {api, count}) {
    Object.assign(this, {folder, settings, api, count});
    this.on_server = settings['store.url'].startsWith('postgresql:');
    this.problems = [];
    this.deaths = 0;
  }

  async prepare() {
    this.port = await free_port();
    this.url = `http://127.0.0.1:${this.port}`;
    this.log = openSync(join(this.folder, 'node.log'), 'a');
  }

  /** Starts a node; done when it is ready, or dead. */
  async start(more = {}) {
    const args = as_arguments({...this.settings, 'http.port': this.port, 'http.public-url': this.url, ...more});
    const child = spawn(join(binaries, 'flexcord'), ['run', ...args], {
      cwd: this.folder,
      stdio: ['ignore', this.log, this.log],
    });
    const on_exit = () => child.kill('SIGKILL');
    process.once('exit', on_exit);
    const node = {child, alive: true, asked_to_end: false};
    if (this.calling === 'operator') this.calling = undefined; // this is the node that was called for
    node.ended = new Promise((done) => child.once('close', (code, signal) => done({code, signal}))).then((end) => {
      node.alive = false;
      process.off('exit', on_exit);
      ++this.deaths;
      // A node whose database is away when it starts says so and ends; whoever runs it starts it again.
      node.without_database = this.on_server && end.code === no_store;
      if (!node.asked_to_end && end.signal !== 'SIGKILL' && !node.without_database)
        this.problems.push(`the node ended by itself: ${JSON.stringify(end)}`);
      const at_its_point = end.signal === 'SIGKILL' && more['test-crash'];
      const before_it_lived = end.signal === 'SIGTERM' && !node.was_ready;
      const may_fail = at_its_point || before_it_lived || node.without_database;
      if (node.asked_to_end === 'SIGTERM' && end.code !== 0 && !may_fail)
        this.problems.push(`asked to end, the node ended with ${JSON.stringify(end)}`);
      return end;
    });
    this.node = node;
    // An operator who calls does not wait for it either.
    const wanted = () => node.alive && !this.calling;
    for (const last = Date.now() + ready_limit; wanted() && !(await this.is_ready());) {
      if (Date.now() > last) throw new Error('the node is not ready in time');
      await pause(look);
    }
    node.was_ready = node.alive && !this.calling;
    if (node.without_database) {
      await pause(look * 10);
      await this.start(more);
    }
  }

  async is_ready() {
    try {
      return (await fetch(`${this.url}/readyz`)).status === 200;
    } catch {
      return false;
    }
  }

  async end(signal) {
    const {node} = this;
    node.asked_to_end = signal;
    node.child.kill(signal);
    const hard = setTimeout(() => {
      this.problems.push('the node did not end when asked to');
      node.child.kill('SIGKILL');
    }, stop_limit);
    await node.ended;
    clearTimeout(hard);
  }

  /** An operator ends this life and starts another at once, or as soon as there is one. */
  replaced = () => this.calls('operator');
  /** The last life lasts as it is; `live` is over. */
  finish = () => this.calls('over');

  calls(why) {
    this.calling = why;
    this.answer?.();
  }
  /** Why somebody calls: "operator" or "over". */
  async called() {
    if (!this.calling) await new Promise((done) => (this.answer = done));
    return this.calling;
  }

  /** Lives the plan's lives, one after the other, then one that nothing ends but an operator. */
  async live(plan) {
    for (const life of plan) await this.one(life);
    await this.start();
    while ((await this.called()) === 'operator') {
      await this.end('SIGTERM');
      await this.start();
    }
  }

  async one({crash, end, absent, limit}) {
    await this.start(crash ? {'test-crash': crash} : {});
    const died = this.node.ended.then(() => 'died');
    const why = await Promise.race([died, pause(limit, 'limit'), this.called()]);
    if (why === 'died' && crash) this.count(`killed at ${crash.split(':')[0]}`);
    if (why !== 'died') {
      const signal = why === 'operator' ? 'SIGTERM' : end;
      await this.end(signal);
      if (why === 'limit') this.count(signal === 'SIGTERM' ? 'SIGTERM' : 'kill -9');
    }
    if (!absent) return;
    await this.api.post('/clock', {advance_ms: absence});
    this.count('long downtime');
  }

  async metric(name) {
    const page = await (await fetch(`${this.url}/metrics`)).text();
    return page
      .split('\n')
      .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
      .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
  }
}
