// One run: a sandbox, the node's lives, talks and faults, all made from a seed; then the verdict.
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {program, settings_for} from '../e2e/support/programs.mjs';
import {studio_settings} from '../e2e/support/studio.mjs';
import {control} from '../e2e/support/world.mjs';
import {community} from './community.mjs';
import {desk} from './desk.mjs';
import {dice} from './dice.mjs';
import {strike, ways} from './faults.mjs';
import {feed} from './feed.mjs';
import {lives} from './lives.mjs';
import {plan_of} from './plan.mjs';
import {phrases, talk} from './talk.mjs';
import {talk_verdict} from './verdict.mjs';

const still = 150; // ms without an event after which time is moved on
const step = 12_000; // and by how much
const rest = 45_000; // by the clock: longer than any poll, look or late webhook
const rounds = 8; // of rest, until nothing is missing
const long_rest = 3_600_000; // in the later ones: of crossposts Discord takes ten an hour
const quiet_limit = 10_000;
const given_up = 1500; // ms in which nothing happens although something is to be done: it waits for another hour

const hours = '168h'; // no talk ends by itself

function settings_at(base, store) {
  return {
    ...settings_for.discord(base),
    ...settings_for.twilio(base),
    ...settings_for.rasa(base),
    'http.address': '127.0.0.1',
    'discord.global-rate': 10_000,
    'discord.reconnect-min': '200ms',
    'discord.reconnect-max': '5s',
    'routing.handoff-phrases': JSON.stringify(phrases),
    'routing.open-timeout': '20min',
    'routing.queue-timeout': hours,
    'routing.agent-idle-timeout': hours,
    'routing.survey-timeout': hours,
    'routing.conversation-idle-timeout': hours,
    'routing.queue-notice-interval': '0s',
    'gates.per-user': 0,
    'routing.passivate-after': '20s',
    'routing.poll-interval': '15s',
    'chatbot.breaker-failures': 10_000,
    'store.url': store,
    // Enough for a node that is killed; a database server that is killed forgets what it has not written yet.
    'store.durability': store.startsWith('sqlite') ? 'relaxed' : 'full',
    'test-clock': new URL(base).host,
  };
}

/** Lets time pass quickly while nothing happens, so that what waits for a minute waits for a moment. */
async function move_time(api, feed, node, over) {
  let last = feed.next;
  let since = Date.now();
  while (!over()) {
    await pause(50);
    if (feed.next !== last || !node.node?.alive) [last, since] = [feed.next, Date.now()];
    if (Date.now() - since < still) continue;
    await api.post('/clock', {advance_ms: step});
    since = Date.now();
  }
}

async function quiet(node, feed) {
  let last = feed.next;
  let since = Date.now();
  for (const end = since + quiet_limit; Date.now() < end && Date.now() - since < given_up;) {
    await feed.look(30);
    const before = feed.next;
    if (before !== last) [last, since] = [before, Date.now()];
    if ((await node.is_ready()) && (await node.metric('flexcord_outbox_depth')) === 0) {
      await feed.look(30);
      if (feed.next === before) return;
    }
  }
}

/** What the verdict looks at. */
function seen_of(way, {plan, user, said, heard, presses, staying}, {record}, {deaths}) {
  return {
    who: plan.name,
    ...way,
    said,
    heard,
    presses,
    staying,
    deaths,
    dm: record.dm(user.id),
    turns: record.turns_of(user.dm_channel),
    desks: record.desks_of(user.id),
  };
}
const plain = (_, x) => (x instanceof Map ? Object.fromEntries(x) : x instanceof Set ? [...x] : x);
const as_text = (value) => JSON.stringify(value, plain, 1);

