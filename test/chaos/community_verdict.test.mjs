// The harness must see each kind of wrong with reports, votes, news and announcements, one at a time.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {community_of} from './community_plan.mjs';
import {community_verdict} from './community_verdict.mjs';
import {dice} from './dice.mjs';
import {record} from './record.mjs';

const post = (number, title, status, votes) => ({
  n: number,
  bot: true,
  text: '',
  embed: {title: `#${number} ${title}`, fields: [{name: 'Status', value: status}, {name: 'Votes', value: String(votes)}]},
});
const named = (n, user, number, title, words) => ({n, bot: true, text: `<@${user}> Case #${number} (${title}): ${words}.`});
const written = (n, user, number, title, words) => ({n, user, text: `Your case #${number} (${title}) ${words}.`});
const announced = (title, flags = 1) => ({bot: true, text: `**${title}**\nText`, flags});
const call = (number, n, event, status, more = {}) => ({id: `case:${number}:${n}`, case: number, kind: 'bug', n, event, status, note: '', sealed: true, taken: true, ...more});
const change = (status, note) => ({status, note, answered: true});
const listener = (who, user, number, more = {}) => ({who, user, number, may_from: 0, must_from: 0, dm_may: Infinity, dm_must: Infinity, ...more});

/**
 * All is well: Ann (1) reports the lantern, Ben (2) says it again and joins, Cid (3) votes; it is looked at, then resolved. Dan (4)
 * reports the map, and asked for direct messages after it had been looked at.
 */
const good = () => ({
  reports: [
    {
      number: 7,
      title: 'Lantern',
      master: 0,
      votes: new Set(['2', '3']),
      changes: [change('pending', 'a'), change('resolved', 'b')],
      listeners: [listener('Ann', '1', 7), listener('Ben', '2', 9, {must_from: 1})],
    },
    {
      number: 8,
      title: 'Map',
      master: 0,
      votes: new Set(),
      changes: [change('pending', 'c'), change('open', 'd'), change('closed', 'e')],
      listeners: [listener('Dan', '4', 8, {dm_may: 1, dm_must: 1})],
    },
    {number: 9, title: 'Lantern too', master: 7, votes: new Set(), changes: [], listeners: []},
  ],
  accepted: ['One', 'Two', 'Three'],
  published: ['Entry 1', 'Entry 2'],
  bugs: [
    post(7, 'Lantern', 'Resolved', 3),
    post(8, 'Map', 'Closed', 1),
    named(20, '1', 7, 'Lantern', 'Being looked at'),
    named(21, '4', 8, 'Map', 'Being looked at'),
    named(30, '1', 7, 'Lantern', 'Resolved'),
    named(31, '2', 9, 'Lantern too', 'Resolved'),
  ],
  letters: [written(40, '4', 8, 'Map', 'is open again'), written(41, '4', 8, 'Map', 'is closed')],
  announced: [announced('One'), announced('Entry 1'), announced('Two'), announced('Entry 2'), announced('Three')],
  calls: [
    call(7, 1, 'case.opened', 'open'),
    call(7, 2, 'case.note', 'open', {note: 'a'}),
    call(7, 3, 'case.changed', 'pending'),
    call(7, 5, 'case.merged', 'pending', {taken: false}),
    call(9, 1, 'case.opened', 'open'),
    call(9, 2, 'case.merged', 'open'),
    call(7, 5, 'case.merged', 'pending'),
    call(7, 6, 'case.note', 'pending', {note: 'b'}),
    call(7, 7, 'case.changed', 'resolved'),
    call(8, 1, 'case.opened', 'open'),
    call(8, 2, 'case.note', 'open', {note: 'c'}),
    call(8, 3, 'case.changed', 'pending'),
    call(8, 4, 'case.note', 'pending', {note: 'd'}),
    call(8, 5, 'case.changed', 'open'),
    call(8, 6, 'case.note', 'open', {note: 'e'}),
    call(8, 7, 'case.changed', 'closed'),
  ],
  deaths: 0,
});

test('a community in which all is well has nothing wrong', () => assert.deepEqual(community_verdict(good()), []));

test('what is asked of people is no report', () => {
  const seen = good();
  seen.calls.push(call(11, 1, 'case.opened', 'open', {kind: 'handoff'}));
  assert.deepEqual(community_verdict(seen), []);
});

const swap = (list, i, j) => ([list[i], list[j]] = [list[j], list[i]]);
const value = (s, i, name, text) => (s.bugs[i].embed.fields.find((f) => f.name === name).value = text);
const drop = (list, i) => list.splice(i, 1);
const place_of = (s, number, n) => s.calls.findIndex((c) => c.case === number && c.n === n);

