// How long a start takes, and how much memory, when very many conversations are known and few are unfinished.
import {execFileSync} from 'node:child_process';
import {copyFileSync, mkdtempSync, readFileSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {articles, binaries, settings_for, start_node, start_sandbox} from '../test/e2e/support/programs.mjs';

const [known, unfinished, runs] = [100_000, 1_000, 5];
const budget_ms = 3_000;
const give_up_ms = 120_000;

const median = (all) => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)];
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** Looks every 5 ms; gives the first thing that is something. */
async function until(what, look) {
  for (const end = Date.now() + give_up_ms; Date.now() < end; await pause(5)) {
    const found = await look().catch(() => undefined);
    if (found) return found;
  }
  throw new Error(`waited in vain: ${what}`);
}

/** Stores as one file each. */
const files = (folder) => ({
  name: 'SQLite',
  url: (name) => `sqlite:${join(folder, name)}`,
  copy: (from, to) => copyFileSync(join(folder, from), join(folder, to)),
  drop: (name) => ['', '-wal', '-shm'].forEach((end) => rmSync(join(folder, name + end), {force: true})),
  size: (name) => statSync(join(folder, name)).size,
});

/** Stores as one database each on the server of scripts/with-postgres. */
const databases = (server) => {
  const psql = (sql) => execFileSync('psql', ['-qAt', server, '-c', sql], {encoding: 'utf8'});
  return {
    name: 'PostgreSQL',
    url: (name) => server.replace(/[^/]*$/, name),
    make: (name) => psql(`CREATE DATABASE ${name}`),
    copy: (from, to) => psql(`CREATE DATABASE ${to} TEMPLATE ${from}`),
    drop: (name) => psql(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
    size: (name) => Number(psql(`SELECT pg_database_size('${name}')`)),
  };
};

/** Resident memory of a process in MiB. */
const memory = (pid) => Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]) / 1024;

/** One start on a copy of that store: milliseconds to /readyz, MiB once all that is unfinished is in memory. */
async function start(folder, place, name) {
  const sandbox = await start_sandbox(folder);
  place.copy(name, 'run');
  const began = performance.now();
  const node = await start_node(folder, (port) => ({
    ...settings_for.discord(sandbox.base),
    ...settings_for.twilio(sandbox.base),
    'knowledge.articles': articles,
    'http.address': '127.0.0.1',
    'http.port': port,
    'store.url': place.url('run'),
    'log.level': 'error',
  }));
  const ask = async (path) => {
    const answer = await fetch(`${node.url}${path}`);
    return {ok: answer.ok, text: await answer.text()};
  };
  await until('the node is ready', async () => (await ask('/readyz')).ok);
  const ready = performance.now() - began;
  await until('the unfinished are in memory', async () => {
    const live = (await ask('/metrics')).text.match(/^flexcord_live_conversations (\d+)/m);
    return Number(live?.[1]) >= unfinished;
  });
  const mib = memory(node.child.pid);
  await node.stop('SIGKILL');
  await sandbox.stop('SIGKILL');
  place.drop('run');
  return {ready, mib};
}

async function measure(folder, place) {
  const fill = (name, over) => {
    place.make?.(name);
    execFileSync(join(binaries, 'flexcord-bench-fill'), [place.url(name), over, unfinished].map(String));
  };
  fill('many', known - unfinished);
  fill('few', 0);
  const seen = {many: [], few: []};
  for (let i = 0; i < runs; ++i)
    for (const name of ['many', 'few']) seen[name].push(await start(folder, place, name));
  const of = (name, what) => median(seen[name].map((s) => s[what]));
  const mb = (place.size('many') / 1e6).toFixed(0);
  console.log(`${place.name}: ${known} known conversations (${mb} MB), ${unfinished} of them unfinished`);
  console.log(`  ready after ${of('many', 'ready').toFixed(0)} ms (budget ${budget_ms}), ` +
    `with the unfinished alone ${of('few', 'ready').toFixed(0)} ms`);
  console.log(`  memory ${of('many', 'mib').toFixed(1)} MiB, with the unfinished alone ` +
    `${of('few', 'mib').toFixed(1)} MiB: ${(of('many', 'mib') / of('few', 'mib')).toFixed(2)} times`);
  ['many', 'few'].forEach(place.drop);
  return of('many', 'ready') < budget_ms;
}

const folder = mkdtempSync(join(tmpdir(), 'flexcord-bench-'));
let good = true;
try {
  good = await measure(folder, files(folder));
  const server = process.env.FLEXCORD_TEST_POSTGRES;
  if (server) good = (await measure(folder, databases(server))) && good;
  else console.log('PostgreSQL: not measured; run it by scripts/with-postgres');
} finally {
  rmSync(folder, {recursive: true, force: true});
}
process.exitCode = good ? 0 : 1;
