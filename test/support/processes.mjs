// Starts the sandbox and a node on free ports of this machine, each in a folder of its own that goes when they stop.
import {spawn} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';

const last_lines = 25;
const stop_limit = 10_000;
const knowledge = resolve(import.meta.dirname, '../../knowledge');

const sid = (letters, digit) => `${letters}${'0'.repeat(31)}${digit}`;

/** The sandbox's fixed identities, as sandbox/CONTROL.md lists them. */
export const identities = {
  bot_token: 'sandbox-token',
  application: '1100000000000000001',
  guild: '1000000000000000001',
  help_channel: '1000000000000000022',
  account: sid('AC', 1),
  auth_token: 'sandbox-auth-token',
  service: sid('IS', 2),
  workspace: sid('WS', 3),
  workflow: sid('WW', 4),
  task_channel: sid('TC', 5),
  queue: sid('WQ', 6),
  instance: sid('GO', 7),
};

export function free_port() {
  return new Promise((done, fail) => {
    const server = createServer();
    server.on('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const {port} = server.address();
      server.close(() => done(port));
    });
  });
}

/** A program that runs until stop(). `log` holds what it printed. */
export class program {
  constructor(file, args, folder) {
    this.log = '';
    this.child = spawn(file, args, {cwd: folder, stdio: ['ignore', 'pipe', 'pipe']});
    // Whatever ends this process first, the child goes with it.
    this.orphan = () => this.child.kill('SIGKILL');
    process.once('exit', this.orphan);
    this.ended = new Promise((done) => {
      this.child.on('error', (error) => done(`${file} cannot be started: ${error.message}`));
      this.child.on('exit', (code, signal) => done(`${file} ended with ${signal ?? code}`));
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (text) => {
        this.log += text;
        this.child.emit('said');
      });
    }
  }

  /** The first match of `pattern` in what it prints; fails when the program ends before. */
  async says(pattern) {
    const found = new Promise((done) => {
      const look = () => {
        const m = this.log.match(pattern);
        if (m) done(m);
      };
      this.child.on('said', look);
      look();
    });
    const outcome = await Promise.race([found, this.ended]);
    if (typeof outcome === 'string') throw new Error(`${outcome}\n${this.tail()}`);
    return outcome;
  }

  tail() {
    return this.log.trimEnd().split('\n').slice(-last_lines).join('\n');
  }

  async stop() {
    this.child.kill('SIGTERM');
    const hard = setTimeout(() => this.child.kill('SIGKILL'), stop_limit);
    const how = await this.ended;
    clearTimeout(hard);
    process.removeListener('exit', this.orphan);
    return how;
  }
}

function binary(name) {
  const folder = process.env.FLEXCORD_BINARIES;
  if (!folder) throw new Error('FLEXCORD_BINARIES must name the folder of the programs');
  return resolve(folder, name);
}

/** Runs one program in a new folder: {program, stop, logs}; `args` is given the folder. */
function start(name, args) {
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));
  const running = new program(binary(name), args(folder), folder);
  return {
    program: running,
    logs: () => `--- ${name}\n${running.tail()}`,
    async stop() {
      const how = await running.stop();
      rmSync(folder, {recursive: true, force: true});
      return how;
    },
  };
}

/** The sandbox: {base, program, stop, logs}. */
export async function start_sandbox() {
  const sandbox = start('flexcord-sandbox', () => ['--port=0']);
  const [, base] = await sandbox.program.says(/listening on (http:\/\/\S+)/);
  return {...sandbox, base};
}

/** A node that works against the sandbox at `base`: {base, program, stop, logs}. `more`, or what it gives for the node's port, are further options. */
export async function start_node(base, more = []) {
  const port = await free_port();
  const own = `http://127.0.0.1:${port}`;
  const others = typeof more === 'function' ? await more(port) : more;
  const node = start('flexcord', (folder) => [
    'run',
    `--discord.token=${identities.bot_token}`,
    `--discord.api-url=${base}/api/v10`,
    `--discord.cdn-url=${base}/cdn`,
    `--discord.gateway-url=ws${base.slice(4)}/gateway`,
    `--twilio.account-sid=${identities.account}`,
    `--twilio.auth-token=${identities.auth_token}`,
    `--twilio.service-sid=${identities.service}`,
    `--twilio.workspace-sid=${identities.workspace}`,
    `--twilio.workflow-sid=${identities.workflow}`,
    `--twilio.chat-url=${base}/chat`,
    `--twilio.studio-url=${base}/studio`,
    `--twilio.conversations-url=${base}/conversations`,
    `--twilio.flex-url=${base}/flex-api`,
    `--twilio.media-url=${base}/mcs`,
    `--twilio.taskrouter-url=${base}/taskrouter`,
    '--chatbot.kind=knowledge',
    `--knowledge.articles=${knowledge}`,
    '--http.address=127.0.0.1',
    `--http.port=${port}`,
    `--http.public-url=${own}`,
    `--http.frame-ancestors=["${base}"]`,
    `--store.url=sqlite:${join(folder, 'flexcord.db')}`,
    ...others,
  ]);
  return {...node, base: own};
}