const breaks = {
  'a report that is posted twice': [/report #7 .* is posted 2 times/, (s) => s.bugs.push(s.bugs[0])],
  'a report that is never posted': [/report #8 .* is posted 0 times/, (s) => drop(s.bugs, 1)],
  'a report that is posted although it joined another': [/report #9 .* is posted 1 times/, (s) => s.bugs.push(post(9, 'Lantern too', 'Open', 1))],
  'a report that nobody made': [/nobody reported #5 Ghost/, (s) => s.bugs.push(post(5, 'Ghost', 'Open', 1))],
  'a report of a member who was told another number': [/nobody reported #6 Map/, (s) => s.bugs.push(post(6, 'Map', 'Open', 1))],
  'a report with the title of another': [/has the title #8 Lantern/, (s) => (s.bugs[1].embed.title = '#8 Lantern')],
  'a vote that is lost': [/report #7 shows 2 votes, meant are 3/, (s) => value(s, 0, 'Votes', '2')],
  'a vote that counts twice': [/report #7 shows 4 votes, meant are 3/, (s) => value(s, 0, 'Votes', '4')],
  'a status that is not shown': [/report #7 shows Being looked at, meant is Resolved/, (s) => value(s, 0, 'Status', 'Being looked at')],
  'news that never came aloud': [/Ann was told of #7: pending; meant is pending, resolved/, (s) => drop(s.bugs, 4)],
  'news that never came to who joined': [/Ben was told of #9: nothing; meant is resolved/, (s) => drop(s.bugs, 5)],
  'news that never came in private': [/Dan was told of #8: pending, open;/, (s) => drop(s.letters, 1)],
  'news told twice aloud': [/Ann was told of #7: pending, resolved, resolved/, (s) => s.bugs.push(s.bugs[4])],
  'news told twice in private': [/Dan was told of #8/, (s) => s.letters.push(written(42, '4', 8, 'Map', 'is closed'))],
  'news told aloud and in private': [/Dan was told of #8/, (s) => s.bugs.push(named(42, '4', 8, 'Map', 'Closed'))],
  'news out of order aloud': [/Ann was told of #7: resolved, pending/, (s) => (s.bugs[4].n = 10)],
  'news out of order in private': [/Dan was told of #8: pending, closed, open/, (s) => (s.letters[1].n = 39)],
  'news told to somebody else': [/3 was told of #7 .* and does not listen/, (s) => s.bugs.push(named(50, '3', 7, 'Lantern', 'Resolved'))],
  'news of the case of somebody else': [/4 was told of #7 .* and does not listen/, (s) => s.letters.push(written(50, '4', 7, 'Lantern', 'is resolved'))],
  'news under a wrong title': [/Ann was told of #7 as Map/, (s) => (s.bugs[4].text = s.bugs[4].text.replace('Lantern', 'Map'))],
  'a direct message that nobody asked for': [
    /Ann was written to about #7 without having asked/,
    (s) => {
      drop(s.bugs, 4);
      s.letters.push(written(30, '1', 7, 'Lantern', 'is resolved'));
    },
  ],
  'a mention of who asked for direct messages': [
    /Dan asked for direct messages, and was named/,
    (s) => {
      drop(s.letters, 0);
      s.bugs.push(named(40, '4', 8, 'Map', 'Open'));
    },
  ],
  'other words in the channel': [/a report channel holds Hello/, (s) => s.bugs.push({n: 60, bot: true, text: 'Hello'})],
  'other words in private': [/3 was written: Buy now!/, (s) => s.letters.push({n: 60, user: '3', text: 'Buy now!'})],
  'an announcement that is missing': [/announcement Two was announced 0 times/, (s) => drop(s.announced, 2)],
  'an announcement that came twice': [/announcement Two was announced 2 times/, (s) => s.announced.push(announced('Two'))],
  'announcements out of order': [/announcement: out of order: Three, Two, One; meant is One, Two, Three/, (s) => swap(s.announced, 0, 4)],
  'an announcement that nobody made': [/nobody announced Old entry 1/, (s) => s.announced.push(announced('Old entry 1'))],
  'an entry that is missing': [/entry Entry 2 was announced 0 times/, (s) => drop(s.announced, 3)],
  'entries out of order': [/entry: out of order/, (s) => swap(s.announced, 1, 3)],
  'a post that is not crossposted': [/Two is not crossposted/, (s) => (s.announced[2].flags = 0)],
  'an event that the other system lost': [/statuses of #7: pending; meant is pending, resolved/, (s) => drop(s.calls, place_of(s, 7, 7))],
  'an event that it refused and never heard again': [/#8: the other system never took case.changed/, (s) => (s.calls.at(-1).taken = false)],
  'an event that it took twice': [/#8: the other system hears case.changed 2 times/, (s) => s.calls.push(s.calls.at(-1))],
  'events out of order': [/#8: the other system hears case.changed \(5\) behind 6/, (s) => swap(s.calls, place_of(s, 8, 5), place_of(s, 8, 6))],
  'a case that was opened twice': [/#8: the other system hears 2 times that it was opened/, (s) => s.calls.push(call(8, 9, 'case.opened', 'open'))],
  'a case that it does not know': [/knows nothing of #8/, (s) => (s.calls = s.calls.filter((c) => c.case !== 8))],
  'a note that it was not told': [/notes of #8: c, d; meant is c, d, e/, (s) => drop(s.calls, place_of(s, 8, 6))],
  'a join that the master did not tell': [/hears 0 times that a report joined #7/, (s) => (s.calls = s.calls.filter((c) => !(c.case === 7 && c.n === 5)))],
  'a join that the duplicate did not tell': [/does not know that #9 joined/, (s) => drop(s.calls, place_of(s, 9, 2))],
  'a member who joined twice with one wish': [/hears 2 times that a report joined #7, meant is 1/, (s) => s.calls.push(call(7, 8, 'case.merged', 'resolved'))],
  'a case that nobody made': [/knows #10, which nobody reported/, (s) => s.calls.push(call(10, 1, 'case.opened', 'open'), call(10, 2, 'case.merged', 'open'))],
  'an event without a seal': [/#7: case.opened is not signed/, (s) => (s.calls[0].sealed = false)],
};

for (const [what, [wanted, break_it]] of Object.entries(breaks))
  test(`it sees ${what}`, () => {
    const seen = good();
    break_it(seen);
    const wrong = community_verdict(seen);
    assert.ok(wrong.some((w) => wanted.test(w)), `expected ${wanted}, came ${JSON.stringify(wrong)}`);
  });

test('who joined while the case was being changed may have heard of that change or not', () => {
  const seen = good();
  seen.bugs.push(named(19, '2', 9, 'Lantern too', 'Being looked at'));
  assert.deepEqual(community_verdict(seen), []);
});

test('an event may come again when the node died, and only then', () => {
  const again = (deaths) => {
    const seen = {...good(), deaths};
    seen.calls.push(seen.calls.at(-1));
    return community_verdict(seen).length;
  };
  assert.deepEqual([again(0), again(1)], [1, 0]);
});

test('a mention of before may come behind the first direct message', () => {
  const seen = good();
  seen.bugs[3].n = 45;
  assert.deepEqual(community_verdict(seen), []);
});

test('the record keeps what all see, as it is now, and not what one member sees', () => {
  const r = new record();
  const author = {bot: true};
  const channel_id = '1000000000000000023';
  const happens = (n, kind, data) => r.take({n, at: n, kind, data: {channel_id, author, content: '', flags: 0, user: null, ...data}});
  happens(1, 'discord.message', {id: 'a', content: 'one'});
  happens(2, 'discord.message', {id: 'b', content: 'two'});
  happens(3, 'discord.message', {id: 'c', content: 'for one', flags: 64, user: '1'});
  happens(4, 'discord.edit', {id: 'a', content: 'one, changed', flags: 1});
  happens(5, 'discord.delete', {id: 'b'});
  assert.deepEqual(r.reports().map((m) => [m.n, m.text, m.flags]), [[1, 'one, changed', 1]]);
  assert.equal(r.dms.size, 0);
});

test('a hundred seeds plan every kind of report, vote and announcement', () => {
  const found = new Set();
  for (let seed = 1; seed <= 100; ++seed) {
    const plan = community_of((name, n = '') => new dice(seed, `${name}${n}`));
    for (const r of plan.reports) {
      found.add(`${r.master === undefined ? 'new' : r.answer}${r.tell_me ? ', in private' : ''}`);
      for (const s of [...r.early, ...r.late]) found.add(s);
    }
    for (const act of plan.voters.flatMap((v) => v.acts)) found.add(act.wishes.join(' '));
    for (const a of plan.announcements) found.add(a.how);
  }
  const wanted = [
    ...['new', 'join', 'post'].flatMap((x) => [x, `${x}, in private`]),
    ...['open', 'pending', 'resolved', 'closed'],
    ...['in', 'in out', 'in out in', 'join'],
    ...['once', 'again', 'two at once'],
  ];
  assert.deepEqual(wanted.filter((x) => !found.has(x)), []);
});
