// Members report bugs and wishes; what becomes of them is for everybody to see.
import assert from 'node:assert/strict';
import {scenario} from './support/world.mjs';
import {
  answered,
  bigger_bags,
  black_map,
  bugs,
  features,
  field,
  fills_in,
  lantern,
  lantern_too,
  picture,
  post_of,
  posts,
  presses,
  registered,
  reporting,
  reports,
  types,
  votes,
} from './support/reports.mjs';

const help = '1000000000000000022';
const with_channels = {settings: reporting};
const minute = 60_000;
const public_key = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a';

scenario('checklist 14, 15, 31, 32: /bug in its channel becomes a case and one post with its screenshot', with_channels, async (w) => {
  await registered(w);
  const alice = await w.member();
  const ben = await w.member('Ben');
  const form = await types(w, alice, 'bug', bugs);
  assert.deepEqual(
    form.modal.components.map((c) => c.component.custom_id),
    ['title', 'text', 'extra', 'severity', 'shots'],
  );
  const {message} = await fills_in(w, alice, form, {...lantern, shots: [picture]}, /^Thank you\. Your report is case #\d+\.$/);
  const number = Number(/#(\d+)/.exec(message.content)[1]);
  const post = await post_of(w, ben, number);
  assert.equal(post.embeds[0].title, `#${number} ${lantern.title}`);
  assert.equal(post.embeds[0].description, lantern.text);
  assert.equal(field(post, 'Status'), 'Open');
  assert.equal(field(post, 'Severity'), 'High');
  assert.equal(field(post, 'Votes'), '1');
  assert.equal(field(post, 'Reported by'), 'Alice');
  assert.deepEqual(
    post.attachments.map((a) => [a.filename, a.content_type, a.size]),
    [['screenshot-1.png', 'image/png', Buffer.from(picture.base64, 'base64').length]],
  );
  await w.settled();
  assert.equal((await posts(ben)).length, 1);
  assert.equal((await alice.told()).length, 0, 'nobody who did not ask for it gets a direct message');
});

scenario('checklist 15: a vote counts once, is taken back by the next press, and the post follows', with_channels, async (w) => {
  await registered(w);
  const alice = await w.member();
  const ben = await w.member('Ben');
  const {number} = await reports(w, alice, {...lantern, shots: [picture]});
  const post = await post_of(w, ben, number);
  const counted = await presses(w, ben, '▲ 1', post, new RegExp(`^Your vote for #${number} counts`));
  assert.ok(counted.message.flags & 64, 'only Ben is told');
  const two = await post_of(w, ben, number, {is: votes(2)});
  assert.equal(two.id, post.id, 'the post is edited');
  assert.equal(two.attachments.length, 1, 'its screenshot stays');
  await presses(w, alice, '▲ 2', two, /^You reported #\d+: your vote counts already/);
  const carol = await w.member('Carol');
  await presses(w, carol, '▲ 2', two, /counts/);
  const three = await post_of(w, ben, number, {is: votes(3)});
  await presses(w, ben, '▲ 3', three, /^Your vote for #\d+ is taken back/);
  await post_of(w, ben, number, {is: votes(2)});
  await w.settled();
  assert.equal((await posts(ben)).length, 1);
});

scenario('checklist 16, 17: /new_feature in its channel', with_channels, async (w) => {
  await registered(w);
  const alice = await w.member();
  const {number} = await reports(w, alice, bigger_bags, {command: 'new_feature'});
  const post = await post_of(w, alice, number, {channel: features});
  assert.equal(post.embeds[0].footer.text, 'Feature request');
  assert.equal(field(post, 'Idea'), bigger_bags.extra);
  await w.settled();
  assert.equal((await posts(alice, bugs)).length, 0);
});

scenario('elsewhere a member is told where to report', with_channels, async (w) => {
  await registered(w);
  const alice = await w.member();
  await types(w, alice, 'bug', help, new RegExp(`^Please use /bug in <#${bugs}>\\.$`));
  const anne = await w.member('Anne', {locale: 'fr'});
  await types(w, anne, 'new_feature', bugs, new RegExp(`^Utilisez /new_feature dans <#${features}>`));
});

scenario('who speaks a language that we lack is spoken to in that of the server', {settings: {...reporting, 'routing.language': 'de'}}, async (w) => {
  await registered(w);
  const ola = await w.member('Ola', {locale: 'pl'});
  await types(w, ola, 'bug', help, new RegExp(`^Bitte benutze /bug in <#${bugs}>\\.$`));
  assert.equal((await types(w, ola, 'bug', bugs)).modal.title, 'Einen Fehler melden');
  const anne = await w.member('Anne', {locale: 'fr'});
  await types(w, anne, 'bug', help, /^Utilisez/);
});

scenario('without a channel reports are not taken, and it is said so', {settings: {'discord.bug-channel': bugs}}, async (w) => {
  await registered(w);
  const alice = await w.member();
  await types(w, alice, 'new_feature', features, /^\/new_feature is not taken on this server yet/);
});

scenario('checklist 30: a near-duplicate is suggested before it is posted, and joined', with_channels, async (w) => {
  await registered(w);
  const alice = await w.member();
  const ben = await w.member('Ben');
  const {number} = await reports(w, alice, lantern);
  await post_of(w, ben, number);
  const asked = await reports(w, ben, lantern_too, {wanted: /^This was perhaps reported already/});
  assert.ok(asked.message.content.includes(`#${number} ${lantern.title} · Open · ▲ 1`), asked.message.content);
  assert.match(asked.message.content, /https:\/\/discord\.com\/channels\/\d+\/\d+\/\d+/);
  await presses(w, ben, `Join #${number}`, asked.message, new RegExp(`^You joined #${number}`));
  const two = await post_of(w, ben, number, {is: votes(2)});
  await w.settled();
  assert.equal((await posts(ben)).length, 1, 'the duplicate is not posted');
  await presses(w, ben, '▲ 2', two, /^You joined #\d+: your vote counts already/);
  await presses(w, ben, 'I have this too', two, /^You are with #\d+ already/);
  await presses(w, ben, 'None of these: post mine', asked.message, new RegExp(`^You joined #${number}`));
  const mine = await types(w, ben, 'mycases', help, /Your cases/);
  assert.match(mine.message.content, new RegExp(`Bug report: ${lantern_too.title} · Open \\(= #${number}\\)`));
  // Who says it in the words of the duplicate is led to the master.
  const third = await reports(w, await w.member('Carol'), lantern_too, {wanted: /^This was perhaps/});
  assert.deepEqual([...third.message.content.matchAll(/^- #(\d+) .* ▲ (\d+)/gm)].map((m) => [m[1], m[2]]), [[String(number), '2']]);
});

scenario('a member joins with one press, and asks for news by direct message', with_channels, async (w) => {
  await registered(w);
  const alice = await w.member();
  const ben = await w.member('Ben');
  const {number, message} = await reports(w, alice, lantern);
  await presses(w, alice, 'Tell me by direct message', message, new RegExp(`^You are told by direct message when something happens with #${number}`));
  const post = await post_of(w, ben, number);
  const joined = await presses(w, ben, 'I have this too', post, /^You joined/);
  await presses(w, ben, 'Tell me by direct message', joined.message, /^You are told by direct message/);
  await post_of(w, ben, number, {is: votes(2)});
});

/** How many of their own cases a member is shown. */
const own_cases = async (w, member) =>
  (await types(w, member, 'mycases', help, /Your cases/)).message.content.match(/\(= #1\)/g)?.length ?? 0;

scenario('who presses twice at once joins once', with_channels, async (w) => {
  await registered(w);
  const {number} = await reports(w, await w.member(), lantern);
  const post = await post_of(w, await w.member('Ben'), number);
  for (const name of ['Carol', 'Dora', 'Emil', 'Fritz', 'Gina', 'Hugo']) {
    const one = await w.member(name);
    const ids = await Promise.all([1, 2].map(() => one.presses('I have this too', post)));
    await Promise.all(ids.map((id) => answered(w, id, /^You (joined|are with) #1/)));
    assert.equal(await own_cases(w, one), 1, name);
  }
  await post_of(w, await w.member('Ida'), number, {is: votes(7)});
});

scenario('who presses, and again while the node is away, joins once', with_channels, async (w) => {
  await registered(w);
  const {number} = await reports(w, await w.member(), lantern);
  const members = await Promise.all(['Ben', 'Carol', 'Dora', 'Emil'].map((name) => w.member(name)));
  const post = await post_of(w, members[0], number);
  const all_press = () => Promise.all(members.map((one) => one.presses('I have this too', post)));
  await all_press();
  await w.node.stop('SIGKILL');
  await all_press();
  await w.start_node();
  await post_of(w, members[0], number, {is: votes(5)});
  await w.settled();
  for (const one of members) assert.equal(await own_cases(w, one), 1);
});

scenario('what only looks alike is posted when its writer says so', with_channels, async (w) => {
  await registered(w);
  const alice = await w.member();
  const ben = await w.member('Ben');
  await reports(w, alice, lantern);
  const {message} = await reports(w, ben, {...lantern_too, shots: [picture]}, {wanted: /^This was perhaps/});
  const posted = await presses(w, ben, 'None of these: post mine', message, /^Thank you\. Your report is case #/);
  const number = Number(/#(\d+)/.exec(posted.message.content)[1]);
  const post = await post_of(w, ben, number);
  assert.equal(post.attachments.length, 1, 'with its screenshot');
  // As after a restart that lost the answer: the draft is gone, and its writer must not begin anew.
  await presses(w, ben, 'None of these: post mine', message, new RegExp(`^Thank you\\. Your report is case #${number}`));
  // Another report has nothing to do with either.
  await reports(w, ben, black_map, {wanted: /^Thank you/});
  await w.settled();
  assert.equal((await posts(ben)).length, 3);
});

scenario('a bad form is told what is wrong with it, and opens again with what was written', with_channels, async (w) => {
  await registered(w);
  const alice = await w.member();
  const no_image = {filename: 'virus.png', content_type: 'image/png', base64: Buffer.from('MZ not an image').toString('base64')};
  const bad = await reports(w, alice, {...lantern, title: '\u200b \u200b', shots: [no_image]}, {wanted: /^That did not work yet/});
  assert.match(bad.message.content, /\n- Title: please write something\./);
  const again = await presses(w, alice, 'Correct it', bad.message);
  const values = Object.fromEntries(again.modal.components.map((c) => [c.component.custom_id, c.component.value]));
  assert.equal(values.text, lantern.text);
  assert.equal(values.extra, lantern.extra);
  const still = await fills_in(w, alice, again, {title: lantern.title, shots: [no_image]}, /virus\\\.png is not an image|virus\.png is not an image/);
  const third = await presses(w, alice, 'Correct it', still.message);
  await fills_in(w, alice, third, {shots: [picture]}, /^Thank you/);
  await w.settled();
  assert.equal((await posts(alice)).length, 1);
});

scenario('who reports too often is told why, and for how long', {clock: true, settings: {...reporting, 'gates.cooldown': '1min', 'gates.per-user': 2}}, async (w) => {
  await registered(w);
  const alice = await w.member();
  await reports(w, alice, lantern, {wanted: /^Thank you/});
  await types(w, alice, 'bug', bugs, /^You opened a request only a moment ago/);
  await w.advance(minute);
  const form = await types(w, alice, 'bug', bugs);
  await reports(w, alice, black_map, {wanted: /^Thank you/});
  // The first of two forms that were open at once has become one too many.
  await fills_in(w, alice, form, lantern_too, /^You (opened a request only a moment ago|have opened as many)/);
  await w.advance(minute);
  await types(w, alice, 'bug', bugs, /^You have opened as many requests as one member may within a day/);
  await w.counted('flexcord_gate_refusals_total', {reason: 'cap'});
  await w.settled();
  assert.equal((await posts(alice)).length, 2);
});

scenario('who lacks the role, or is blocked, cannot report or vote', with_channels, async (w) => {
  await registered(w);
  const role = await w.api.post('/discord/roles', {name: 'Tester'});
  const mallory = await w.member('Mallory');
  await w.node.stop();
  w.given.settings = {...reporting, 'gates.role': role.id, 'gates.blocked': [mallory.id]};
  await w.start_node();
  const alice = await w.member();
  await types(w, alice, 'bug', bugs, /role/);
  await alice.settings({roles: [role.id]});
  const {number} = await reports(w, alice, lantern, {wanted: /^Thank you/});
  await types(w, mallory, 'bug', bugs, /^You cannot use this service/);
  await presses(w, mallory, '▲ 1', await post_of(w, mallory, number), /^You cannot use this service/);
});

scenario('checklist 30: /mycases lists a member\'s own cases, a page at a time, and goes on with a talk', {settings: {...reporting, 'gates.per-user': 0}}, async (w) => {
  await registered(w);
  const alice = await w.member();
  const ben = await w.member('Ben');
  await types(w, alice, 'mycases', help, /^You have no cases\.$/);
  await alice.asks_for_a_person();
  const texts = ['horse', 'bridge', 'music', 'letter', 'sword', 'window', 'cheese', 'dragon', 'winter'];
  for (const [n, word] of texts.entries())
    await reports(w, alice, {title: `${word} ${word}`, text: `${word}${n} ${word}${n}`, severity: ['low']}, {wanted: /^Thank you/});
  const first = await types(w, alice, 'mycases', help, /^Your cases, the newest first/);
  assert.ok(first.message.flags & 64, 'for Alice alone');
  assert.match(first.message.content, /winter winter · Open/);
  assert.equal(first.message.content.split('\n').length, 9);
  const older = await presses(w, alice, 'Older ones', first.message, /Talk with support · \S+/);
  assert.ok(!older.message.content.includes('winter'));
  const asked = await alice.writes('Cancel');
  await alice.sees(/^Your request was cancelled/, {after: asked});
  await presses(w, alice, 'Go on with #1', older.message);
  await alice.sees(/^You are in the queue/, {after: asked});
  await types(w, ben, 'mycases', help, /^You have no cases\.$/);
  const {interaction_id} = await alice.types('mycases', {}, 'dm');
  await answered(w, interaction_id, /^Your cases, the newest first/);
});

scenario('titles, names and file names of members do nothing', with_channels, async (w) => {
  await registered(w);
  const evil = await w.member('@everyone', {name: 'evil', global_name: '**@everyone** <@&1000000000000000001>'});
  const values = {
    title: '@everyone [free](https://evil.example) <@&1000000000000000001> `x` <script>',
    text: '# Big\n> @here ||x|| <@1100000000000000001> discord.gg/evil',
    severity: ['critical'],
    shots: [{...picture, filename: '@everyone <img src=x onerror=alert(1)>.png'}],
  };
  const {number, message} = await reports(w, evil, values, {wanted: /^Thank you/});
  const post = await post_of(w, evil, number);
  assert.equal(post.attachments[0].filename, 'screenshot-1.png');
  assert.deepEqual(post.mentions, []);
  assert.equal(post.mention_everyone, false);
  assert.ok(!/(?<!\\)\[free/.test(post.embeds[0].title), post.embeds[0].title);
  assert.ok(!/(?<!\\)\*\*/.test(field(post, 'Reported by')), field(post, 'Reported by'));
  assert.ok(!/^# /m.test(post.embeds[0].description), post.embeds[0].description);
  const ben = await w.member('Ben');
  const like = await reports(w, ben, {...values, shots: []}, {wanted: /^This was perhaps/});
  for (const text of [like.message.content, message.content])
    assert.ok(!/(?<!\\)(@everyone|\[free)/.test(text), text);
  const sent = await w.api.requests({service: 'discord', method: 'POST', path: /messages$|callback$/});
  assert.ok(sent.length > 0);
  for (const r of sent) {
    const body = JSON.stringify(r.body).replaceAll('\\', '');
    assert.ok(!/"parse":\[\s*"/.test(body) && !/"users":\[/.test(body), `nobody is mentioned: ${body}`);
  }
});

const crashes = {'after-commit': [1, 2], 'before-commit': [1, 2], 'after-send': [3, 4, 5], 'before-done': [1]};
for (const [point, passings] of Object.entries(crashes))
  for (const n of passings)
    scenario(`killed at ${point}, time ${n}: a report is one case and one post`, {crash: `${point}:${n}`, settings: reporting}, async (w) => {
      await registered(w);
      const alice = await w.member();
      const form = await w.api.post(alice.path('/commands'), {name: 'bug', options: {}, where: 'guild', channel_id: bugs});
      const i = await answered(w, form.interaction_id);
      await w.api.post(alice.path('/modals'), {interaction_id: i.interaction_id, values: {...lantern, shots: [picture]}});
      const post = await post_of(w, alice, 1);
      const ben = await w.member('Ben');
      await ben.presses('▲ 1', post);
      const died = await w.api.until('the first node dies at its crash point', () => w.died);
      assert.equal(died.signal, 'SIGKILL');
      await w.reborn;
      await post_of(w, ben, 1, {is: votes(2)});
      await w.settled();
      const all = await posts(ben);
      assert.equal(all.length, 1, `one post, came ${all.map((p) => p.embeds[0].title)}`);
      assert.equal(all[0].attachments.length, 1);
      assert.equal(field(all[0], 'Votes'), '2');
    });

scenario('a node that was away for an hour between post and commit knows its post', {crash: 'before-done:1', settings: reporting}, async (w) => {
  w.stopping = true; // the next one is started below
  await registered(w);
  const alice = await w.member();
  const form = await types(w, alice, 'bug', bugs);
  await w.api.post(alice.path('/modals'), {interaction_id: form.interaction_id, values: lantern});
  await w.node.ended;
  await w.api.post('/clock', {advance_ms: 60 * minute}); // Discord lists no nonce any more
  w.stopping = false;
  await w.start_again({});
  await w.settled();
  assert.equal((await posts(alice)).length, 1);
  const post = await post_of(w, alice, 1);
  await presses(w, await w.member('Ben'), '▲ 1', post, /counts/);
});

scenario('a report that waits for its writer outlives the node, for fifteen minutes', {clock: true, settings: reporting}, async (w) => {
  await registered(w);
  const [alice, ben, carol, dora] = await Promise.all(['Alice', 'Ben', 'Carol', 'Dora'].map((name) => w.member(name)));
  await reports(w, alice, lantern);
  const of_ben = await reports(w, ben, lantern_too, {wanted: /^This was perhaps/});
  await w.node.stop(); // Discord tells nothing again to the next one
  await w.start_node();
  const posted = await presses(w, ben, 'None of these: post mine', of_ben.message, /^Thank you/);
  const again = await presses(w, ben, 'None of these: post mine', of_ben.message, /^Thank you/);
  assert.equal(again.message.content, posted.message.content, 'the same report is meant');
  const of_carol = await reports(w, carol, lantern_too, {wanted: /^This was perhaps/});
  await w.node.stop('SIGKILL');
  await w.start_node();
  await presses(w, carol, 'Join #1', of_carol.message, /^You joined #1/);
  const of_dora = await reports(w, dora, lantern_too, {wanted: /^This was perhaps/});
  await w.advance(16 * minute);
  await presses(w, dora, 'None of these: post mine', of_dora.message, /^This does not exist any more/);
  await w.settled();
  assert.equal((await posts(ben)).length, 2);
});

scenario('what Discord cannot take just now is posted once all the same', with_channels, async (w) => {
  await registered(w);
  const alice = await w.member();
  await w.api.fault({service: 'discord', method: 'POST', path: '*/messages', times: 2, fault: {status: 503}});
  await w.api.fault({service: 'discord', method: 'POST', path: '*/messages', times: 1, fault: {status: 502, effect: true}});
  await w.api.fault({service: 'discord', method: 'PATCH', path: '*/messages/*', times: 1, fault: {status: 500}});
  const {number} = await reports(w, alice, lantern);
  const post = await post_of(w, alice, number);
  await presses(w, await w.member('Ben'), '▲ 1', post);
  await post_of(w, alice, number, {is: votes(2)});
  await w.settled();
  assert.equal((await posts(alice)).length, 1);
});

scenario('a post that a moderator removed is left alone', with_channels, async (w) => {
  await registered(w);
  const alice = await w.member();
  const {number} = await reports(w, alice, lantern);
  const post = await post_of(w, alice, number);
  const gone = {status: 404, body: JSON.stringify({message: 'Unknown Message', code: 10008})};
  await w.api.fault({service: 'discord', method: 'PATCH', path: `*/messages/${post.id}`, times: 9, fault: gone});
  for (const name of ['Ben', 'Carol', 'Dora']) {
    await presses(w, await w.member(name), '▲ 1', post, /counts/);
    await w.settled();
  }
  const edits = await w.api.requests({service: 'discord', method: 'PATCH', path: new RegExp(post.id)});
  assert.equal(edits.length, 1, 'it is not tried again');
});

scenario('a screenshot that cannot be had is said to be lost, and the text is kept', with_channels, async (w) => {
  await registered(w);
  const alice = await w.member();
  await w.api.fault({service: 'cdn', method: 'GET', path: '*', times: 1, fault: {status: 404}});
  const bad = await reports(w, alice, {...lantern, shots: [picture]}, {wanted: /did not arrive/});
  const again = await presses(w, alice, 'Correct it', bad.message);
  await fills_in(w, alice, again, {shots: [picture]}, /^Thank you/);
});

scenario('a form that had to be corrected is not posted when Discord brings it again to the next life', with_channels, async (w) => {
  await registered(w);
  const alice = await w.member();
  await w.api.fault({service: 'cdn', method: 'GET', path: '*', times: 1, fault: {status: 404}});
  const before = await w.api.get('/discord/gateway');
  const bad = await reports(w, alice, {...lantern, shots: [picture]}, {wanted: /did not arrive/});
  await w.node.stop('SIGKILL'); // before it remembers how far it has come
  await w.start_node();
  await w.api.until('the session goes on', async () => (await w.api.get('/discord/gateway')).resumes > before.resumes);
  await w.settled();
  assert.deepEqual(await posts(alice), []);
  const again = await presses(w, alice, 'Correct it', bad.message);
  await fills_in(w, alice, again, {shots: [picture]}, /^Thank you/);
  await w.settled();
  assert.equal((await posts(alice)).length, 1);
});

scenario('a slow screenshot does not make the member wait without an answer', with_channels, async (w) => {
  await registered(w);
  const alice = await w.member();
  await w.api.fault({service: 'cdn', method: 'GET', path: '*', times: 1, fault: {delay_ms: 2500}});
  const {number, acknowledged_after_ms} = await reports(w, alice, {...lantern, shots: [picture]}, {wanted: /^Thank you/});
  assert.ok(acknowledged_after_ms < 2500, `acknowledged after ${acknowledged_after_ms} ms`);
  assert.equal((await post_of(w, alice, number)).attachments.length, 1);
});

scenario('reports come over the interactions endpoint as well', {settings: {...reporting, 'discord.public-key': public_key}}, async (w) => {
  await registered(w);
  await w.api.post('/discord/application', {interactions_endpoint_url: `${w.node.url}/discord/interactions`});
  const alice = await w.member();
  const {number} = await reports(w, alice, {...lantern, shots: [picture]}, {wanted: /^Thank you/});
  const post = await post_of(w, alice, number);
  await presses(w, await w.member('Ben'), '▲ 1', post, /counts/);
  await post_of(w, alice, number, {is: votes(2)});
  await w.api.fault({service: 'cdn', method: 'GET', path: '*', times: 1, fault: {delay_ms: 2500}});
  await reports(w, alice, {...black_map, shots: [picture]}, {wanted: /^Thank you/});
});
