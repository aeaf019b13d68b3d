// Compares what the sandbox saw with what was meant. Pure: gives what is wrong, in words; nothing when all is well.
import {saying} from './talk.mjs';

const times = (list, wanted) => list.filter((x) => x === wanted).length;
const place = (list, wanted) => list.indexOf(wanted);
const short = (text) => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);

/** The places of `wanted` in `got`, without those that are missing, must grow. */
function in_order(who, what, wanted, got, say) {
  let last = -1;
  for (const text of wanted) {
    const at = place(got, text);
    if (at < 0) continue;
    if (at < last) say(`${who}: ${what} ${short(text)} is out of order`);
    last = Math.max(last, at);
  }
}

/** A message of the bot's account: {kind, text}; kinds are those of `saying`, "agent", "answer", "strange". */
function classify(message, heard, answers) {
  if (!message.bot) return 'member';
  for (const [kind, pattern] of Object.entries(saying)) if (pattern.test(message.text)) return kind;
  if (heard.some((h) => h.text === message.text)) return 'agent';
  if (answers.includes(message.text)) return 'answer';
  return 'strange';
}

/**
 * The member cancelled before anybody was announced: whoever a flow brought to that desk, before or after, is seen by nobody.
 */
function was_cancelled(desk, {mode, view}) {
  const next = view.find((m) => m.at > desk.at && ['joined', 'cancelled'].includes(m.kind));
  return mode === 'studio' && next?.kind === 'cancelled';
}
const visits = (desk, talk) => (was_cancelled(desk, talk) ? [] : [...desk.tasks.values()].filter((t) => t.ever_assigned));

const was_read = (desk, line, talk) =>
  line.author.startsWith('discord-') &&
  visits(desk, talk).some((t) => !(t.over < line.at + (talk.plane === 'legacy-chat' ? unsure : 0)));

/** The member wrote this while a person was asked for, and was told that none comes. */
function told_that_nobody_comes(view, text) {
  const at = view.findIndex((m) => m.kind === 'member' && m.text === text);
  const marks = view.filter((m, i) => i > at && ['transfer', 'joined', ...without_agent].includes(m.kind));
  const [first, second] = marks;
  if (without_agent.includes(first?.kind)) return view.slice(0, at).some((m) => m.kind === 'transfer');
  return first?.kind === 'transfer' && without_agent.includes(second?.kind);
}
const without_agent = ['cancelled', 'no_agent', 'failed'];

/** What the member wrote reached the bot or an agent, once, in order. */
function check_said(talk, say) {
  const {who, said, turns, desks, deaths, view} = talk;
  const asked = turns.map((t) => t.text.split('\n'));
  const at_desks = desks.map((d) => d.lines.filter((l) => l.author.startsWith('discord-')).map((l) => l.text));
  for (const text of said) {
    const desk_times = at_desks.map((lines) => times(lines, text));
    const bot_times = asked.filter((lines) => lines.includes(text)).length;
    // A desk to which no agent came before the request was over has shown it to nobody; a channel of the legacy plane takes
    // what is written when its agent has gone, and what came just before may have been read by nobody: it is said again.
    const seen = desks.reduce((sum, d) => sum + d.lines.filter((l) => l.text === text && was_read(d, l, talk)).length, 0);
    const told = told_that_nobody_comes(view, text);
    if (bot_times === 0 && !desk_times.some((n) => n > 0) && !told) say(`${who}: ${short(text)} reached neither bot nor agent`);
    // Nor does it tell whether the agent was still there when a post that a dying node made took effect.
    if (seen > 1 + (talk.plane === 'legacy-chat' ? deaths : 0)) say(`${who}: ${short(text)} reached agents ${seen} times`);
    if (desk_times.some((n) => n > 1)) say(`${who}: ${short(text)} is at one desk ${Math.max(...desk_times)} times`);
    if (asked.some((lines) => times(lines, text) > 1)) say(`${who}: ${short(text)} twice in one turn`);
    // A turn whose answer was lost with the node is asked again.
    if (bot_times > 1 + deaths) say(`${who}: ${short(text)} reached the bot ${bot_times} times`);
  }
  at_desks.forEach((lines) => in_order(who, 'at the desk', said, lines, say));
  in_order(who, 'to the bot', said, asked.flat(), say);
}

