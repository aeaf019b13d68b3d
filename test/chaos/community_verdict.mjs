// Compares what was shown and told of reports, and what was announced, with what was meant. Pure: gives what is wrong, in words.

export const shown_as = {open: 'Open', pending: 'Being looked at', resolved: 'Resolved', closed: 'Closed'};
const in_words = {open: 'is open again', pending: 'is being worked on', resolved: 'is resolved', closed: 'is closed'};

const status_with = (table, words) => Object.keys(table).find((status) => table[status] === words);
const mentioned = /^<@(\d+)> Case #(\d+) \((.+)\): (.+)\.$/;
const written = /^Your case #(\d+) \((.+)\) (is .+)\.$/;

/** A piece of news as {n, way, user, number, title, status}; undefined for anything else. */
function mention_of({n, text}) {
  const [, user, number, title, words] = mentioned.exec(text) ?? [];
  return user && {n, way: 'mention', user, number: Number(number), title, status: status_with(shown_as, words)};
}
function letter_of({n, text}, user) {
  const [, number, title, words] = written.exec(text) ?? [];
  return number && {n, way: 'dm', user, number: Number(number), title, status: status_with(in_words, words)};
}

const field = (post, name) => post.embed.fields.find((f) => f.name === name)?.value;
const status_of = (report) => report.changes.at(-1)?.status ?? 'open';
const listing = (list) => (list.length > 0 ? list.join(', ') : 'nothing');

/** Each report is one post with the votes and the status that were meant; what joined another one has none. */
function check_posts(reports, posts, say) {
  const of = (number) => posts.filter((p) => p.embed.title.startsWith(`#${number} `));
  for (const r of reports) {
    const its = of(r.number);
    const wanted = r.master ? 0 : 1;
    if (its.length !== wanted) say(`report #${r.number} (${r.title}) is posted ${its.length} times`);
    if (r.master) continue;
    for (const post of its) {
      if (post.embed.title !== `#${r.number} ${r.title}`) say(`report #${r.number} has the title ${post.embed.title}`);
      const votes = field(post, 'Votes');
      if (votes !== String(r.votes.size + 1)) say(`report #${r.number} shows ${votes} votes, meant are ${r.votes.size + 1}`);
      const status = field(post, 'Status');
      if (status !== shown_as[status_of(r)]) say(`report #${r.number} shows ${status}, meant is ${shown_as[status_of(r)]}`);
    }
  }
  for (const post of posts)
    if (!reports.some((r) => post.embed.title === `#${r.number} ${r.title}`)) say(`nobody reported ${post.embed.title}`);
}

/**
 * Who listens is told of each change since then, once, in order, and in the way that they asked for. Somebody who asks for
 * direct messages may get the first of them while the channel is yet to name them for what was before: what they are told
 * begins with mentions.
 */
function check_listener(r, l, title, news, say) {
  const told = news.filter((x) => x.user === l.user && x.number === l.number).sort((a, b) => a.n - b.n);
  const [mentions, letters] = ['mention', 'dm'].map((way) => told.filter((x) => x.way === way));
  const statuses = [...mentions, ...letters].map((x) => x.status);
  const meant = r.changes.map((c) => c.status);
  for (const x of told) if (x.title !== title) say(`${l.who} was told of #${l.number} as ${x.title}`);
  const fits = (from) => meant.slice(from).join() === statuses.join();
  let from = l.may_from;
  while (from < l.must_from && !fits(from)) ++from;
  if (!fits(from)) return say(`${l.who} was told of #${l.number}: ${listing(told.map((x) => x.status))}; meant is ${listing(meant.slice(l.must_from))}`);
  const first = from + mentions.length; // of those that were told in private
  if (letters.length > 0 && first < l.dm_may) say(`${l.who} was written to about #${l.number} without having asked for it`);
  if (mentions.length > 0 && first > l.dm_must) say(`${l.who} asked for direct messages, and was named for all to see about #${l.number}`);
}

function check_news(reports, news, say) {
  // Each knows the problem by their own report; who only joined has none.
  const title_of_report = (number) => reports.find((r) => r.number === number)?.title;
  for (const r of reports) for (const l of r.listeners) check_listener(r, l, title_of_report(l.number) ?? r.title, news, say);
  const listens = (x) => reports.some((r) => r.listeners.some((l) => l.user === x.user && l.number === x.number));
  for (const x of news)
    if (!listens(x)) say(`${x.user} was told of #${x.number} (${x.title}: ${x.status}), and does not listen`);
}

