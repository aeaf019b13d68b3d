// What the community does in a run, made from its seed: who reports what, who votes or joins, which statuses follow, what is
// announced. Pure.

const begin_window = 1500; // ms of real time in which people come
const alike = 4; // who report what another one did, in other words
const voters = 10;
const announcements = 4;
const entries = 2;

/** [title, text, the title of who reports the same]: nothing that two of them share. */
const problems = [
  ['The lantern goes out in the rain', 'My lantern dies as soon as it rains in the marsh, and I cannot light it again.', 'Lantern goes out when it rains'],
  ['Map of the northern coast is black', 'Opening that chart shows nothing but one dark square.', 'Northern coast map shows black'],
  ['Cannot sell herbs to the apothecary', 'Her shop refuses every plant with error seventeen.', 'Apothecary does not buy herbs, sell fails'],
  ['Wolves walk through castle walls', 'Near gate three they simply pass stone and bite guards.', 'Wolves pass walls of the castle'],
  ['Crossbow bolts vanish after loading', 'Whenever a savegame opens, quivers are empty.', 'Bolts for my crossbow vanish'],
  ['Music stops inside taverns', 'Bards play, yet speakers stay silent until restart.', 'No music in taverns'],
  ['Swimming drains all stamina', 'Two strokes across any river exhaust heroes completely.', 'Stamina drained by swimming'],
  ['Guild invitation letters arrive blank', 'Envelopes contain neither name nor seal.', 'Blank letters of guild invitation'],
];
const severities = ['low', 'normal', 'high', 'critical'];

/** The statuses that an agent gives a case: `early` while people still vote, `late` when they are done. */
function statuses(d) {
  const early = d.pick([[], [], ['pending'], ['pending', 'open'], ['pending', 'open', 'pending']]);
  const late = d.pick([['resolved'], ['resolved'], ['closed'], ['resolved', 'open', 'resolved'], ['resolved', 'closed'], []]);
  return {early, late};
}

function report(d, n) {
  const master = n >= problems.length ? n - problems.length : undefined;
  const [title, text, other] = problems[master ?? n];
  return {
    n,
    who: `Reporter ${n + 1}`,
    begins: d.between(0, begin_window),
    title: master === undefined ? title : other,
    text,
    severity: d.pick(severities),
    shot: d.chance(0.3),
    master, // the report that this one says again
    answer: d.chance(0.6) ? 'join' : 'post',
    tell_me: d.chance(0.5),
    ...statuses(d),
  };
}

/** Each report once: a vote that may be taken back and given again, or a join. */
function voter(d, n) {
  const acts = d
    .shuffled(Array.from({length: problems.length + alike}, (_, i) => i))
    .slice(0, 3)
    .map((i) => ({report: i, wishes: d.pick([['in'], ['in'], ['in', 'out'], ['in', 'out', 'in'], ['join']])}));
  return {who: `Voter ${n + 1}`, begins: d.between(0, begin_window), acts};
}

/** {reports, voters, announcements, entries}; `d(name, n)` gives a stream of throws. */
export function community_of(d) {
  return {
    reports: Array.from({length: problems.length + alike}, (_, n) => report(d('report', n), n)),
    voters: Array.from({length: voters}, (_, n) => voter(d('voter', n), n)),
    announcements: Array.from({length: announcements}, (_, n) => {
      const a = d('announcement', n);
      return {title: `Announcement ${n + 1}`, pause: a.between(0, 300), how: a.pick(['once', 'once', 'again', 'two at once'])};
    }),
    entries: Array.from({length: entries}, (_, n) => {
      const e = d('entry', n);
      return {title: `Entry ${n + 1}`, pause: e.between(0, 500), fault: e.pick([null, null, 'busy', 'cut', 'malformed'])};
    }),
  };
}
