// Starts and ends the real programs of FLEXCORD_BINARIES on free ports of this machine.
import {spawn} from 'node:child_process';
import {join, resolve} from 'node:path';
import {free_port, identities} from '../../support/processes.mjs';

export const root = resolve(import.meta.dirname, '../../..');
export const binaries = process.env.FLEXCORD_BINARIES ?? join(root, 'build/release');
export const articles = join(root, 'knowledge');

const address_in_use = 69;
const shown_lines = 40;
const stop_limit = 25_000;

/** A running program; `through` are the words of another one that starts it. `out` and `err` hold what it printed; `ended` resolves to {code, signal, error?}. */
export class program {
  constructor(name, args, {folder, env = {}, through = []} = {}) {
    this.name = name;
    this.out = '';
    this.err = '';
    this.running = true;
    const [first, ...rest] = [...through, join(binaries, name), ...args];
    this.child = spawn(first, rest, {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {...process.env, ...env},
    });
    // Whatever ends this process first, the child goes with it.
    this.on_exit = () => this.child.kill('SIGKILL');
    process.once('exit', this.on_exit);
    this.ended = new Promise((done) => {
      this.child.on('error', (error) => done({code: null, signal: null, error: error.message}));
      this.child.on('close', (code, signal) => done({code, signal}));
    }).then((end) => {
      this.running = false;
      process.off('exit', this.on_exit);
      return end;
    });
    for (const kind of ['out', 'err']) {
      const stream = this.child[kind === 'out' ? 'stdout' : 'stderr'];
      stream.setEncoding('utf8');
      stream.on('data', (text) => {
        this[kind] += text;
        this.child.emit('said');
      });
    }
  }

  /** The first match of `pattern` in stdout or stderr; fails when the program ends before. */
  async says(pattern) {
    const found = new Promise((done) => {
      const look = () => {
        const m = this.out.match(pattern) ?? this.err.match(pattern);
        if (m) done(m);
      };
      this.child.on('said', look);
      look();
    });
    const outcome = await Promise.race([found, this.ended]);
    if (Array.isArray(outcome)) return outcome;
    const error = new Error(`${this.name} ended with ${JSON.stringify(outcome)}\n${this.tail()}`);
    error.code = outcome.code;
    throw error;
  }

  tail(lines = shown_lines) {
    return `${this.out}${this.err}`.trimEnd().split('\n').slice(-lines).join('\n');
  }

  /** Asks it to end, and waits: {code, signal}. */
  async stop(signal = 'SIGTERM') {
    if (this.running) this.child.kill(signal);
    const hard = setTimeout(() => this.child.kill('SIGKILL'), stop_limit);
    const end = await this.ended;
    clearTimeout(hard);
    return end;
  }
}

/** Runs a program to its end: {code, signal, out, err}. */
export async function run(name, args, options) {
  const p = new program(name, args, options);
  const end = await p.ended;
  return {...end, out: p.out, err: p.err};
}

/** A sandbox on a free port: a program with `base`, its address. */
export async function start_sandbox(folder) {
  const sandbox = new program('flexcord-sandbox', ['--port=0'], {folder});
  sandbox.base = (await sandbox.says(/listening on (http:\/\/\S+)/))[1];
  return sandbox;
}

/** The settings that point a node at that sandbox, by key. */
export const settings_for = {
  discord: (base) => ({
    'discord.token': identities.bot_token,
    'discord.api-url': `${base}/api/v10`,
    'discord.cdn-url': `${base}/cdn`,
    'discord.gateway-url': `ws${base.slice(4)}/gateway`,
  }),
  twilio: (base) => ({
    'twilio.account-sid': identities.account,
    'twilio.auth-token': identities.auth_token,
    'twilio.service-sid': identities.service,
    'twilio.workspace-sid': identities.workspace,
    'twilio.workflow-sid': identities.workflow,
    'twilio.chat-url': `${base}/chat`,
    'twilio.conversations-url': `${base}/conversations`,
    'twilio.flex-url': `${base}/flex-api`,
    'twilio.media-url': `${base}/mcs`,
    'twilio.studio-url': `${base}/studio`,
    'twilio.taskrouter-url': `${base}/taskrouter`,
  }),
  rasa: (base) => ({'chatbot.kind': 'rasa', 'chatbot.url': `${base}/rasa/webhooks/rest/webhook`}),
};

/** {key: value} as command line; a value of null leaves the key out. */
export const as_arguments = (settings) =>
  Object.entries(settings)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => `--${key}=${value}`);

/** A node that listens, on `own_port` or a free one: a program with `port` and `url`. `settings_at(port)` gives its settings. */
export async function start_node(folder, settings_at, own_port) {
  for (let tries = 1; ; ++tries) {
    const port = own_port ?? (await free_port());
    const node = new program('flexcord', ['run', ...as_arguments(await settings_at(port))], {folder});
    try {
      node.port = Number((await node.says(/listening on port (\d+)/))[1]);
      node.url = `http://127.0.0.1:${node.port}`;
      return node;
    } catch (error) {
      // Somebody else took the port between our look and the node's start.
      const taken = error.code === address_in_use && /address|in use/i.test(node.err);
      if (!taken || own_port || tries === 5) throw error;
    }
  }
}