/** What came one after the other is there, each once and in that order. */
function check_list(what, wanted, got, say) {
  for (const title of wanted) {
    const n = got.filter((x) => x === title).length;
    if (n !== 1) say(`${what} ${title} was announced ${n} times`);
  }
  const order = wanted.filter((title) => got.includes(title));
  const theirs = got.filter((title, i) => wanted.includes(title) && got.indexOf(title) === i);
  if (order.join() !== theirs.join()) say(`${what}: out of order: ${listing(theirs)}; meant is ${listing(order)}`);
}

const title_of = (post) => post.text.split('\n')[0].replaceAll('*', '');

function check_announced({accepted, published}, posts, say) {
  const titles = posts.map(title_of);
  check_list('announcement', accepted, titles, say);
  check_list('entry', published, titles, say);
  for (const post of posts) {
    const title = title_of(post);
    if (![...accepted, ...published].includes(title)) say(`nobody announced ${title}`);
    if (!(post.flags & 1)) say(`${title} is not crossposted`);
  }
}

/** The other case system hears every event of a case in order; again only what it did not take, or when the node died. */
function check_outside(reports, calls, deaths, say) {
  const by_case = new Map();
  for (const call of calls) by_case.set(call.case, [...(by_case.get(call.case) ?? []), call]);
  for (const [number, its] of by_case) {
    const taken = new Map();
    let last = 0;
    for (const call of its) {
      if (!call.sealed) say(`case #${number}: ${call.event} is not signed as it should be`);
      if (call.n < last) say(`case #${number}: the other system hears ${call.event} (${call.n}) behind ${last}`);
      last = Math.max(last, call.n);
      const times = (taken.get(call.n)?.times ?? 0) + (call.taken ? 1 : 0);
      taken.set(call.n, {...call, times});
      if (times > 1 + deaths) say(`case #${number}: the other system hears ${call.event} ${times} times`);
    }
    for (const {event, times} of taken.values()) if (times === 0) say(`case #${number}: the other system never took ${event}`);
    const opened = [...taken.values()].filter((c) => c.event === 'case.opened').length;
    if (opened !== 1) say(`case #${number}: the other system hears ${opened} times that it was opened`);
    by_case.set(number, [...taken.values()]);
  }
  const known = new Set(reports.flatMap((r) => [r.number, ...r.listeners.map((l) => l.number)]));
  for (const [number, [{kind}]] of by_case)
    if (kind !== 'handoff' && !known.has(number)) say(`the other system knows #${number}, which nobody reported or joined with`);
  for (const r of reports) {
    const its = by_case.get(r.number);
    if (!its) say(`the other system knows nothing of #${r.number}`);
    else if (!r.master) check_events(r, its, say);
    else if (!its.some((c) => c.event === 'case.merged')) say(`the other system does not know that #${r.number} joined another`);
  }
}

function check_events(r, its, say) {
  const heard = (event, what) => its.filter((c) => c.event === event).map(what);
  const compare = (name, got, wanted) => {
    if (got.join() !== wanted.join()) say(`the other system hears ${name} of #${r.number}: ${listing(got)}; meant is ${listing(wanted)}`);
  };
  compare('statuses', heard('case.changed', (c) => c.status), r.changes.map((c) => c.status));
  compare('notes', heard('case.note', (c) => c.note), r.changes.map((c) => c.note));
  const joined = heard('case.merged', () => 'joined').length;
  const meant = r.listeners.filter((l) => l.number !== r.number).length;
  if (joined !== meant) say(`the other system hears ${joined} times that a report joined #${r.number}, meant is ${meant}`);
}

/**
 * Everything that is wrong. `reports`: {number, title, master, votes: Set, changes, listeners}; `bugs` and `announced`: the
 * messages of the bot in those channels; `letters`: {user, n, text}, what it wrote to members of the community.
 */
export function community_verdict({reports, accepted, published, bugs, announced, letters, calls, deaths}) {
  const out = [];
  const say = (what) => out.push(what);
  check_posts(reports, bugs.filter((m) => m.embed), say);
  const aloud = bugs.filter((m) => !m.embed).map((m) => mention_of(m) ?? say(`a report channel holds ${m.text}`));
  const privately = letters.map((m) => letter_of(m, m.user) ?? say(`${m.user} was written: ${m.text}`));
  check_news(reports, [...aloud, ...privately].filter(Boolean), say);
  check_announced({accepted, published}, announced, say);
  check_outside(reports, calls, deaths, say);
  return out;
}