/** Runs one seed: {seed, wrong: [words], counts: {kind: times}, ms, folder?}. The folder stays when something is wrong. */
export async function run_seed(seed, {talks: size, store, database, keep, way = ways.direct} = {}) {
  const began = Date.now();
  const folder = mkdtempSync(join(tmpdir(), `flexcord-chaos-${seed}-`));
  const plan = plan_of(seed, {talks: size, with_database: Boolean(database), way});
  const counts = {};
  const count = (kind, n = 1) => (counts[kind] = (counts[kind] ?? 0) + n);
  const wrong = [];
  const people = new community(plan.community, new dice(seed, 'outside'));
  const sandbox = new program('flexcord-sandbox', ['--port=0'], {folder});
  let node, world;
  try {
    const base = (await sandbox.says(/listening on (http:\/\/\S+)/))[1];
    const api = new control(base);
    await api.post('/discord/limits', {enforce: false, heartbeat_interval_ms: 500});
    await api.post('/clock', {rate: plan.rate});
    world = new feed(api).start();
    const url = store ?? `sqlite:${join(folder, 'flexcord.db')}`;
    await people.opens();
    node = new lives(folder, {...settings_at(base, url), ...people.settings()}, {api, count});
    await node.prepare();
    if (way.mode === 'studio') Object.assign(node.settings, await studio_settings(base, way.plane, node.port));
    await api.post('/twilio/hooks', {
      interactions: `${node.url}/twilio/interactions`,
      taskrouter: `${node.url}/twilio/taskrouter`,
    });
    const agents = new desk(api, world);
    await agents.hire(plan.agents);
    const living = node.live(plan.lives).catch((error) => node.problems.push(error.message));
    // What was written before the bot first came is not for it.
    await world.until(() => world.record.gateway.includes('identified'), quiet_limit);
    const talks = plan.talks.map((t) => new talk(t, new dice(seed, t.name), {api, feed: world, desk: agents, mode: way.mode}));
    const set = [];
    const breaking = (async () => {
      const start = Date.now();
      for (const f of plan.faults) {
        await pause(Math.max(0, start + f.at - Date.now()));
        const made = await strike(f, {api, lives: node, database, count, way});
        if (made) set.push(made);
      }
    })().catch((error) => wrong.push(`a fault could not be set: ${error.message}`));
    let over = false;
    const clockwork = move_time(api, world, node, () => over);
    await Promise.all([
      ...talks.map((t) => t.run().catch((error) => (t.failure = error))),
      people.run({api, feed: world, node}),
    ]);
    await breaking;
    over = true;
    await clockwork;
    const {faults} = await api.get('/faults');
    for (const f of faults) {
      const kind = set.find((s) => s.id === f.id)?.kind;
      if (kind && f.struck > 0) count(kind, f.struck);
    }
    await api.call('DELETE', '/faults');
    people.calm();
    node.finish();
    await living;
    world.record.take_conversations((await api.get('/conversations')).conversations);
    let found = [];
    let of_people = [];
    let waiting = 0;
    for (let round = 0; round < rounds; ++round) {
      await quiet(node, world);
      await api.post('/clock', {advance_ms: round < 2 ? rest : long_rest});
      await quiet(node, world);
      found = talks.filter((t) => t.user).map((t) => ({talk: t, wrong: talk_verdict(seen_of(way, t, world, node))}));
      found = found.filter((f) => f.wrong.length > 0);
      of_people = people.wrong(node);
      // What took effect before its answer was lost may still be waiting for another hour.
      waiting = await node.metric('flexcord_outbox_depth');
      if (found.length + of_people.length + waiting === 0) break;
    }
    for (const t of talks.filter((t) => t.failure)) found.push({talk: t, wrong: [t.failure.message]});
    wrong.push(...found.flatMap((f) => f.wrong), ...of_people, ...node.problems);
    const seen = found.map((f) => ({wrong: f.wrong, plan: f.talk.plan, ...seen_of(way, f.talk, world, node)}));
    if (of_people.length > 0) seen.push({wrong: of_people, plan: plan.community, ...people.seen(node)});
    if (seen.length > 0) writeFileSync(join(folder, 'wrong.json'), as_text(seen));
    const letters = await node.metric('flexcord_dead_letters');
    if (letters > 0) wrong.push(`${letters} dead letters`);
    if (waiting > 0) wrong.push(`${waiting} commands are still to be done`);
    await node.end('SIGTERM');
    wrong.push(...node.problems.filter((p) => !wrong.includes(p)));
    count('talks', talks.length);
    count('texts', talks.reduce((n, t) => n + t.said.length + t.heard.length, 0));
    count('handoffs', [...world.record.desks.values()].length);
    people.counts(count);
  } catch (error) {
    wrong.push(`the run itself failed: ${error.stack}`);
  } finally {
    await world?.stop().catch(() => {});
    if (node?.node?.alive) await node.end('SIGKILL');
    await sandbox.stop('SIGKILL');
    await people.closes();
  }
  const stays = wrong.length > 0 || keep;
  if (!stays) rmSync(folder, {recursive: true, force: true});
  return {seed, wrong, counts, ms: Date.now() - began, ...(stays ? {folder} : {})};
}