/** What agents wrote reached the member once, in order. */
function check_heard({who, heard, dm}, say) {
  const told = dm.filter((m) => m.bot).map((m) => m.text);
  for (const {text} of heard) {
    const n = times(told, text);
    if (n !== 1) say(`${who}: the agent's ${short(text)} reached the member ${n} times`);
  }
  in_order(who, "the agent's", heard.map((h) => h.text), told, say);
}

const asks_itself = 'I am getting a person for you.'; // in the stand-in bot's words

/** Every turn of the bot is answered once, unless a handoff came between; no answer comes while an agent is meant. */
function check_bot({who, mode, turns, view}, say) {
  const by_text = new Map();
  for (const t of turns) by_text.set(t.text, [...new Set([...(by_text.get(t.text) ?? []), ...t.answers])]);
  const wanted = [...by_text.values()].flat();
  const told = view.filter((m) => m.kind === 'answer').map((m) => m.text);
  for (const text of new Set([...wanted, ...told]))
    if (times(told, text) > times(wanted, text)) say(`${who}: the bot's ${short(text)} ${times(told, text)} times`);
  // The bot has words that several turns share: each time they were told answers one turn.
  const unused = [...told];
  const was_told = (text) => {
    const at = unused.indexOf(text);
    if (at >= 0) unused.splice(at, 1);
    return at >= 0;
  };
  let missing = 0;
  let withdrawn = 0;
  [...by_text].forEach(([text, answers], i, all) => {
    if (answers.length > 0 && answers.every(was_told)) return;
    // Withdrawn: the transfer was announced after this was written, and nothing written later was answered before.
    const last_line = text.split('\n').at(-1);
    const from = view.findIndex((m) => m.kind === 'member' && m.text === last_line);
    const rest = view.slice(from + 1);
    // A flow may bring an agent whom nobody asked for.
    const cut = rest.findIndex((m) => m.kind === 'transfer' || (mode === 'studio' && m.kind === 'joined'));
    // What the bot says when it asks for a person itself comes with the handoff.
    const later = all.slice(i + 1).flatMap(([, its]) => its.filter((a) => a !== asks_itself));
    if (cut >= 0 && !rest.slice(0, cut).some((m) => later.includes(m.text))) ++withdrawn;
    else ++missing;
  });
  const sorry = view.filter((m) => m.kind === 'apology').length;
  if (missing > sorry) say(`${who}: ${missing} turns of the bot without an answer, ${sorry} apologies`);
  if (sorry > missing + withdrawn) say(`${who}: ${sorry} apologies for ${missing + withdrawn} turns without an answer`);
}

const ends_handoff = ['back', 'no_agent', 'failed', 'cancelled'];

/** Each notice of a handoff once, and the bot silent from the transfer to its end. */
function check_handoffs(talk, say) {
  const {who, mode, view, presses, desks} = talk;
  const known = new Set();
  for (const {text} of view.filter((m) => m.kind === 'transfer')) {
    const {made, again} = saying.transfer.exec(text).groups;
    if (made && known.has(made)) say(`${who}: case ${made} was announced twice`);
    known.add(made ?? again);
  }
  let open = false;
  let seen = {};
  for (const m of view) {
    if (m.kind === 'transfer') {
      if (open) say(`${who}: a second transfer before the first was over`);
      open = true;
      seen = {};
    }
    if (mode === 'studio' && !open && m.kind === 'joined') {
      open = true;
      seen = {};
    }
    if (open && m.kind === 'answer') say(`${who}: the bot spoke after the handoff: ${short(m.text)}`);
    if (open && m.kind === 'apology') say(`${who}: the bot apologised after the handoff`);
    if (['queued', 'joined', 'left', 'back', 'rate', 'no_agent', 'failed', 'cancelled'].includes(m.kind)) {
      seen[m.kind] = (seen[m.kind] ?? 0) + 1;
      if (seen[m.kind] === 2) say(`${who}: told twice in one handoff: ${short(m.text)}`);
    }
    if (ends_handoff.includes(m.kind)) open = false;
    if (m.kind === 'agent' && !seen.joined) say(`${who}: the agent spoke before joining: ${short(m.text)}`);
    if (m.kind === 'strange') say(`${who}: was told what nobody said: ${short(m.text)}`);
  }
  const joined = view.filter((m) => m.kind === 'joined').length;
  const taken = desks.filter((d) => visits(d, talk).length > 0).length;
  if (joined !== taken) say(`${who}: agents took ${taken} handoffs, and ${joined} were announced`);
  const refused = view.filter((m) => /_already|nothing_to/.test(m.kind)).length;
  if (refused > presses) say(`${who}: ${refused} refusals for ${presses} presses`);
}

