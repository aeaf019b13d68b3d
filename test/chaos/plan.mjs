// What happens in a run, made from its seed alone: who says what when, and what breaks when. Pure.
import {community_of} from './community_plan.mjs';
import {dice} from './dice.mjs';
import {crash_points, kinds, ways} from './faults.mjs';

const begin_window = 1500; // ms of real time in which talks begin
const fault_window = 2500; // and in which things break

function chat(d, wait) {
  return {act: 'chat', texts: d.between(1, 3), wait};
}

function handoff(d, last) {
  const moves = d.shuffled([
    ...Array.from({length: d.between(0, 3)}, () => 'member'),
    ...Array.from({length: d.between(0, 3)}, () => 'agent'),
  ]);
  const end = last && d.chance(0.2) ? 'stay' : 'complete';
  return {
    act: 'handoff',
    by: d.pick(['words', 'words', 'button', 'bot']),
    at_once: d.between(0, 2), // texts that follow the request without a wait
    moves,
    hear_out: d.chance(0.5), // both have seen everything before the agent completes
    end,
    wait: d.chance(0.7),
  };
}

function talk(d, n) {
  const acts = [chat(d, d.chance(0.8))];
  if (d.chance(0.5)) acts.push(chat(d, d.chance(0.6)));
  if (d.chance(0.12)) acts.push({act: 'cancel'});
  if (d.chance(0.75)) {
    const again = d.chance(0.25);
    acts.push(handoff(d, !again));
    if (again) acts.push(chat(d, false), handoff(d, true));
    if (acts.at(-1).end !== 'stay' && d.chance(0.7)) acts.push(chat(d, false));
  }
  return {name: `Member ${n}`, begins: d.between(0, begin_window), acts};
}

function life(d) {
  const how = d.pick(['crash', 'crash', 'crash', 'kill', 'term', 'absent']);
  // How often a point is passed in a life depends on the load: most deaths come early in it.
  const passing = Math.ceil(1.5 ** d.between(1, 14));
  const limit = d.between(250, 1000);
  if (how === 'crash') return {crash: `${d.pick(crash_points)}:${passing}`, end: 'SIGKILL', limit};
  return {end: how === 'term' ? 'SIGTERM' : 'SIGKILL', absent: how === 'absent', limit};
}

function breaks(d, of_community, with_database, way) {
  const all = [
    ...d.shuffled(kinds.requests(way)).slice(0, 14),
    ...d.shuffled(kinds.gateway).slice(0, 3),
    ...(with_database ? [d.pick(kinds.database)] : []),
  ];
  const rare = of_community.shuffled(kinds.community).slice(0, 8);
  return [...planned(d, all, 10), ...planned(of_community, rare, 2)].sort((a, b) => a.at - b.at);
}
function planned(d, list, most_skipped) {
  return list.map((kind) => ({
    kind,
    at: d.between(0, fault_window),
    times: d.pick([1, 1, 2, 3, 5]),
    skip: d.between(0, most_skipped),
  }));
}

/** The run of that seed: {talks, lives, faults, settings}. Times are in ms of real time from the start. */
export function plan_of(seed, {talks = 200, with_database = false, way = ways.direct} = {}) {
  const d = dice_of(seed);
  return {
    seed,
    talks: Array.from({length: talks}, (_, n) => talk(d('talk', n), n + 1)),
    lives: Array.from({length: d('lives').between(2, 4)}, (_, n) => life(d('life', n))),
    faults: breaks(d('faults'), d('faults of the community'), with_database, way),
    community: community_of(d),
    rate: d('clock').pick([4, 6, 9]),
    agents: 2,
  };
}

const dice_of = (seed) => (name, n = '') => new dice(seed, `${name}${n}`);
