// Runs seeds one after the other: reads {seed, …options} from its parent, answers with the outcome. With FLEXCORD_TEST_POSTGRES
// (set by scripts/with-postgres) and `postgres: true` each seed has a database of its own on a server that it may restart.
import {execFile} from 'node:child_process';
import {promisify} from 'node:util';
import {run_seed} from './seed.mjs';

const run = promisify(execFile);
const server = process.env.FLEXCORD_TEST_POSTGRES;
const restart = process.env.FLEXCORD_TEST_POSTGRES_RESTART;

const sql = (text) => run('psql', ['-q', '-v', 'ON_ERROR_STOP=1', '-d', server, '-c', text]);

async function on_postgres(seed, options) {
  if (!server) throw new Error('PostgreSQL 15 is missing. scripts/setup --tests installs it.');
  const name = `chaos_${seed}`;
  await sql(`CREATE DATABASE ${name}`);
  const store = new URL(server);
  store.pathname = `/${name}`;
  const database = {restart: (how) => run('bash', ['-c', `${restart} ${how}`])};
  try {
    return await run_seed(seed, {...options, store: store.href, database});
  } finally {
    await sql(`DROP DATABASE ${name} WITH (FORCE)`);
  }
}

process.on('message', async ({seed, postgres, ...options}) => {
  try {
    process.send(await (postgres ? on_postgres(seed, options) : run_seed(seed, options)));
  } catch (error) {
    process.send({seed, wrong: [`the run could not begin: ${error.message}`], counts: {}, ms: 0});
  }
});
process.on('disconnect', () => process.exit());
