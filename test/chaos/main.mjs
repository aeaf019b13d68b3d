// usage: scripts/chaos: see --help there. Runs many seeds on several workers and sums up what was broken and what went wrong.
import {spawn} from 'node:child_process';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {root} from '../e2e/support/programs.mjs';
import {kinds, ways} from './faults.mjs';

const shown = 12; // lines of one failing seed

const {values} = parseArgs({
  options: {
    seeds: {type: 'string', default: '20'},
    first: {type: 'string', default: '1'},
    seed: {type: 'string', multiple: true},
    store: {type: 'string', default: 'sqlite'},
    mode: {type: 'string', default: 'direct'},
    plane: {type: 'string', default: 'conversations'},
    talks: {type: 'string', default: '200'},
    jobs: {type: 'string', default: '1'},
    keep: {type: 'boolean', default: false},
  },
});

function number(name, least) {
  const n = Number(values[name]);
  if (Number.isSafeInteger(n) && n >= least) return n;
  console.error(`chaos: --${name} must be a whole number, ${least} or more`);
  process.exit(64);
}

const postgres = values.store === 'postgres';
if (!postgres && values.store !== 'sqlite') {
  console.error('chaos: --store is sqlite or postgres');
  process.exit(64);
}
const way = Object.values(ways).find((w) => w.mode === values.mode && w.plane === values.plane);
if (!way) {
  console.error('chaos: --mode is direct or studio; --plane is conversations or, with studio, legacy-chat');
  process.exit(64);
}
const first = number('first', 1);
const seeds = values.seed?.map(Number) ?? Array.from({length: number('seeds', 1)}, (_, i) => first + i);
if (!seeds.every((s) => Number.isSafeInteger(s) && s > 0)) {
  console.error('chaos: --seed must be a whole number, 1 or more');
  process.exit(64);
}
const options = {postgres, way, talks: number('talks', 1), keep: values.keep};

const sums = {};
const failing = [];
let done = 0;
let slowest = {ms: 0};
const began = Date.now();

function take({seed, wrong, counts, ms, folder}) {
  ++done;
  for (const [kind, n] of Object.entries(counts)) sums[kind] = (sums[kind] ?? 0) + n;
  if (ms > slowest.ms) slowest = {seed, ms};
  if (wrong.length > 0) {
    failing.push(seed);
    const more = wrong.length > shown ? `\n    … and ${wrong.length - shown} more` : '';
    console.log(`seed ${seed} FAILED after ${ms} ms; its log and record are in ${folder ?? '(nowhere)'}`);
    console.log(`    ${wrong.slice(0, shown).join('\n    ')}${more}`);
  } else if (seeds.length <= 20 || done % 25 === 0) {
    console.log(`seed ${seed} passed in ${ms} ms (${done} of ${seeds.length}, ${failing.length} failed)`);
  }
}

/** One worker, with a server of its own when it needs one, until no seed is left. */
function work() {
  const file = join(import.meta.dirname, 'worker.mjs');
  const [program, args] = postgres
    ? [join(root, 'scripts/with-postgres'), [process.execPath, file]]
    : [process.execPath, [file]];
  const worker = spawn(program, args, {stdio: ['ignore', 'inherit', 'inherit', 'ipc']});
  let current;
  const next = () => {
    current = queue.shift();
    if (current) worker.send({seed: current, ...options});
    else worker.disconnect();
  };
  return new Promise((ended) => {
    worker.on('message', (outcome) => {
      take(outcome);
      current = undefined;
      next();
    });
    worker.on('exit', (code) => {
      if (current) take({seed: current, wrong: [`the worker ended with ${code}`], counts: {}, ms: 0});
      ended();
    });
    next();
  });
}

function sum_up() {
  const expected = [...kinds.requests(way), ...kinds.community, ...kinds.outside, ...kinds.gateway, ...kinds.deaths, ...(postgres ? kinds.database : [])];
  console.log(`\n${values.store}, ${way.mode}, ${way.plane}: ${done - failing.length} of ${seeds.length} seeds passed in ${Math.round((Date.now() - began) / 1000)} s`);
  console.log(`${sums.talks ?? 0} talks, ${sums.texts ?? 0} texts, ${sums.handoffs ?? 0} handoffs`);
  console.log(
    `${sums.reports ?? 0} reports, ${sums.joins ?? 0} joins, ${sums.votes ?? 0} votes, ${sums.changes ?? 0} changes of status, ${sums.announcements ?? 0} announcements`,
  );
  console.log(`slowest: seed ${slowest.seed}, ${slowest.ms} ms\nfaults:`);
  for (const kind of expected) console.log(`  ${String(sums[kind] ?? 0).padStart(7)}  ${kind}`);
  const never = expected.filter((kind) => !sums[kind]);
  if (never.length > 0) console.log(`never struck: ${never.join(', ')}`);
  if (failing.length > 0)
    console.log(
      `failing seeds: ${failing.join(' ')}\nagain: scripts/chaos --store ${values.store} --mode ${way.mode} --plane ${way.plane} --talks ${options.talks} ${failing
        .slice(0, 5)
        .map((s) => `--seed ${s}`)
        .join(' ')}`,
    );
}

const queue = [...seeds];
// Who stops a long run wants to know what it has shown so far.
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => {
    sum_up();
    process.exit(130);
  });
await Promise.all(Array.from({length: Math.min(number('jobs', 1), seeds.length)}, work));
sum_up();
process.exitCode = failing.length > 0 ? 1 : 0;