/**
 * The bot is silenced by the handoff itself, not only by its place before the transfer notice: once a desk is made, at most
 * what was already sent comes through.
 */
function check_silence({who, mode, view, desks}, say) {
  if (mode === 'studio') return check_silence_beside_flow({who, mode, view, desks}, say);
  const desk_of = desks_of_transfers(view, desks);
  let announced;
  for (const m of view.toReversed()) {
    if (m.kind === 'transfer') announced = m;
    const desk = m.kind === 'answer' && desk_of.get(announced);
    const late = desk ? m.at - desk.at : 0;
    // The bot's own words with which it asks for a person belong to the handoff.
    if (late > under_way && m.text !== asks_itself)
      say(`${who}: the bot spoke ${late} ms after the handoff: ${short(m.text)}`);
  }
}

/** A case that goes on has a desk for each request; where some had none, which is whose is not known. */
function desks_of_transfers(view, desks) {
  const found = new Map();
  const number = (m) => Number(Object.values(saying.transfer.exec(m.text).groups).find(Boolean));
  const all = view.filter((m) => m.kind === 'transfer');
  for (const n of new Set(all.map(number))) {
    const transfers = all.filter((m) => number(m) === n);
    const theirs = desks.filter((d) => d.case === n);
    if (transfers.length === 1 || transfers.length === theirs.length) transfers.forEach((m, i) => found.set(m, theirs[i]));
  }
  return found;
}

/**
 * There a desk is made before anybody asks for a person; the task is the handoff. One that the flow made by itself is known
 * from a webhook, or when that is lost from the next look.
 */
function check_silence_beside_flow(talk, say) {
  const {who, view, desks} = talk;
  const tasks = desks.filter((d) => !was_cancelled(d, talk)).flatMap((d) => [...d.tasks.values()]);
  for (const m of view.filter((v) => v.kind === 'answer' && v.text !== asks_itself)) {
    const task = tasks.find((t) => t.at + known_within < m.at && !(t.over < m.at));
    if (task) say(`${who}: the bot spoke ${m.at - task.at} ms after the handoff: ${short(m.text)}`);
  }
}
const known_within = 120_000; // ms: the look itself may fail, and is made again
const unsure = 30_000; // ms: a post may take effect late and be looked for later still; the agent may have gone meanwhile
const under_way = 11_000; // ms: a request's deadline, and a moment

/**
 * Every desk is closed, or an agent is there with whom the member is meant to be. A member who waited in vain for an answer
 * asks again, and the second request may come through when the first one is over: then an agent is there whom the member
 * was told of.
 */
function check_desks({who, mode, desks, staying, view}, say) {
  const last = view.findLast((m) => m.kind === 'joined' || ends_handoff.includes(m.kind));
  desks.forEach((d, i) => {
    const tasks = [...d.tasks.values()];
    const owned = d.state !== 'closed' && tasks.some((t) => t.status === 'assigned') && d.agents.size > 0;
    const newest = i === desks.length - 1;
    const meant = staying && newest;
    // Where a flow decides, the talk with the bot has a desk as well.
    if (mode === 'studio' && d.state !== 'closed' && newest && tasks.length === 0) return;
    if (d.state !== 'closed' && !owned) say(`${who}: a Flex conversation is ${d.state} without an owner (${d.sid})`);
    else if (d.state !== 'closed' && !(newest && last?.kind === 'joined')) say(`${who}: a Flex conversation is still open (${d.sid})`);
    else if (d.state === 'closed' && meant) say(`${who}: the agent's conversation was closed (${d.sid})`);
    for (const t of tasks)
      if (['pending', 'reserved'].includes(t.status)) say(`${who}: a task waits for nobody (${t.sid}, ${t.status})`);
  });
}

/** Everything that is wrong with one member's talk. */
export function talk_verdict(t) {
  const out = [];
  const say = (what) => out.push(what);
  const answers = t.turns.flatMap((turn) => turn.answers);
  const view = t.dm.map((m) => ({...m, kind: classify(m, t.heard, answers)}));
  const whole = {...t, view};
  check_said(whole, say);
  check_heard(whole, say);
  check_bot(whole, say);
  check_handoffs(whole, say);
  check_silence(whole, say);
  check_desks(whole, say);
  return out;
}
