// Starts the sandbox and a node, as the demo does, on free ports of this machine.
import {spawn} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';

const last_lines = 25;
const stop_limit = 10_000;

const sid = (letters, digit) => `${letters}${'0'.repeat(31)}${digit}`;

function free_port() {
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
class program {
  constructor(file, args, folder) {
    this.name = file;
    this.log = '';
    this.child = spawn(file, args, {cwd: folder, stdio: ['ignore', 'pipe', 'pipe']});
    // Whatever ends this process first, the child goes with it.
    process.once('exit', () => this.child.kill('SIGKILL'));
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
    await this.ended;
    clearTimeout(hard);
  }
}

/** Both programs of `binaries`, with `articles` as knowledge base: {base, sandbox, node, stop, logs}. */
export async function start_programs({binaries, articles}) {
  const folder = mkdtempSync(join(tmpdir(), 'flexcord-browser-'));
  const sandbox = new program(resolve(binaries, 'flexcord-sandbox'), ['--port=0'], folder);
  const [, base] = await sandbox.says(/listening on (http:\/\/\S+)/);
  const port = await free_port();
  const node = new program(
    resolve(binaries, 'flexcord'),
    [
      'run',
      '--discord.token=sandbox-token',
      `--discord.api-url=${base}/api/v10`,
      `--discord.cdn-url=${base}/cdn`,
      `--discord.gateway-url=ws${base.slice(4)}/gateway`,
      `--twilio.account-sid=${sid('AC', 1)}`,
      '--twilio.auth-token=sandbox-auth-token',
      `--twilio.service-sid=${sid('IS', 2)}`,
      `--twilio.workspace-sid=${sid('WS', 3)}`,
      `--twilio.workflow-sid=${sid('WW', 4)}`,
      `--twilio.conversations-url=${base}/conversations`,
      `--twilio.flex-url=${base}/flex-api`,
      `--twilio.media-url=${base}/mcs`,
      `--twilio.taskrouter-url=${base}/taskrouter`,
      '--chatbot.kind=knowledge',
      `--knowledge.articles=${articles}`,
      '--http.address=127.0.0.1',
      `--http.port=${port}`,
      `--http.public-url=http://127.0.0.1:${port}`,
      `--store.url=sqlite:${join(folder, 'flexcord.db')}`,
    ],
    folder,
  );
  const hooks = await fetch(`${base}/_sandbox/twilio/hooks`, {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify({
      interactions: `http://127.0.0.1:${port}/twilio/interactions`,
      taskrouter: `http://127.0.0.1:${port}/twilio/taskrouter`,
    }),
  });
  if (!hooks.ok) throw new Error(`the sandbox refused the callbacks: ${await hooks.text()}`);
  return {
    base,
    sandbox,
    node,
    logs: () => `--- sandbox\n${sandbox.tail()}\n--- node\n${node.tail()}`,
    async stop() {
      await node.stop();
      await sandbox.stop();
      rmSync(folder, {recursive: true, force: true});
    },
  };
}
